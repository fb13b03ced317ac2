"""Records as CSV, Parquet and HTML: read back by other readers than those who wrote them."""

import csv
import html.parser
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from report_stand_ins import START, make_report, mixed, record, region, series

from core.errors import Cancelled, OutputError, ReportError
from core.images import write_image
from core.records.record import Opinion, Record
from core.reports import files, parquet_file
from core.reports.columns import COLUMNS
from core.reports.csv_file import write_csv
from core.reports.files import ReportOrder, write_report
from core.reports.html import html_of
from core.reports.parquet_file import write_parquet
from core.reports.report import Report, Scope
from core.shifts import ShiftTimes
from core.types import Verdict

TIMES = ShiftTimes(zone=UTC)
ODD_TEXT = 'ß "quoted", 100 % ünïcode 漢字 <b>&amp;</b> \n next line'


def some() -> list[Record]:
    return [
        record(lot=ODD_TEXT, name="teile/ä.png", id=7, latency_ms=12.5),
        record(Verdict.FAIL, 1.5, said=Opinion.GOOD, score=1.25, regions=(region(1, 2, 30, 40),), image="2026/a.png"),
        record(Verdict.NO_PART, 2.5, score=float("nan"), width=0, height=0),
    ]


def no_pdf(_report: Report, _order: ReportOrder) -> None:
    raise AssertionError("nobody asked for a PDF")


def order(path: Path, scope: Scope = Scope(), archive: Path | None = None) -> ReportOrder:  # noqa: B008 - frozen
    return ReportOrder(path, scope, TIMES, START, archive)


# CSV


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_holds_every_column_of_every_record(tmp_path: Path) -> None:
    assert write_csv(some(), tmp_path / "a.csv") == 3
    rows = rows_of(tmp_path / "a.csv")
    assert list(rows[0]) == [column.name for column in COLUMNS]
    assert rows[0]["lot"] == ODD_TEXT
    assert (rows[0]["id"], rows[0]["name"], rows[0]["latency_ms"]) == ("7", "teile/ä.png", "12.5")
    assert datetime.fromisoformat(rows[1]["at"]) == START + timedelta(minutes=1.5)
    assert (rows[1]["verdict"], rows[1]["score"], rows[1]["regions"]) == ("FAIL", "1.25", "1")
    assert json.loads(rows[1]["region_boxes"])[0]["width"] == 30
    assert (rows[1]["opinion"], rows[1]["confirmed_by"]) == ("good", "Ada")
    assert (rows[2]["score"], rows[2]["opinion"], rows[2]["confirmed_at"], rows[2]["region_boxes"]) == ("", "", "", "")


@pytest.mark.parametrize("lot", ["=1+1", "+49", "-3", "@SUM(A1)", "\tx"])
def test_what_a_spreadsheet_would_run_is_made_text(tmp_path: Path, lot: str) -> None:
    write_csv([record(lot=lot, score=-0.5)], tmp_path / "a.csv")
    (row,) = rows_of(tmp_path / "a.csv")
    assert row["lot"] == f"'{lot}"
    assert row["score"] == "-0.5"


def test_a_name_that_is_no_text_does_not_end_the_export(tmp_path: Path) -> None:
    write_csv([record(name="a\udcff.png")], tmp_path / "a.csv")
    assert rows_of(tmp_path / "a.csv")[0]["name"] == "a?.png"


# Parquet


def parquet_rows(path: Path) -> list[dict[str, Any]]:
    io = pytest.importorskip("arro3.io")
    table = io.read_parquet(path).read_all()
    columns = {name: table.column(name).to_pylist() for name in table.schema.names}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def test_parquet_holds_the_same_with_types(tmp_path: Path) -> None:
    pytest.importorskip("arro3.io")
    assert write_parquet(some(), tmp_path / "a.parquet") == 3
    rows = parquet_rows(tmp_path / "a.parquet")
    assert list(rows[0]) == [column.name for column in COLUMNS]
    assert rows[0]["lot"] == ODD_TEXT
    assert rows[1]["at"] == START + timedelta(minutes=1.5)
    assert (rows[1]["score"], rows[1]["regions"], rows[1]["opinion"]) == (1.25, 1, "good")
    assert (rows[2]["score"], rows[2]["opinion"], rows[2]["confirmed_at"]) == (None, None, None)


def test_parquet_in_several_batches_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("arro3.io")
    monkeypatch.setattr(parquet_file, "ROWS_AT_ONCE", 7)
    write_parquet(series(np.arange(50) / 100), tmp_path / "a.parquet")
    assert [row["score"] for row in parquet_rows(tmp_path / "a.parquet")] == [index / 100 for index in range(50)]


def test_no_records_make_an_empty_table(tmp_path: Path) -> None:
    pytest.importorskip("arro3.io")
    assert write_parquet([], tmp_path / "a.parquet") == write_csv([], tmp_path / "a.csv") == 0
    assert parquet_rows(tmp_path / "a.parquet") == rows_of(tmp_path / "a.csv") == []


def test_without_the_package_a_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "arro3", None)
    with pytest.raises(ReportError, match=r"pip install arro3-io, or name a \.csv\."):
        write_parquet(some(), tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []


# What goes wrong


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_full_disk_is_a_sentence(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    pytest.importorskip("arro3.io")
    path = tmp_path / f"a{ending}"
    path.write_bytes(b"old")
    opened = Path.open

    def full(self: Path, *rest: Any, **more: Any) -> Any:
        return opened(Path("/dev/full"), "wb") if self.suffix == ".part" else opened(self, *rest, **more)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OutputError, match="the disk is full"):
        (write_csv if ending == ".csv" else write_parquet)(series(np.zeros(20_000)), path)
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".html"])
def test_stopping_leaves_the_old_file(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(b"old")
    asked: list[int] = []

    def should_stop() -> bool:
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(Cancelled):
        write_report(series(np.zeros(5000)), order(path), no_pdf, should_stop)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("name", ["report", "report.xlsx", "report.txt"])
def test_another_ending_is_refused_before_anything_is_read(name: str, tmp_path: Path) -> None:
    def unread() -> Iterator[Record]:
        raise AssertionError("read")
        yield

    with pytest.raises(ReportError, match=r"End it in \.html, \.pdf, \.csv or \.parquet\."):
        write_report(unread(), order(tmp_path / name), no_pdf, lambda: False)


def test_a_file_and_its_report_count_the_same(tmp_path: Path) -> None:
    scores = mixed(np.random.default_rng(1), 3000, 0.05)
    report = write_report(series(scores), order(tmp_path / "a.csv"), no_pdf, lambda: False)
    assert report.figures.failed == int((scores >= 1).sum()) == len(rows_of(tmp_path / "a.csv")) - report.figures.passed


def test_the_pdf_is_made_by_who_can(tmp_path: Path) -> None:
    made: list[int] = []
    report = write_report(
        some(), order(tmp_path / "a.pdf"), lambda told, _: made.append(told.figures.parts), lambda: False
    )
    assert made == [report.figures.parts] == [2]


# HTML


class Page(html.parser.HTMLParser):
    """What a browser would see: tags that are open too long or close what isn't open are errors."""

    EMPTY = frozenset({"meta", "br", "img", "rect", "line", "polyline", "circle"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.links: list[str] = []
        self.images: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        if tag not in self.EMPTY:
            self.open.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "action", "xlink:href"):
                (self.images if tag == "img" else self.links).append(value or "")
            assert not name.startswith("on")

    def handle_startendtag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        """Nothing stays open."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def page_of(records: Iterable[Record], scope: Scope = Scope(), archive: Path | None = None) -> Page:  # noqa: B008
    return Page(html_of(make_report(records, scope, TIMES, START), archive, UTC))


def test_the_page_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    write_image(tmp_path / "a.png", np.full((300, 900, 3), 90, np.uint8))
    parts = [*series(mixed(np.random.default_rng(2), 1500, 0.05)), record(Verdict.FAIL, score=9.0, image="a.png")]
    page = page_of(parts, archive=tmp_path)
    assert page.links == []
    assert len(page.images) == 1
    assert page.images[0].startswith("data:image/jpeg;base64,")
    assert "http" not in page.text


def test_text_from_outside_is_only_text() -> None:
    evil = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"
    parts = [record(Verdict.FAIL, lot=evil, recipe=evil, name=evil, station=evil, regions=(region(1, 1, 9, 9),))]
    page = page_of(parts * 600, Scope(lot=evil, recipe=evil))
    assert page.images == page.links == []
    assert "script" not in page.open
    assert page.text.count("<script>alert(1)</script>") >= 5


def test_the_page_says_the_figures() -> None:
    parts = [record()] * 90 + [record(Verdict.FAIL, regions=(region(10, 10, 20, 20),))] * 10
    text = page_of(parts, Scope(START, START + timedelta(hours=8), lot="L 7", recipe="nut")).text
    assert "Inspection report: nut" in text
    assert "2026-11-27 06:00 to 2026-11-27 14:00, recipe nut, lot L 7" in text
    assert "100 parts: 90.0 % passed, 10 failed (10.0 %)." in text
    assert "Regions of 10 failed parts lie most often: upper left 10." in text
    assert "no picture kept" in text


def test_a_page_over_nothing_is_whole() -> None:
    assert "No parts were recorded in this time, so there is nothing to report." in page_of([]).text


def test_a_picture_that_is_gone_or_lies_elsewhere_is_left_out(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    write_image(tmp_path / "outside.png", np.zeros((64, 64, 3), np.uint8))
    (archive / "broken.png").write_bytes(b"no picture")
    names = ("gone.png", "../outside.png", str(tmp_path / "outside.png"), "broken.png")
    page = page_of([record(Verdict.FAIL, image=name) for name in names], archive=archive)
    assert page.images == []
    assert page.text.count("no picture kept") == len(names)


def test_endings_in_capitals_are_the_same(tmp_path: Path) -> None:
    assert files.kind_of(tmp_path / "A.HTML") == ".html"
