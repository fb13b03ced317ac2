"""Several stations in one PostgreSQL: a real server, started for these tests in a folder of its own."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from postgres_server import Server, running_server
from records_made import BEGIN, PATIENCE_S, fits, make_many, make_record

pytest.importorskip("psycopg", reason="psycopg is not installed: pip install filbert[postgres]")

from sqlalchemy import create_engine, text

from core.errors import RecordsError
from core.records.migrations import MIGRATIONS
from core.records.record import Batch, Confirmation, Filter, Opinion, Order, Record
from core.records.status import RecordsState, WriterStatus
from core.records.store import RecordStore
from core.records.writer import RecordWriter
from core.types import Verdict

ALL = Filter()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as started:
        yield started


@pytest.fixture
def url(server: Server) -> str:
    return server.new_database("filbert")


@pytest.fixture
def store(url: str) -> Iterator[RecordStore]:
    opened = RecordStore.open(url)
    yield opened
    opened.close()


def test_what_is_kept_is_found_by_any_filter_in_order(store: RecordStore) -> None:
    records = make_many(200)
    ids = store.add(records)
    assert ids == sorted(set(ids))
    records = [replace(record, id=key) for record, key in zip(records, ids, strict=True)]
    assert store.get(ids) == records
    for wanted in (
        ALL,
        Filter(verdicts=(Verdict.FAIL, Verdict.REVIEW), score_from=0.5),
        Filter(since=BEGIN, recipe="50% grey", lot="a_12"),
        Filter(text="%"),
        Filter(text="'"),
        Filter(text="ÖLring"),
        Filter(text="\\"),
        Filter(text="A_B"),
    ):
        expected = [record for record in records if fits(record, wanted)]
        assert store.count(wanted) == len(expected)
        assert list(store.iterate(wanted)) == sorted(expected, key=lambda record: (record.at, record.id))
        by_score = sorted(expected, key=lambda record: (record.score, record.id), reverse=True)
        assert store.page(wanted, Order.SCORE, True, 3, 50) == by_score[3:53]


def test_what_is_said_can_be_taken_back(store: RecordStore) -> None:
    ids = store.add(make_many(30))
    before = store.get(ids)
    previous = store.confirm(ids, Opinion.GOOD, "Anna", BEGIN)
    assert store.count(Filter(opinions=(Opinion.GOOD,), text="ANNA")) == 30
    store.restore(previous, Confirmation(Opinion.GOOD, "Anna", BEGIN))
    assert store.get(ids) == before


def test_a_batch_given_again_is_not_kept_again(store: RecordStore) -> None:
    records = [make_record(1, name="a\0b\udcff"), make_record(2, score=float("nan"))]
    ids = store.add(records, Batch("north", 1))
    assert store.add(records, Batch("north", 1)) == ids
    assert store.count(ALL) == 2


def test_the_first_form_becomes_the_present_one(url: str) -> None:
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        MIGRATIONS[0](connection)
        connection.execute(text("INSERT INTO schema_version (version) VALUES (1)"))
        connection.execute(
            text(
                "INSERT INTO records (at, station, recipe, recipe_version, lot, source, name, number, score, verdict,"
                " regions, latency_ms, width, height, image, score_map) VALUES"
                " (1, 'n', 'r', 1, 'LOT 7', 's', 'One.PNG', 1, 0.5, 'PASS', '[]', 1, 1, 1, '', '')"
            )
        )
    engine.dispose()
    store = RecordStore.open(url)
    assert store.count(Filter(text="lot 7")) == 1
    store.close()


def test_stations_that_start_together_make_the_tables_once(url: str) -> None:
    begin = threading.Barrier(4)
    errors: list[RecordsError] = []

    def station(number: int) -> None:
        begin.wait(PATIENCE_S)
        try:
            store = RecordStore.open(url)
            store.add([make_record(number * 100 + one, station=f"station {number}") for one in range(50)])
            store.close()
        except RecordsError as error:
            errors.append(error)

    threads = [threading.Thread(target=station, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S * 3)
    assert errors == []
    store = RecordStore.open(url)
    assert store.count(ALL) == 200
    store.close()


def test_while_the_server_is_away_records_wait_and_each_is_kept_once(server: Server, url: str) -> None:
    saved: list[Record] = []
    statuses: list[WriterStatus] = []
    more = threading.Condition()

    def hear(records: Sequence[Record]) -> None:
        with more:
            saved.extend(records)
            more.notify_all()

    def tell(status: WriterStatus) -> None:
        with more:
            statuses.append(status)
            more.notify_all()

    store = RecordStore.open(url)
    writer = RecordWriter(lambda: store, tell, hear, batch_s=0.0, retry_s=0.05)
    writer.start()
    for number in range(500):
        writer.add(make_record(number))
        if number == 250:
            server.stop()
    with more:
        assert more.wait_for(lambda: any(s.state is RecordsState.NOT_KEPT for s in statuses), PATIENCE_S)
    server.start()
    with more:
        assert more.wait_for(lambda: len(saved) == 500, PATIENCE_S)
    assert writer.close(PATIENCE_S) == 0
    assert [record.number for record in sorted(store.iterate(ALL), key=lambda record: record.id)] == list(range(500))
    assert "can't be reached" in next(s.sentence for s in statuses if s.state is RecordsState.NOT_KEPT)
    store.close()
