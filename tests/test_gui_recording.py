"""What the window inspects is remembered, and the window says when it can't be."""

import contextlib
import gc
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import cast

import numpy as np
import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from records_made import make_part, small_disk
from report_stand_ins import good, series
from sitting import Sitting
from stage import put_on_stage
from stand_ins import ScriptedSource, StandInInspector, StandInRecipe, make_frames, make_inspection

from core.errors import RecordsDiskFullError, RecordsError
from core.inspection.recorder import PictureResult
from core.recipe import Recipe
from core.records.archive import ArchiveRules, ArchiveState, ArchiveStatus
from core.records.of_station import rules_of
from core.records.record import Filter, Opinion, Record
from core.records.recording import RecordingRules, RecordingStatus
from core.records.status import RecordsState, WriterStatus
from core.records.store import RecordStore
from core.settings import StationSettings
from core.types import Frame, Inspection, Verdict
from gui.app import WindowOptions, run_window
from gui.memory import Memory
from gui.pages.station.records_card import RecordsCard, RecordsChoice
from gui.services import Services
from gui.station.activity import Activity
from gui.station.inspection_run import InspectionRun
from gui.station.inspection_worker import InspectionWorker
from gui.station.recording import StationRecording
from gui.widgets.fields import TextField
from gui.widgets.warning_strip import WarningStrip
from gui.wiring.drift_notice import DriftNotice
from gui.wiring.recording_notice import RecordingNotice
from gui.wiring.station_setup import StationSetup


def kept() -> list[Record]:
    store = RecordStore.open()
    records = sorted(store.iterate(Filter()), key=lambda record: record.id)
    store.close()
    return records


@pytest.fixture
def recorded(sitting: Sitting) -> Iterator[Sitting]:
    """A sitting whose station remembers."""
    recording = StationRecording(RecordingRules(station="north", archive=ArchiveRules(on=False)), sitting.station)
    sitting.station.terms.recording = recording
    recording.start()
    yield sitting
    sitting.window.close()


def strip_of(sitting: Sitting) -> WarningStrip:
    return next(strip for strip in sitting.window._notices if isinstance(strip, WarningStrip))


def test_every_part_of_a_sitting_is_in_the_store_when_the_window_has_closed(qtbot: QtBot) -> None:
    inspector = StandInInspector()
    services = Services(
        load_recipe=lambda _path: cast("Recipe", StandInRecipe()),
        open_source=lambda _spec, _periods: ScriptedSource(make_frames(10)),
        make_inspector=lambda _recipe: inspector,
    )
    options = WindowOptions(recipe=Path("nut.filbert"), source="parts", seconds=0.0)
    result = run_window(options, perf_counter(), services)
    records = kept()
    assert len(records) >= result.inspected >= 1
    assert [record.name for record in records] == inspector.seen[: len(records)]
    assert len(records) == len(inspector.seen)
    first = records[0]
    assert (first.recipe, first.recipe_version, first.source, first.lot) == ("Hazelnut", 4, "parts", "")
    assert (first.width, first.height, first.score, first.verdict) == (32, 24, 0.4, Verdict.PASS)


def test_records_bear_the_lot_and_come_once_each(recorded: Sitting) -> None:
    recorded.station.terms.lot = "A-12"
    recorded.run()
    recorded.window.close()
    records = kept()
    assert [record.number for record in records] == list(range(1, 11))
    assert {record.lot for record in records} == {"A-12"}
    assert [record.number for record in records if record.verdict is Verdict.FAIL] == [5, 10]


def test_what_the_operator_decides_is_kept_with_the_record(recorded: Sitting) -> None:
    review = make_part(1, Verdict.REVIEW)
    recorded.inspector.inspect = lambda _frame: review  # type: ignore[method-assign]
    recorded.sources["parts"] = ScriptedSource(make_frames(1))
    recorded.run()
    recorded.press(Qt.Key.Key_1)
    recorded.window.close()
    (record,) = kept()
    assert record.confirmation is not None
    assert record.confirmation.opinion is Opinion.GOOD


def test_an_earlier_part_is_decided_too_however_large_its_picture(recorded: Sitting) -> None:
    def wary(frame: Frame) -> Inspection:
        return replace(make_inspection(frame, 0.9), verdict=Verdict.REVIEW)

    large = [replace(frame, image=np.full((1000, 1200, 3), 90, np.uint8)) for frame in make_frames(3)]
    recorded.inspector.inspect = wary  # type: ignore[method-assign]
    recorded.sources["parts"] = ScriptedSource(large)
    recorded.run()
    gc.collect()
    recorded.press(Qt.Key.Key_Right)
    recorded.press(Qt.Key.Key_Right)
    recorded.press(Qt.Key.Key_2)
    assert recorded.tile == "REVIEW. Found bad. It counts as FAIL."
    shift = recorded.station.shift
    assert (shift.failed, shift.reviewed) == (1, 2)
    recorded.window.close()
    assert [record.confirmation and record.confirmation.opinion for record in kept()] == [Opinion.BAD, None, None]


def test_nothing_is_recorded_in_the_windows_thread(qtbot: QtBot) -> None:
    threads: set[int] = set()

    def sink(_result: PictureResult) -> None:
        threads.add(threading.get_ident())

    worker = InspectionWorker(StandInInspector, ScriptedSource(make_frames(5)), sinks=[sink])
    run = InspectionRun(worker)
    run.results_arrived.connect(lambda _results: None)
    with qtbot.waitSignal(run.ended):
        run.start()
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_a_run_ends_when_no_more_records_can_wait(sitting: Sitting) -> None:
    def full(_result: PictureResult) -> None:
        raise RecordsError("The disk is full. 20,000 records wait in memory, and no more can.")

    class Full(StationRecording):
        def sink(self, _origin: object) -> object:  # type: ignore[override]
            return full

    sitting.station.terms.recording = Full(RecordingRules(), sitting.station)
    sitting.open("endless")
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_for(Activity.FAILED)
    assert "no more can" in sitting.banner


def test_the_window_says_that_records_are_not_kept_as_long_as_it_is_so(sitting: Sitting) -> None:
    class Disk:
        remark = ""
        is_full = True

        def add(self, records: Sequence[Record], _batch: object = None) -> list[int]:
            if self.is_full:
                raise RecordsDiskFullError("The disk is full. Free some space.")
            return list(range(len(records)))

        def close(self) -> None:
            pass

    disk = Disk()
    recording = StationRecording(RecordingRules(archive=ArchiveRules(on=False)), sitting.station)
    recording.recording._open_store = lambda _url: disk  # type: ignore[assignment, return-value]
    RecordingNotice(recording, sitting.window)
    sitting.station.terms.recording = recording
    recording.start()
    strip = strip_of(sitting)
    sitting.run()
    sitting.wait_until(strip.isVisible)
    assert "The disk is full. Free some space." in strip.accessibleName()
    assert sitting.counts == (10, 8, 2, 0)  # parts are judged all the same
    disk.is_full = False
    sitting.wait_until(strip.isHidden)
    sitting.window.close()
    assert recording.recording.status.records.saved == 10


def test_on_a_full_disk_parts_are_inspected_and_recorded_when_there_is_room(
    sitting: Sitting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path, 2) as grow:
        monkeypatch.setenv("FILBERT_RECORDS_DIR", str(tmp_path))
        recording = StationRecording(RecordingRules(), sitting.station)
        RecordingNotice(recording, sitting.window)
        sitting.station.terms.recording = recording
        recording.start()
        strip = strip_of(sitting)
        ballast = tmp_path / "ballast"
        sitting.wait_until(lambda: recording.recording.store is not None)
        with contextlib.suppress(OSError):
            ballast.write_bytes(bytes(2_000_000))
        sitting.run()
        sitting.wait_until(lambda: "disk is full" in strip.accessibleName())
        assert "pictures of parts are not kept" in strip.accessibleName()
        assert sitting.counts == (10, 8, 2, 0)
        grow(32)
        sitting.wait_until(lambda: "disk is full" not in strip.accessibleName())
        sitting.window.close()
        assert [record.number for record in kept()] == list(range(1, 11))


def test_a_damaged_store_is_told_of_once(sitting: Sitting) -> None:
    recording = StationRecording(RecordingRules(), sitting.station)
    RecordingNotice(recording, sitting.window)
    well = WriterStatus(RecordsState.OK), ArchiveStatus(ArchiveState.OK)
    recording.changed.emit(RecordingStatus(*well, "The records were damaged. They are kept aside."))
    assert "kept aside" in sitting.banner
    sitting.press(Qt.Key.Key_F2)
    recording.changed.emit(RecordingStatus(*well, "The records were damaged. They are kept aside."))
    assert sitting.banner == ""
    assert strip_of(sitting).isHidden()


def test_the_settings_say_what_is_kept() -> None:
    settings = StationSettings().changed(
        station="Line 3",
        records_url="postgresql://filbert@plant/filbert",
        archive_pass_share=0.5,
        archive_days=7,
        archive_gigabytes=2,
    )
    assert rules_of(settings) == RecordingRules(
        "postgresql://filbert@plant/filbert", "Line 3", ArchiveRules(True, 0.5, 7, 2.0)
    )
    assert rules_of(StationSettings()).station  # the computer's, where nobody gave one


def test_other_settings_hold_from_the_next_part_on(sitting: Sitting) -> None:
    recording = StationRecording(rules_of(StationSettings()), sitting.station)
    recording.take_settings(StationSettings().changed(archive=False, station="South"))
    assert recording.recording.rules.station == "South"
    assert not recording.recording.archive.rules.on


@pytest.mark.parametrize(
    ("name", "value"),
    [("records_url", "mysql://x"), ("archive_days", 0), ("archive_pass_share", 1.1), ("archive_gigabytes", 0)],
)
def test_settings_that_mean_nothing_are_refused(name: str, value: object) -> None:
    with pytest.raises(Exception, match=f"The setting {name} can't be"):
        StationSettings().changed(**{name: value})


def test_the_card_of_the_station_page_says_what_was_chosen(window: QWidget) -> None:
    card = RecordsCard()
    put_on_stage(window, card, 900, 600)
    chosen: list[RecordsChoice] = []
    lots: list[str] = []
    card.records_chosen.connect(chosen.append)
    card.lot_chosen.connect(lots.append)
    fields = {field.accessibleName(): field for field in card.findChildren(TextField)}
    QTest.keyClicks(fields["Lot"], " A-12 ")
    QTest.keyClick(fields["Lot"], Qt.Key.Key_Return)
    assert lots[0] == "A-12"
    QTest.keyClicks(fields["Name of the station"], "North")
    QTest.keyClick(fields["Name of the station"], Qt.Key.Key_Return)
    assert chosen[0] == RecordsChoice("North", "", True, 0.02, 30, 50.0)
    card.show_settings(StationSettings().changed(station="North", archive=False, archive_days=7))
    assert [row.isHidden() for row in card._about_pictures] == [True] * 3
    count = len(chosen)
    QTest.keyClick(fields["Database"], Qt.Key.Key_Return)
    assert len(chosen) == count  # nothing was changed


def test_the_lot_and_the_settings_of_the_page_reach_the_station(sitting: Sitting, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "settings.json")
    setup = StationSetup(memory, sitting.station, sitting.opener, sitting.window, tuple)
    setup._on_lot_chosen("A-12")
    assert sitting.station.terms.lot == "A-12"
    setup._on_records_chosen(RecordsChoice("North", "", False, 0.5, 7, 2.0))
    assert rules_of(memory.settings) == RecordingRules("", "North", ArchiveRules(False, 0.5, 7, 2.0))
    setup._on_records_chosen(RecordsChoice("North", "nonsense", False, 0.5, 7, 2.0))
    assert "The setting records_url can't be nonsense." in sitting.banner
    assert memory.settings.records_url == ""
    memory.shutdown()


def test_a_light_that_has_changed_is_told_over_all_pages_while_it_is_so(sitting: Sitting) -> None:
    recording = StationRecording(RecordingRules(), sitting.station)
    strip = DriftNotice(recording, sitting.window)._strip
    recording._drift.start()
    scores = np.concatenate([good(np.random.default_rng(1), 1200), good(np.random.default_rng(2), 400) + 0.3])
    parts = list(series(scores))
    for first in range(0, len(parts), 100):
        recording._tell_saved(parts[first : first + 100])
    sitting.wait_until(strip.isVisible)
    assert "the camera or the light changed" in strip.accessibleName()
    recording._tell_saved(list(series(good(np.random.default_rng(3), 2000))))  # it was mended
    sitting.wait_until(lambda: not strip.isVisible())
    recording.close()
