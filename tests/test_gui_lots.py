"""A lot that is scanned at the station, on its way to the records and to the report per lot."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from command_line import CommandLine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sitting import Sitting
from stage import put_on_stage

from core.records.archive import ArchiveRules
from core.records.record import Filter
from core.records.recording import RecordingRules
from core.records.store import RecordStore
from gui.memory import Memory
from gui.pages.station.records_card import RecordsCard
from gui.station.activity import Activity
from gui.station.recording import StationRecording
from gui.widgets.fields import TextField
from gui.wiring.station_setup import StationSetup


def lot_field(page: QWidget) -> TextField:
    (field,) = [field for field in page.findChildren(TextField) if field.accessibleName() == "Lot"]
    return field


def scan(qtbot: QtBot, field: TextField, code: str) -> None:
    """What a scanner does: it types the code and Enter."""
    qtbot.keyClicks(field, code)
    qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.fixture
def recorded(sitting: Sitting, tmp_path: Path) -> Iterator[Sitting]:
    """A sitting with a Station page, whose station remembers."""
    recording = StationRecording(RecordingRules(archive=ArchiveRules(on=False)), sitting.station)
    sitting.station.terms.recording = recording
    StationSetup(Memory(tmp_path / "settings.json"), sitting.station, sitting.opener, sitting.window, tuple)
    recording.start()
    yield sitting
    sitting.window.close()


def test_a_lot_that_is_scanned_takes_the_place_of_the_one_before(window: QWidget, qtbot: QtBot) -> None:
    card = RecordsCard()
    put_on_stage(window, card, 900, 600)
    lots: list[str] = []
    card.lot_chosen.connect(lots.append)
    for code in ("L-4711", "L-4712", "L-4713"):
        scan(qtbot, lot_field(card), code)
    assert lots == ["L-4711", "L-4712", "L-4713"]


def test_it_does_so_wherever_the_cursor_stands(window: QWidget, qtbot: QtBot) -> None:
    now = [0.0]

    def clock() -> float:
        now[0] += 0.01  # seconds from key to key: a scanner's
        return now[0]

    card = RecordsCard(clock)
    put_on_stage(window, card, 900, 600)
    lots: list[str] = []
    card.lot_chosen.connect(lots.append)
    card.show_lot("L-4711")
    lot_field(card).setCursorPosition(2)
    now[0] += 60
    scan(qtbot, lot_field(card), "L-4712")
    assert lots == ["L-4712"]
    assert lot_field(card).text() == "L-4712"


def test_a_lot_typed_slowly_can_be_mended(window: QWidget, qtbot: QtBot) -> None:
    now = [0.0]

    def clock() -> float:
        now[0] += 0.3  # seconds: a person's
        return now[0]

    card = RecordsCard(clock)
    put_on_stage(window, card, 900, 600)
    lots: list[str] = []
    card.lot_chosen.connect(lots.append)
    card.show_lot("L-471")
    lot_field(card).setCursorPosition(5)
    scan(qtbot, lot_field(card), "123")
    assert lots == ["L-471123"]


def test_scanned_lots_are_in_the_records_and_in_the_report_by_lot(
    recorded: Sitting, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded.open()
    for code in ("L-4711", "L-4712"):
        recorded.press(Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
        scan(qtbot, lot_field(recorded.window), code)
        recorded.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        recorded.press(Qt.Key.Key_F5)
        recorded.wait_for(Activity.FINISHED)
    recorded.window.close()
    store = RecordStore.open()
    records = sorted(store.iterate(Filter()), key=lambda record: record.id)
    store.close()
    assert [record.lot for record in records] == ["L-4711"] * 10 + ["L-4712"] * 10
    filbert = CommandLine(monkeypatch)
    (whole,) = filbert("report", "--json", "--out", tmp_path / "whole.html").lines
    assert [(lot["lot"], lot["parts"]) for lot in whole["lots"]] == [("L-4711", 10), ("L-4712", 10)]
    (one,) = filbert("report", "--json", "--lot", "L-4712", "--out", tmp_path / "one.html").lines
    assert (one["parts"], one["failed"]) == (10, 2)
