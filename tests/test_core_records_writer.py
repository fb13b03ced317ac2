"""Every record that is said to be saved is in the store, once; what can't be written waits."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from records_made import PATIENCE_S, make_record, small_disk

from core.errors import RecordsDiskFullError, RecordsError
from core.records.record import Batch, Filter, Record
from core.records.status import RecordsState, WriterStatus
from core.records.store import RecordStore
from core.records.writer import RecordWriter


class Heard:
    """What a writer says, to be waited for."""

    def __init__(self) -> None:
        self.statuses: list[WriterStatus] = []
        self.saved: list[Record] = []
        self._more = threading.Condition()

    def status(self, status: WriterStatus) -> None:
        with self._more:
            self.statuses.append(status)
            self._more.notify_all()

    def records(self, records: Sequence[Record]) -> None:
        with self._more:
            self.saved.extend(records)
            self._more.notify_all()

    def wait_until(self, condition: Callable[[], bool]) -> None:
        with self._more:
            assert self._more.wait_for(condition, PATIENCE_S)

    def wait_for(self, state: RecordsState) -> None:
        self.wait_until(lambda: any(status.state is state for status in self.statuses))


class StandInStore:
    """Keeps records in a list, as a store with a disk that a test fills and empties, or that it holds up."""

    def __init__(self) -> None:
        self.kept: list[Record] = []
        self.batches: list[int] = []
        self.error: Exception | None = None
        self.breaks_after_keeping = False
        self.may_go = threading.Event()
        self.may_go.set()
        self._known: dict[Batch, list[int]] = {}

    def add(self, records: Sequence[Record], batch: Batch | None = None) -> list[int]:
        assert self.may_go.wait(PATIENCE_S)
        if self.error is not None:
            raise self.error
        assert batch is not None
        if batch not in self._known:
            begin = len(self.kept) + 1
            self.kept += [replace(record, id=begin + place) for place, record in enumerate(records)]
            self._known[batch] = list(range(begin, begin + len(records)))
            self.batches.append(len(records))
        if self.breaks_after_keeping:
            self.breaks_after_keeping = False
            raise RecordsError("The connection broke before the answer came.")
        return self._known[batch]


@pytest.fixture
def store() -> StandInStore:
    return StandInStore()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def make(store: StandInStore, heard: Heard) -> Iterator[Callable[..., RecordWriter]]:
    """Make writers that are closed in the end."""
    made: list[RecordWriter] = []

    def start(**values: object) -> RecordWriter:
        usual: dict[str, object] = {"batch_s": 0.0, "retry_s": 0.001}
        writer = RecordWriter(lambda: store, heard.status, heard.records, **{**usual, **values})  # type: ignore[arg-type]
        writer.start()
        made.append(writer)
        return writer

    yield start
    store.may_go.set()
    for writer in made:
        writer.close(PATIENCE_S)


def numbers(records: Sequence[Record]) -> list[int]:
    return [record.number for record in records]


def test_records_are_kept_in_order_and_told_of_once_with_their_ids(
    make: Callable[..., RecordWriter], store: StandInStore, heard: Heard
) -> None:
    writer = make()
    for number in range(500):
        writer.add(make_record(number))
    assert writer.flush(PATIENCE_S)
    assert numbers(store.kept) == list(range(500))
    assert writer.close(PATIENCE_S) == 0
    assert heard.saved == store.kept
    assert heard.statuses[-1] == WriterStatus(RecordsState.CLOSED, saved=500)


def test_what_comes_together_is_written_together(make: Callable[..., RecordWriter], store: StandInStore) -> None:
    writer = make(batch_s=3600.0)
    for number in range(100):
        writer.add(make_record(number))
    assert writer.status.saved == 0
    assert writer.flush(PATIENCE_S)
    assert store.batches == [100]
    for number in range(2000):
        writer.add(make_record(number))  # so many are not waited for more
    writer.close(PATIENCE_S)
    assert sum(store.batches) == 2100
    assert max(store.batches) <= 2000


def test_while_the_disk_is_full_records_wait_in_memory_and_are_written_when_there_is_room(
    make: Callable[..., RecordWriter], store: StandInStore, heard: Heard
) -> None:
    store.error = RecordsDiskFullError("The disk is full.")
    writer = make(capacity=10)
    for number in range(10):
        writer.add(make_record(number))
    heard.wait_for(RecordsState.DISK_FULL)
    assert writer.status.waiting == 10
    with pytest.raises(RecordsError, match=r"The disk is full\. 10 records wait in memory, and no more can\."):
        writer.add(make_record(10))
    store.error = None
    heard.wait_until(lambda: len(heard.saved) == 10)
    writer.add(make_record(11))
    assert writer.flush(PATIENCE_S)
    assert numbers(store.kept) == [*range(10), 11]
    assert heard.saved == store.kept
    states = [status.state for status in heard.statuses]
    assert states[0] is RecordsState.OK
    assert states.index(RecordsState.DISK_FULL) < len(states) - 1
    assert states[-1] is RecordsState.OK


def test_an_answer_that_was_lost_makes_nothing_double(
    make: Callable[..., RecordWriter], store: StandInStore, heard: Heard
) -> None:
    store.breaks_after_keeping = True
    store.may_go.clear()
    writer = make()
    writer.add(make_record(1))
    writer.add(make_record(2))
    store.may_go.set()
    heard.wait_for(RecordsState.NOT_KEPT)
    writer.add(make_record(3))
    heard.wait_until(lambda: len(heard.saved) == 3)
    assert numbers(store.kept) == [1, 2, 3]
    assert heard.saved == store.kept


def test_who_adds_waits_for_a_slow_disk_instead_of_failing(
    make: Callable[..., RecordWriter], store: StandInStore
) -> None:
    store.may_go.clear()
    writer = make(capacity=3)
    added: list[int] = []
    three = threading.Event()

    def add_all() -> None:
        for number in range(6):
            writer.add(make_record(number))
            added.append(number)
            if number == 2:
                three.set()

    thread = threading.Thread(target=add_all)
    thread.start()
    assert three.wait(PATIENCE_S)
    assert added == [0, 1, 2]
    store.may_go.set()
    thread.join(PATIENCE_S)
    assert writer.flush(PATIENCE_S)
    assert numbers(store.kept) == list(range(6))


def test_closing_writes_what_waits(make: Callable[..., RecordWriter], store: StandInStore) -> None:
    writer = make(batch_s=3600.0)
    for number in range(4500):
        writer.add(make_record(number))
    assert writer.close(PATIENCE_S) == 0
    assert numbers(store.kept) == list(range(4500))
    with pytest.raises(RecordsError, match="no longer kept"):
        writer.add(make_record(1))


def test_closing_says_how_many_could_not_be_kept(
    make: Callable[..., RecordWriter], store: StandInStore, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    store.error = RecordsDiskFullError("The disk is full.")
    writer = make(retry_s=3600.0)
    writer.add(make_record(1))
    heard.wait_for(RecordsState.DISK_FULL)
    writer.add(make_record(2))
    assert writer.close(PATIENCE_S) == 2
    assert heard.statuses[-1].lost == 2
    assert "2 records were not kept" in caplog.text
    assert heard.saved == []


def test_a_store_that_cannot_be_opened_is_tried_again(heard: Heard, store: StandInStore) -> None:
    tries: list[int] = []

    def open_store() -> StandInStore:
        tries.append(1)
        if len(tries) < 3:
            raise RecordsError("The database can't be reached.")
        return store

    writer = RecordWriter(open_store, heard.status, heard.records, batch_s=0.0, retry_s=0.001)
    writer.start()
    writer.add(make_record(1))
    heard.wait_until(lambda: len(heard.saved) == 1)
    assert writer.close(PATIENCE_S) == 0
    assert len(tries) == 3
    assert [status.state for status in heard.statuses[:3]] == [
        RecordsState.NOT_KEPT,
        RecordsState.NOT_KEPT,
        RecordsState.OK,
    ]


def test_one_that_never_opens_ends_all_the_same(heard: Heard) -> None:
    def refused() -> StandInStore:
        raise RecordsError("It is on a network drive.")

    writer = RecordWriter(refused, heard.status, heard.records, retry_s=3600.0)
    writer.start()
    writer.add(make_record(1))
    heard.wait_for(RecordsState.NOT_KEPT)
    assert writer.close(PATIENCE_S) == 1


def test_what_waits_goes_into_a_new_store_when_damage_is_found(heard: Heard, tmp_path: Path) -> None:
    file = tmp_path / "records.sqlite"
    stores: list[RecordStore] = []

    def open_store() -> RecordStore:
        for before in stores:
            before.close()
        stores.append(RecordStore.open(f"sqlite:///{file}"))
        return stores[-1]

    writer = RecordWriter(open_store, heard.status, heard.records, batch_s=0.0, retry_s=0.001)
    writer.start()
    writer.add(make_record(1))
    heard.wait_until(lambda: len(heard.saved) == 1)
    stores[0].close()  # or SQLite would still have the pages it read
    content = file.read_bytes()
    file.write_bytes(content[:100] + b"\x77" * (len(content) - 100))
    writer.add(make_record(2))
    heard.wait_until(lambda: len(heard.saved) == 2)
    assert writer.close(PATIENCE_S) == 0
    assert len(stores) == 2
    assert "kept aside" in stores[1].remark
    assert [record.number for record in stores[1].iterate(Filter())] == [2]
    stores[1].close()


def test_a_fault_of_the_store_is_told_and_tried_again(
    make: Callable[..., RecordWriter], store: StandInStore, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    store.error = ZeroDivisionError("division by zero")
    writer = make()
    writer.add(make_record(1))
    heard.wait_for(RecordsState.NOT_KEPT)
    store.error = None
    heard.wait_until(lambda: len(heard.saved) == 1)
    assert "division by zero" in caplog.text


def test_on_a_real_disk_that_is_full_all_is_kept_in_the_end(tmp_path: Path, heard: Heard) -> None:
    with small_disk(tmp_path, 3) as grow:
        store = RecordStore.open(f"sqlite:///{tmp_path / 'records.sqlite'}")
        writer = RecordWriter(lambda: store, heard.status, heard.records, batch_s=0.0, retry_s=0.001)
        writer.start()
        count = 0

        def is_full() -> bool:
            return any(status.state is RecordsState.DISK_FULL for status in heard.statuses)

        while not is_full():
            for _ in range(100):
                writer.add(make_record(count))
                count += 1
            heard.wait_until(lambda count=count: is_full() or len(heard.saved) == count)
        for _ in range(100):
            writer.add(make_record(count))
            count += 1
        assert store.count(Filter()) == len(heard.saved) < count
        grow(32)
        heard.wait_until(lambda: len(heard.saved) == count)
        assert writer.close(PATIENCE_S) == 0
        assert sorted(record.number for record in store.iterate(Filter())) == list(range(count))
        store.close()
