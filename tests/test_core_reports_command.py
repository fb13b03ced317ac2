"""The command report: what it is asked for, what it says, and what it leaves."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from command_line import CommandLine
from report_stand_ins import START, record, region

from core.errors import ReportError
from core.records.record import Record
from core.records.store import RecordStore
from core.reports.choosing import Asked, chosen, filter_of, scope_of
from core.reports.report import Scope
from core.shifts import ShiftTimes
from core.types import Verdict

TIMES = ShiftTimes(zone=timezone(timedelta(hours=1)))
NOW = datetime(2026, 11, 27, 20, 15, tzinfo=UTC)  # 21:15 by the plant's clock


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TIMES.zone)


@pytest.fixture
def store(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'records.sqlite'}"
    records = RecordStore.open(url)
    parts = [record(minutes=minute, lot="L1" if minute < 600 else "L2") for minute in range(0, 1440, 6)]
    parts += [record(Verdict.FAIL, minute, regions=(region(300, 200, 60, 60),)) for minute in (1, 2, 700)]
    records.add([*parts, record(minutes=5, recipe="bolt")])
    records.close()
    return url


# What is meant


@pytest.mark.parametrize(
    ("asked", "since", "until"),
    [
        (Asked(), None, None),
        (Asked(since="2026-11-27"), "2026-11-27T00:00", None),
        (Asked(until="2026-11-27T14:00"), None, "2026-11-27T14:00"),
        (Asked("2026-11-01", "2026-11-02T06:30:30"), "2026-11-01T00:00", "2026-11-02T06:30:30"),
        (Asked(shift="current"), "2026-11-27T14:00", "2026-11-27T22:00"),
        (Asked(shift="last"), "2026-11-27T06:00", "2026-11-27T14:00"),
        (Asked(shift="2026-11-26T23:00"), "2026-11-26T22:00", "2026-11-27T06:00"),
    ],
)
def test_times_are_meant_by_the_plants_clock(asked: Asked, since: str | None, until: str | None) -> None:
    scope = scope_of(asked, TIMES, NOW)
    assert scope.since == (at(since) if since else None)
    assert scope.until == (at(until) if until else None)


def test_a_time_with_a_zone_is_meant_as_it_says() -> None:
    assert scope_of(Asked(since="2026-11-27T14:00Z"), TIMES, NOW).since == datetime(2026, 11, 27, 14, tzinfo=UTC)


def test_all_shifts_that_begin_at_a_time() -> None:
    scope = scope_of(Asked(shift="14:00", recipe="nut"), TIMES, NOW)
    parts = [record(minutes=60 * hour) for hour in range(48)]  # from 07:00 by the plant's clock
    found = [part.at.astimezone(TIMES.zone).hour for part in chosen(parts, scope, TIMES)]
    assert found == [14, 15, 16, 17, 18, 19, 20, 21] * 2
    assert filter_of(scope).recipe == "nut"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (Asked(since="yesterday"), "yesterday is no time."),
        (Asked(since="2026-13-01"), "2026-13-01 is no time."),
        (Asked("2026-11-02", "2026-11-01"), "would end before it begins"),
        (Asked("2026-11-02", "2026-11-02"), "would end before it begins"),
        (Asked(shift="07:00"), "No shift begins at 07:00. Give one of 06:00, 14:00, 22:00"),
        (Asked(since="2026-11-01", shift="last"), "A shift of a day has its own beginning and end"),
        (Asked(shift="night"), "night is no time."),
    ],
)
def test_what_means_nothing_is_a_sentence(asked: Asked, says: str) -> None:
    with pytest.raises(ReportError, match=says):
        scope_of(asked, TIMES, NOW)


def test_nothing_asked_for_is_everything() -> None:
    assert scope_of(Asked(), TIMES, NOW) == Scope()
    parts: list[Record] = [record()]
    assert list(chosen(parts, Scope(), TIMES)) == parts


# The command


def test_a_report_of_all(filbert: CommandLine, store: str, tmp_path: Path) -> None:
    run = filbert("report", "--store", store, "--out", tmp_path / "a.html")
    assert run.code == 0
    assert "244 parts: 98.8 % passed, 3 failed (1.2 %)." in run.out
    assert "nut: Regions of 3 failed parts lie most often: centre 3." in run.out
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_json_has_the_figures(filbert: CommandLine, store: str, tmp_path: Path) -> None:
    arguments = ("--lot", "L1", "--recipe", "nut", "--json")
    (fields,) = filbert("report", "--store", store, "--out", tmp_path / "a.csv", *arguments).lines
    assert (fields["parts"], fields["passed"], fields["failed"]) == (100, 100, 0)
    assert fields["yield"] == 1.0
    assert [row["lot"] for row in fields["lots"]] == ["L1"]
    assert len((tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()) == 101
    assert json.dumps(fields)


def test_since_and_until_are_kept_to(filbert: CommandLine, store: str, tmp_path: Path) -> None:
    since, until = (START + timedelta(minutes=minutes) for minutes in (600, 720))
    times = ("--since", since.isoformat(), "--until", until.isoformat())
    (fields,) = filbert("report", "--store", store, "--out", tmp_path / "a.csv", *times, "--json").lines
    assert fields["parts"] == 21
    assert datetime.fromisoformat(fields["first"]) == since
    assert datetime.fromisoformat(fields["last"]) < until


def test_a_damaged_store_is_put_aside_and_that_is_said(filbert: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "records.sqlite"
    file.write_bytes(b"no database at all" * 1000)
    run = filbert("report", "--store", f"sqlite:///{file}", "--out", tmp_path / "a.html")
    (aside,) = tmp_path.glob("records.damaged-*.sqlite")
    assert run.code == 0
    assert aside.name in run.err


def test_a_store_that_is_not_there_is_not_made(filbert: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "recrods.sqlite"
    out = tmp_path / "a.html"
    assert "There are no records at" in filbert.refused("report", "--store", f"sqlite:///{file}", "--out", out)
    assert not file.exists()
    assert not out.exists()


@pytest.mark.parametrize("ending", ["html", "csv", "parquet"])
def test_a_report_over_no_records_is_a_sentence_and_a_file(
    filbert: CommandLine, store: str, tmp_path: Path, ending: str
) -> None:
    if ending == "parquet":
        pytest.importorskip("arro3.io")
    run = filbert("report", "--store", store, "--lot", "100 %_'\"", "--out", tmp_path / f"a.{ending}")
    assert run.code == 0
    assert "No parts were recorded in this time, so there is nothing to report." in run.out
    assert (tmp_path / f"a.{ending}").stat().st_size > 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--out", "a.docx"), "doesn't say what to write"),
        (("--out", "nowhere/a.html"), "its folder does not exist"),
        (("--out", "a.html", "--since", "soon"), "soon is no time."),
        (("--out", "a.html", "--store", "nonsense"), ""),
    ],
)
def test_bad_input_is_a_sentence(
    filbert: CommandLine, store: str, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    named = [str(tmp_path / word) if word.startswith(("a.", "nowhere")) else word for word in arguments]
    assert says in filbert.refused("report", "--store", store, *named)
    assert not (tmp_path / "a.html").exists()
