"""A store of an earlier form is brought up to date; one of a later form is left alone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from records_made import make_record
from sqlalchemy import create_engine, inspect, text

from core.errors import RecordsError
from core.records.migrations import LATEST, MIGRATIONS, version_of
from core.records.record import Filter
from core.records.schema import METADATA, RECORDS
from core.records.store import RecordStore
from core.types import Region, Verdict

_ROW = (
    "INSERT INTO records (at, station, recipe, recipe_version, lot, source, name, number, score, verdict, regions,"
    " latency_ms, width, height, image, score_map, opinion, confirmed_by, confirmed_at) VALUES"
    " (1764223200000001, 'north', 'Hazelnut', 4, 'LOT 7', 'camera:0', ?, ?, 1.5, 'FAIL', '[[1,2,3,4,5,1.25]]',"
    " 20.5, 640, 480, '', '', NULL, NULL, NULL)"
)


def first_form(file: Path, rows: int) -> None:
    """A store as the first form of it was."""
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        MIGRATIONS[0](connection)
        connection.execute(text("INSERT INTO schema_version (version) VALUES (1)"))
        for number in range(rows):
            connection.exec_driver_sql(_ROW, (f"Part {number}.PNG", number))
    engine.dispose()


def test_the_first_form_becomes_the_present_one_with_all_it_held(tmp_path: Path) -> None:
    file = tmp_path / "records.sqlite"
    first_form(file, 7)
    store = RecordStore.open(f"sqlite:///{file}")
    records = list(store.iterate(Filter()))
    assert [record.name for record in records] == [f"Part {number}.PNG" for number in range(7)]
    assert {record.verdict for record in records} == {Verdict.FAIL}
    assert records[0].regions == (Region(1, 2, 3, 4, 5, 1.25),)
    assert store.count(Filter(text="part 3.png")) == 1  # what the second form added is there for what the first held
    assert store.count(Filter(text="lot 7")) == 7
    store.add([make_record()])
    assert store.count(Filter()) == 8
    store.close()


def test_tables_made_step_by_step_are_those_the_program_uses(tmp_path: Path) -> None:
    file = tmp_path / "records.sqlite"
    RecordStore.open(f"sqlite:///{file}").close()
    engine = create_engine(f"sqlite:///{file}")
    found = inspect(engine)
    for table in METADATA.sorted_tables:
        assert [column["name"] for column in found.get_columns(table.name)] == list(table.columns.keys())
    indices = {index["name"]: index["column_names"] for index in found.get_indexes("records")}
    assert indices == {str(index.name): [column.name for column in index.columns] for index in RECORDS.indexes}
    with engine.connect() as connection:
        assert version_of(connection) == LATEST
    engine.dispose()


def test_a_step_that_fails_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "records.sqlite"
    first_form(file, 3)

    def fails(connection: object) -> None:
        MIGRATIONS[1](connection)  # type: ignore[arg-type]
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("core.records.migrations.MIGRATIONS", (MIGRATIONS[0], fails))
        with pytest.raises(ZeroDivisionError):
            RecordStore.open(f"sqlite:///{file}")
    store = RecordStore.open(f"sqlite:///{file}")
    assert store.count(Filter()) == 3
    store.close()


def test_a_store_of_a_newer_filbert_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "records.sqlite"
    store = RecordStore.open(f"sqlite:///{file}")
    store.add([make_record()])
    store.close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"UPDATE schema_version SET version = {LATEST + 1}")
        connection.commit()
    with pytest.raises(RecordsError, match=r"newer Filbert .* Update Filbert"):
        RecordStore.open(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM records").fetchone() == (1,)
    assert list(tmp_path.glob("*damaged*")) == []


def test_what_is_said_to_be_on_the_disk_is(tmp_path: Path) -> None:
    store = RecordStore.open(f"sqlite:///{tmp_path / 'records.sqlite'}")
    with store._engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}  # 2 is FULL
    store.close()
