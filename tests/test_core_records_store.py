"""What is kept is found again: the same, in order, by any filter, from any thread."""

import math
import random
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from records_made import BEGIN, PATIENCE_S, fits, make_many, make_record

from core.errors import RecordsError
from core.records.record import Batch, Confirmation, Filter, Opinion, Order, Record
from core.records.store import RecordStore
from core.types import Region, Verdict

ALL = Filter()

FILTERS = [
    ALL,
    Filter(since=BEGIN + timedelta(seconds=40), until=BEGIN + timedelta(seconds=160)),
    Filter(verdicts=(Verdict.FAIL,)),
    Filter(verdicts=(Verdict.FAIL, Verdict.REVIEW)),
    Filter(recipe="50% grey", recipe_version=2),
    Filter(lot="a_12"),
    Filter(lot=""),
    Filter(score_from=0.5, score_to=1.2),
    Filter(opinions=(Opinion.GOOD,)),
    Filter(opinions=(Opinion.GOOD, Opinion.UNSURE), verdicts=(Verdict.PASS,)),
    Filter(only_unconfirmed=True, verdicts=(Verdict.FAIL,)),
    Filter(text="%"),
    Filter(text="_"),
    Filter(text="'"),
    Filter(text="\\"),
    Filter(text='"'),
    Filter(text="ANNA"),
    Filter(text="ölRING", verdicts=(Verdict.PASS,)),
    Filter(text="A_b", recipe="Hazelnut", score_from=1.0),
    Filter(text="camera"),
    Filter(text="png\ncam"),
    Filter(text="nothing has this"),
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RecordStore, list[Record]]]:
    """A store with 200 records of all kinds, and the same as a list."""
    opened = RecordStore.open(f"sqlite:///{tmp_path_factory.mktemp('filled') / 'records.sqlite'}")
    records = make_many(200)
    ids = opened.add(records)
    records = [replace(record, id=key) for record, key in zip(records, ids, strict=True)]
    for place, opinion in ((3, Opinion.GOOD), (5, Opinion.BAD), (7, Opinion.UNSURE)):
        said = Confirmation(opinion, "Anna", BEGIN)
        some = [key for key in ids if key % 11 == place]
        opened.confirm(some, opinion, said.by, said.at)
        records = [replace(record, confirmation=said) if record.id in some else record for record in records]
    yield opened, records
    opened.close()


def test_a_record_comes_back_as_it_was(store: RecordStore) -> None:
    regions = (Region(1, 2, 3, 4, 5, 1.25), Region(6, 7, 8, 9, 10, math.pi))
    said = Confirmation(Opinion.BAD, "Zoë", BEGIN + timedelta(microseconds=1))
    record = make_record(
        regions=regions, confirmation=said, image="2026-11-27/1.png", score_map="2026-11-27/1.npy", lot="L'1", score=0.1
    )
    (key,) = store.add([record])
    assert store.get([key]) == [replace(record, id=key)]


def test_a_score_that_is_no_number_and_a_name_that_is_no_text_are_kept_too(store: RecordStore) -> None:
    keys = store.add([make_record(score=math.nan), make_record(score=math.inf, name="a\udcff\0b")])
    first, second = store.get(keys)
    assert math.isnan(first.score)
    assert second.score == math.inf
    assert second.name == "a??b"


def test_of_records_that_are_added_together_all_are_kept_or_none(store: RecordStore) -> None:
    wrong = replace(make_record(), recipe_version=None)
    with pytest.raises(RecordsError):
        store.add([make_record(1), wrong, make_record(2)])  # type: ignore[list-item]
    assert store.count(ALL) == 0


def test_ids_come_in_the_order_records_were_given_in(store: RecordStore) -> None:
    records = make_many(3000)
    ids = store.add(records)
    assert ids == sorted(set(ids))
    assert [record.number for record in store.get(ids)] == [record.number for record in records]


def test_a_batch_given_again_is_not_kept_again(store: RecordStore) -> None:
    records = [make_record(1), make_record(2)]
    ids = store.add(records, Batch("north", 7))
    assert store.add(records, Batch("north", 7)) == ids
    assert store.add(records, Batch("south", 7)) != ids
    assert store.add(records, Batch("north", 8)) != ids
    assert store.count(ALL) == 6


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_a_filter_gives_what_a_plain_look_at_each_record_gives(
    filled: tuple[RecordStore, list[Record]], wanted: Filter
) -> None:
    store, records = filled
    expected = [record for record in records if fits(record, wanted)]
    assert store.count(wanted) == len(expected)
    for order, key_of in ((Order.TIME, lambda r: (r.at, r.id)), (Order.SCORE, lambda r: (r.score, r.id))):
        for descending in (False, True):
            in_order = sorted(expected, key=key_of, reverse=descending)
            pages = [store.page(wanted, order, descending, offset, 37) for offset in range(0, 222, 37)]
            assert [record for page in pages for record in page] == in_order
    assert list(store.iterate(wanted)) == sorted(expected, key=lambda record: (record.at, record.id))


@pytest.mark.parametrize("seed", range(40))
def test_any_mixture_of_filters_gives_what_a_plain_look_gives(
    filled: tuple[RecordStore, list[Record]], seed: int
) -> None:
    store, records = filled
    dice = random.Random(seed)
    maybe: list[tuple[str, list[object]]] = [
        ("since", [BEGIN + timedelta(seconds=30)]),
        ("until", [BEGIN + timedelta(seconds=170)]),
        ("verdicts", [(Verdict.FAIL,), (Verdict.PASS, Verdict.REVIEW), tuple(Verdict)]),
        ("recipe", ["Hazelnut", "Bolt M6", "none"]),
        ("recipe_version", [1, 2]),
        ("lot", ["", "A-12"]),
        ("score_from", [0.3, 1.8]),
        ("score_to", [0.4, 1.9]),
        ("text", ["a", "ann", "png", "a_b", "'"]),
        ("opinions", [(Opinion.GOOD,), tuple(Opinion)]),
        ("only_unconfirmed", [True]),
    ]
    wanted = Filter(**{name: dice.choice(values) for name, values in maybe if dice.random() < 0.3})  # type: ignore[arg-type]
    expected = sorted((r for r in records if fits(r, wanted)), key=lambda r: (r.at, r.id))
    assert store.count(wanted) == len(expected)
    assert list(store.iterate(wanted)) == expected
    assert store.page(wanted, Order.TIME, False, 0, 1000) == expected
    by_score = sorted(expected, key=lambda r: (r.score, r.id), reverse=True)
    assert store.page(wanted, Order.SCORE, True, 0, 1000) == by_score


def test_all_are_gone_through_in_order_of_time_with_what_is_added_meanwhile(store: RecordStore) -> None:
    store.add([make_record(number) for number in range(2500, 0, -1)])
    going = store.iterate(ALL)
    first = [next(going) for _ in range(1000)]
    store.add([make_record(9000)])
    numbers = [record.number for record in [*first, *going]]
    assert numbers == [*range(1, 2501), 9000]


def test_records_are_got_in_the_order_asked_for_without_those_that_are_not_there(store: RecordStore) -> None:
    ids = store.add([make_record(number) for number in range(1, 2101)])
    asked = [ids[2], 10**6, ids[0], *reversed(ids)]
    assert [record.id for record in store.get(asked)] == [ids[2], ids[0], *reversed(ids)]
    assert store.get([]) == []


def test_what_is_said_of_many_can_be_taken_back(store: RecordStore) -> None:
    said = Confirmation(Opinion.BAD, "Ben", BEGIN)
    ids = store.add([make_record(number, confirmation=said if number % 2 else None) for number in range(1, 2502)])
    before = store.get(ids)
    previous = store.confirm([*ids, 10**6], Opinion.GOOD, "Anna", BEGIN + timedelta(hours=1))
    assert previous == {record.id: record.confirmation for record in before}
    new = Confirmation(Opinion.GOOD, "Anna", BEGIN + timedelta(hours=1))
    assert all(record.confirmation == new for record in store.get(ids))
    store.restore(previous, new)
    assert store.get(ids) == before
    assert store.restore({}, new) == {}


def test_that_nobody_has_said_anything_can_be_said_too(store: RecordStore) -> None:
    ids = store.add([make_record(confirmation=Confirmation(Opinion.BAD, "Ben", BEGIN))])
    store.confirm(ids, None, "Anna", BEGIN)
    assert store.get(ids)[0].confirmation is None
    assert store.count(Filter(text="ben")) == 0


def test_a_clock_that_was_put_back_loses_and_doubles_nothing(store: RecordStore) -> None:
    first = store.add([make_record(number, at=BEGIN + timedelta(hours=1, seconds=number)) for number in range(50)])
    second = store.add([make_record(100 + number, at=BEGIN + timedelta(seconds=number)) for number in range(50)])
    assert max(first) < min(second)  # by id they stand in the order they came in
    by_time = [record.id for record in store.iterate(ALL)]
    assert by_time == [*second, *first]
    pages = [store.page(ALL, Order.TIME, True, offset, 30) for offset in range(0, 120, 30)]
    assert [record.id for page in pages for record in page] == by_time[::-1]


def test_many_threads_write_say_and_read_at_once(store: RecordStore) -> None:
    ids: list[int] = []
    errors: list[BaseException] = []
    begin = threading.Barrier(5)

    def add(thread: int) -> None:
        begin.wait(PATIENCE_S)
        for number in range(20):
            ids.extend(store.add([make_record(thread * 1000 + number * 10 + one) for one in range(10)]))

    def say_and_look() -> None:
        begin.wait(PATIENCE_S)
        for _ in range(20):
            some = [record.id for record in store.page(ALL, Order.TIME, True, 0, 20)]
            previous = store.confirm(some, Opinion.GOOD, "Anna", BEGIN)
            store.restore(previous, Confirmation(Opinion.GOOD, "Anna", BEGIN))
            store.count(ALL)

    def guarded(work: object, *arguments: object) -> None:
        try:
            work(*arguments)  # type: ignore[operator]
        except BaseException as error:  # noqa: BLE001 - looked at by the test
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(add, number)) for number in range(4)]
    threads.append(threading.Thread(target=guarded, args=(say_and_look,)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S * 3)
    assert errors == []
    assert len(set(ids)) == 800
    assert store.count(ALL) == 800
    assert store.count(Filter(only_unconfirmed=True)) == 800


def test_nothing_is_not_kept(store: RecordStore) -> None:
    assert store.add([]) == []
    assert store.page(ALL, Order.SCORE, True, 0, 10) == []
    assert list(store.iterate(ALL)) == []


def test_the_store_is_where_the_records_folder_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FILBERT_RECORDS_DIR", str(tmp_path / "elsewhere"))
    opened = RecordStore.open()
    opened.add([make_record()])
    opened.close()
    assert (tmp_path / "elsewhere" / "records.sqlite").is_file()
    again = RecordStore.open()
    assert again.count(ALL) == 1
    again.close()
