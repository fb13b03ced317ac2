"""Reports in the window and on paper."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

import numpy as np
from command_line import ROOT, process_environment
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget
from report_stand_ins import START, good, make_report, mixed, record, region, series
from sitting import Sitting

from core.errors import RecordsError
from core.images import write_image
from core.records.record import Filter, Record
from core.records.recording import RecordingRules
from core.records.store import RecordStore
from core.reports.choosing import CURRENT
from core.reports.places import PlacesTally
from core.reports.places_chart import heat, places_chart
from core.reports.report import Scope
from core.reports.svg import PAPER
from core.reports.tables import tables_of
from core.shifts import ShiftTimes
from core.types import Verdict
from gui.look.theme import DARK, Appearance, apply_appearance
from gui.memory import Memory
from gui.pages.reports.drawing_view import DrawingView
from gui.pages.reports.figure_table import FigureTable
from gui.pages.reports.looks import looks_of
from gui.pages.reports.pdf import pdf_of
from gui.pages.reports.report_page import ReportPage
from gui.pages.reports.report_work import ReportAccess
from gui.pages.reports.saving import SaveQuestion, _ending
from gui.pages.review.periods import Period
from gui.station.recording import StationRecording
from gui.wiring.reports_setup import ReportsSetup
from gui.workers import Failure

TIMES = ShiftTimes(zone=UTC)
NOW = START + timedelta(hours=1)


def parts(count: int = 1500) -> list[Record]:
    rng = np.random.default_rng(1)
    return [*series(mixed(rng, count, 0.05)), record(Verdict.FAIL, 90, lot="L 7", regions=(region(9, 9, 40, 40),))]


# On paper


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def pictures_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Subtype /Image\b", pdf))


@pytest.mark.usefixtures("theme")
def test_a_report_on_paper_has_its_pictures(tmp_path: Path) -> None:
    for number in range(3):
        picture = np.random.default_rng(number).integers(0, 255, (200, 300, 3)).astype(np.uint8)
        write_image(tmp_path / f"{number}.png", picture)
    bad = [record(Verdict.FAIL, 100, score=8.0 - number, image=f"{number}.png") for number in range(3)]
    with_pictures = pdf_of(make_report([*parts(), *bad], Scope(), TIMES, START), tmp_path, UTC)
    without = pdf_of(make_report([*parts(), *bad], Scope(), TIMES, START), None, UTC)
    assert with_pictures.startswith(b"%PDF-")
    assert pictures_of(with_pictures) - pictures_of(without) == 3


@pytest.mark.usefixtures("theme")
def test_a_long_table_goes_over_several_pages() -> None:
    short = pdf_of(make_report([record(lot="1")], Scope(), TIMES, START), None, UTC)
    lots = [record(lot=f"lot {number} " + "with a long name " * 8) for number in range(200)]
    long = pdf_of(make_report(lots, Scope(), TIMES, START), None, UTC)
    assert pages_of(short) == 1
    assert 5 <= pages_of(long) <= 20


@pytest.mark.usefixtures("theme")
def test_a_report_over_nothing_is_one_page() -> None:
    assert pages_of(pdf_of(make_report([], Scope(), TIMES, START), None, UTC)) == 1


@pytest.mark.usefixtures("theme")
def test_words_without_a_gap_stay_on_the_page() -> None:
    evil = "<b>" + "W" * 400
    report = make_report(
        [record(Verdict.FAIL, lot=evil, recipe=evil, name=evil)] * 1200, Scope(recipe=evil), TIMES, START
    )
    assert pages_of(pdf_of(report, None, UTC)) >= 1


@pytest.mark.usefixtures("theme")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="Poppler's pdftotext is not here")
def test_words_and_figures_can_be_found_and_copied(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_of(make_report(parts(), Scope(), TIMES, START), None, UTC))
    command = ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert "2026-11-27 06:00 to 2026-11-27 07:30" in text
    assert "1,501 parts: " in text
    assert "L7" in text.replace(" ", "")


def test_the_command_makes_a_pdf_without_a_screen(tmp_path: Path) -> None:
    store = RecordStore.open(f"sqlite:///{tmp_path / 'records.sqlite'}")
    store.add(parts())
    store.close()
    environment = {**process_environment(tmp_path), "FILBERT_SETTINGS_DIR": str(tmp_path)}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    url, out = f"sqlite:///{tmp_path / 'records.sqlite'}", tmp_path / "report.pdf"
    command = [sys.executable, str(ROOT / "main.py"), "report", "--store", url, "--out", str(out)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    assert "1,501 parts" in run.stdout
    assert out.read_bytes().startswith(b"%PDF-")
    assert os.listdir(tmp_path).count("report.pdf") == 1  # noqa: PTH208 - nothing half-written beside it


# Drawings


def test_the_drawing_shows_each_place_in_the_colour_of_its_count(window: QWidget) -> None:
    tally = PlacesTally()
    for x in (0, 0, 0, 600):
        tally.add(record(Verdict.FAIL, width=640, height=640, regions=(region(x, 0, 40, 40),)))
    view = DrawingView(places_chart(tally.places("nut"), PAPER), "places")
    view.setParent(window)
    view.resize(view.sizeHint())
    view.show()
    picture = view.grab().toImage()
    seen = [picture.pixelColor(x, y).name().upper() for x, y in ((8, 8), (294, 8), (150, 150))]
    assert seen == [heat(1.0, PAPER), heat(1 / 3, PAPER), PAPER.well]


@pytest.mark.parametrize("dark", [False, True])
def test_more_is_always_darker_on_paper_and_brighter_in_the_dark(dark: bool) -> None:
    looks = looks_of(DARK, dark=True) if dark else PAPER
    colours = [QColor(heat(share, looks)) for share in np.linspace(0, 1, 20)]
    bright = [0.2126 * c.redF() ** 2.2 + 0.7152 * c.greenF() ** 2.2 + 0.0722 * c.blueF() ** 2.2 for c in colours]
    assert bright == sorted(bright, reverse=not dark)


# In the window


class Store:
    """Records that are had only when they are asked for, or refused."""

    def __init__(self, records: list[Record]) -> None:
        self.records, self.asked = records, list[Filter]()
        self.refuses = False

    def iterate(self, wanted: Filter) -> Iterator[Record]:
        self.asked.append(wanted)
        if self.refuses:
            raise RecordsError("The records are gone. Look at the disk.")
        for part in self.records:
            if wanted.recipe in (None, part.recipe) and wanted.lot in (None, part.lot):
                yield part

    def recipes(self) -> list[str]:
        return sorted({part.recipe for part in self.records})


class Question(SaveQuestion):
    """Names a file at once."""

    path = ""

    def ask(self, window: Any, chosen: Any) -> None:
        chosen(self.path)


class Sight:
    """The page on its own, with a store of the test's."""

    def __init__(self, qtbot: Any, records: list[Record]) -> None:
        self.qtbot, self.store, self.question = qtbot, Store(records), Question()
        self.failures: list[Failure] = []
        self.page = ReportPage(ReportAccess(lambda: self.store, Path()), lambda: TIMES, self.question, lambda: NOW)
        self.page.failed.connect(self.failures.append)
        self.window = QWidget()  # one with size limits of its own would warn offscreen
        self.page.setParent(self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1600, 1000)
        self.page.resize(1600, 1000)
        self.page.hide()
        self.window.show()

    def show(self) -> None:
        with self.qtbot.waitSignal(self.page.work.made):
            self.page.show()

    @property
    def words(self) -> list[str]:
        return [label.text() for label in self.page.view.widget().findChildren(QLabel)]


@pytest.fixture
def sight(theme: None, qtbot: Any) -> Iterator[Sight]:
    made = Sight(qtbot, [*parts(), record(Verdict.FAIL, recipe="bolt")])
    yield made
    made.page.shutdown()


def test_the_page_shows_this_shift(sight: Sight) -> None:
    sight.show()
    (wanted,) = sight.store.asked
    assert (wanted.since, wanted.until) == (START, START + timedelta(hours=8))
    assert sight.page.choices.period.value == CURRENT
    assert any(words.startswith("1,502 parts: ") for words in sight.words)
    assert any("Too few parts" in words or "Steady" in words for words in sight.words)
    assert len(sight.page.view.widget().findChildren(DrawingView)) == 2


def test_another_recipe_or_lot_makes_another_report(sight: Sight) -> None:
    sight.show()
    sight.qtbot.waitUntil(lambda: sight.page.choices.recipe.count() == 3)
    with sight.qtbot.waitSignal(sight.page.work.made):
        sight.page.choices.recipe.choose("bolt")
        sight.page.choices.recipe.chosen.emit("bolt")
    assert any(words.startswith("1 part: ") for words in sight.words)
    sight.page.choices.recipe.choose(None)
    with sight.qtbot.waitSignal(sight.page.work.made):
        sight.page.choices.lot.setFocus()
        sight.qtbot.keyClicks(sight.page.choices.lot, "L 7")
        sight.qtbot.keyClick(sight.page.choices.lot, Qt.Key.Key_Return)
    assert sight.store.asked[-1].lot == "L 7"


def test_yesterday_ends_at_midnight(sight: Sight) -> None:
    sight.page.choices.period.choose(Period.YESTERDAY)
    sight.show()
    assert sight.store.asked[-1].until == datetime(NOW.year, NOW.month, NOW.day).astimezone()


@pytest.mark.parametrize("ending", ["html", "pdf", "csv"])
def test_what_is_chosen_can_be_saved(sight: Sight, tmp_path: Path, ending: str) -> None:
    sight.show()
    sight.question.path = str(tmp_path / f"report.{ending}")
    with sight.qtbot.waitSignal(sight.page.work.saved):
        sight.qtbot.mouseClick(sight.page.choices.save, Qt.MouseButton.LeftButton)
    assert (tmp_path / f"report.{ending}").stat().st_size > 1000
    assert sight.failures == []


def test_what_can_not_be_saved_is_told(sight: Sight, tmp_path: Path) -> None:
    sight.show()
    sight.question.path = str(tmp_path / "nowhere" / "report.html")
    with sight.qtbot.waitSignal(sight.page.failed):
        sight.qtbot.keyClick(sight.page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "its folder does not exist" in sight.failures[0].what


def test_records_that_can_not_be_read_are_told(sight: Sight) -> None:
    sight.store.refuses = True
    with sight.qtbot.waitSignal(sight.page.failed):
        sight.page.show()
    assert sight.failures[0].what == "The records are gone. Look at the disk."


def test_no_records_are_a_sentence(theme: None, qtbot: Any) -> None:
    sight = Sight(qtbot, [])
    sight.show()
    assert "No parts were recorded in this time, so there is nothing to report." in sight.words
    sight.page.shutdown()


def test_a_newer_wish_ends_the_older(sight: Sight) -> None:
    """An endless store: only because it is given up does the second report come."""

    def endless(wanted: Filter) -> Iterator[Record]:
        sight.store.asked.append(wanted)
        while len(sight.store.asked) < 2:
            yield record()
        yield record()

    sight.store.iterate = endless  # type: ignore[method-assign]
    sight.page.show()
    sight.qtbot.waitUntil(lambda: len(sight.store.asked) == 1)
    with sight.qtbot.waitSignal(sight.page.work.made):
        sight.store.asked.append(Filter())
        sight.page.make()


@pytest.mark.usefixtures("own_appearance")
def test_dark_colours_are_taken_while_it_is_shown(sight: Sight, qapp: Any) -> None:
    sight.show()
    light = sight.page.view._made
    apply_appearance(qapp, Appearance(dark=True))
    sight.qtbot.waitUntil(lambda: sight.page.view._made is not light)


@pytest.mark.parametrize("kind", ["a page (*.html)", "paper (*.pdf)"])
def test_the_ending_is_that_of_the_kind(kind: str) -> None:
    assert f"(*.{_ending(kind)})" in kind


@pytest.mark.parametrize(("width", "lines"), [(900, 1), (360, 2)])
def test_a_table_without_room_takes_two_lines_a_row(window: QWidget, width: int, lines: int) -> None:
    tables = tables_of(make_report([record(lot=f"L{number}") for number in range(60)], Scope(), TIMES, START), UTC)
    one, many = FigureTable(tables[0], 50), FigureTable(tables[2], 50)
    for table in (one, many):
        table.setParent(window)
        table.resize(width, 10)
        table.show()
        table.grab()
    assert one.height() * 51 == many.height() * 2  # names and rows: 2, and 51
    assert one.height() == 2 * 28 * lines
    assert "Lot L0, Parts 1, Yield 100.0 %" in many.accessibleName()


def test_every_control_has_a_name(sight: Sight) -> None:
    choices = sight.page.choices
    assert all(widget.accessibleName() for widget in (choices.period, choices.recipe, choices.lot, choices.save))
    assert sight.page.view.accessibleName()


def test_ctrl_r_opens_the_report_of_the_stations_records(sitting: Sitting) -> None:
    memory, recording = Memory(), StationRecording(RecordingRules(station="one"))
    ReportsSetup(recording, memory, sitting.window)
    recording.start()
    sitting.wait_until(lambda: recording.recording.store is not None)
    store = cast("RecordStore", recording.recording.store)
    store.add([replace(part, at=datetime.now(UTC)) for part in parts(20)])
    sitting.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    page = cast("ReportPage", sitting.window.findChild(ReportPage))
    sitting.wait_until(lambda: any("21 parts" in label.text() for label in page.view.widget().findChildren(QLabel)))
    shifts = page.choices.shifts
    for typed, shown in (("22:00 5:30", "05:30, 22:00"), ("noon", "05:30, 22:00")):
        shifts.setFocus()
        shifts.selectAll()
        sitting.qtbot.keyClicks(shifts, typed)
        sitting.qtbot.keyClick(shifts, Qt.Key.Key_Return)
        assert shifts.text() == shown
    assert memory.settings.shift_starts == ("05:30", "22:00")
    assert "shift_starts can't be" in sitting.banner
    sitting.wait_until(lambda: not page.work.making)
    sitting.window.close()
    recording.close()
    memory.shutdown()


def test_scores_that_moved_are_told_on_the_page(theme: None, qtbot: Any) -> None:
    rng = np.random.default_rng(3)
    sight = Sight(qtbot, list(series(np.concatenate([good(rng, 1500), good(rng, 1500) + 0.3]))))
    sight.show()
    assert any("the camera or the light changed" in words for words in sight.words)
    sight.page.shutdown()
