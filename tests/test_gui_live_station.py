"""The window with a live source: its states, triggers, REVIEW, freezing, and what the station remembers."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from queue import Empty, Queue
from time import perf_counter

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sitting import PATIENCE_MS, Sitting
from stand_ins import StandInInspector, make_frame, make_inspection

from core.inspection.trigger import TriggerMode
from core.sources.base import WAKE_S, SourceItem
from core.types import Frame, SourceNotice, SourceState, Verdict
from gui.memory import Memory
from gui.pages.inspect.on_view import OnView, OnViewKind
from gui.pages.inspect.part_strip import PartStrip
from gui.pages.inspect.part_text import PartText
from gui.station.activity import Activity
from gui.widgets.judgement_buttons import AnswerButton

LIVE = SourceNotice(SourceState.LIVE)
LOST = SourceNotice(SourceState.LOST, "Camera 1 has gone. Plug it in again.")


@dataclass
class HandCamera:
    """A live source whose pictures and states a test hands over one by one."""

    name: str = "Camera 1"
    total: int | None = None
    live: bool = True
    items: "Queue[SourceItem]" = field(default_factory=Queue)
    closed: threading.Event = field(default_factory=threading.Event)

    def frames(self) -> Iterator[SourceItem]:
        state = LIVE
        try:
            yield state
            while True:
                try:
                    item = self.items.get(timeout=WAKE_S)
                except Empty:
                    item = state
                state = item if isinstance(item, SourceNotice) else state
                yield item
        finally:
            self.closed.set()


@pytest.fixture
def camera(sitting: Sitting) -> HandCamera:
    camera = HandCamera()
    sitting.sources["camera:0"] = camera
    sitting.open("camera:0")
    return camera


def start(sitting: Sitting) -> None:
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_until(lambda: sitting.station.source_state is SourceState.LIVE)


def test_a_picture_that_is_no_longer_live_says_when_it_was_taken(qapp: QApplication) -> None:
    hour_ago = perf_counter() - 3600
    part = make_inspection(replace(make_frame(1), captured_at=hour_ago))
    word, _, clock = PartText().last_picture(part, "LOST").partition(". Last picture ")
    shown = datetime.combine(date.today(), datetime.strptime(clock, "%H:%M:%S").time())
    late = (datetime.now() - timedelta(hours=1) - shown).total_seconds() % 86400  # yesterday's, just after midnight
    assert word == "LOST"
    assert late < PATIENCE_MS / 1000
    assert PartText().last_picture(None, "LOST") == "LOST"


def test_a_trouble_leaves_one_gap_however_long_it_lasts(sitting: Sitting, camera: HandCamera) -> None:
    start(sitting)
    strip = sitting.window.findChild(PartStrip).model
    for number, seconds in enumerate((5, 3), start=1):
        camera.items.put(make_frame(number))
        for second in range(seconds):
            camera.items.put(SourceNotice(SourceState.STALLED, f"Camera 1 has given no picture for {second} s."))
        camera.items.put(SourceNotice(SourceState.LIVE))
    camera.items.put(make_frame(3))
    sitting.wait_for_parts(3)
    sitting.wait_until(lambda: strip.rowCount() == 5)
    assert [strip.part_at(row) is None for row in range(5)] == [False, True, False, True, False]


def test_a_camera_that_hangs_for_long_does_not_take_the_place_of_the_last_parts(
    sitting: Sitting, camera: HandCamera
) -> None:
    start(sitting)
    strip = sitting.window.findChild(PartStrip).model
    camera.items.put(make_frame(1))
    for _ in range(30):
        for state in (SourceState.STALLED, SourceState.LOST, SourceState.RECONNECTING):
            camera.items.put(SourceNotice(state, "Camera 1 hangs."))
    camera.items.put(SourceNotice(SourceState.LIVE))
    camera.items.put(make_frame(2))
    sitting.wait_for_parts(2)
    sitting.wait_until(lambda: strip.rowCount() == 4)
    assert [strip.part_at(row) is None for row in range(4)] == [False, True, True, False]


def test_a_lost_camera_takes_the_verdict_from_the_screen_and_gives_it_back(
    sitting: Sitting, camera: HandCamera
) -> None:
    start(sitting)
    camera.items.put(make_frame(1))
    sitting.wait_until(lambda: sitting.tile.startswith("PASS"))
    camera.items.put(LOST)
    sitting.wait_until(lambda: sitting.tile == f"NOT READY. {LOST.sentence}")
    assert sitting.station.activity is Activity.RUNNING
    camera.items.put(LIVE)
    camera.items.put(make_frame(5))
    sitting.wait_until(lambda: sitting.tile.startswith("FAIL"))
    assert sitting.station.shift.inspected == 2


def test_a_press_while_the_camera_is_away_has_nothing_judged_later(sitting: Sitting, camera: HandCamera) -> None:
    sitting.station.choose_trigger(TriggerMode.SOFTWARE, 1.0)
    start(sitting)
    sitting.press(Qt.Key.Key_Space)  # a moment before the camera goes
    camera.items.put(LOST)
    sitting.wait_until(lambda: sitting.station.trouble is not None)
    assert not sitting.window._run_bar._trigger.isEnabled()
    sitting.press(Qt.Key.Key_Space)
    camera.items.put(LIVE)
    sitting.wait_until(sitting.window._run_bar._trigger.isEnabled)
    late = make_frame(1)
    camera.items.put(Frame(late.image, late.name, 1, captured_at=perf_counter()))
    sitting.wait_until(lambda: sitting.window._page._on_view.view is OnViewKind.PREVIEW)
    assert sitting.inspector.seen == []
    sitting.press(Qt.Key.Key_Space)
    camera.items.put(Frame(late.image, late.name, 2, captured_at=perf_counter()))
    sitting.wait_until(lambda: sitting.tile.startswith("PASS"))


def test_no_verdict_from_before_comes_back_with_the_camera(sitting: Sitting, camera: HandCamera) -> None:
    sitting.station.choose_trigger(TriggerMode.SOFTWARE, 1.0)
    start(sitting)
    sitting.press(Qt.Key.Key_Space)
    first = make_frame(1)
    camera.items.put(Frame(first.image, first.name, 1, captured_at=perf_counter()))  # taken after the press
    sitting.wait_until(lambda: sitting.tile.startswith("PASS"))
    camera.items.put(LOST)
    sitting.wait_until(lambda: sitting.tile.startswith("NOT READY"))
    camera.items.put(LIVE)
    sitting.wait_until(lambda: sitting.station.trouble is None)
    assert sitting.tile == "NOT READY. Press Space to have a part judged"
    camera.items.put(make_frame(2))
    sitting.wait_until(lambda: sitting.window._page._on_view.view is OnViewKind.PREVIEW)
    assert sitting.tile.startswith("NOT READY")
    assert sitting.station.shift.passed == 1


def test_only_a_press_of_space_has_a_picture_judged(sitting: Sitting, camera: HandCamera) -> None:
    sitting.station.choose_trigger(TriggerMode.SOFTWARE, 1.0)
    start(sitting)
    camera.items.put(make_frame(1))
    sitting.wait_until(lambda: sitting.window._page._on_view.view is OnViewKind.PREVIEW)
    assert sitting.tile.startswith("NOT READY")
    assert sitting.inspector.seen == []
    sitting.press(Qt.Key.Key_Space)
    late = make_frame(2)
    camera.items.put(Frame(late.image, late.name, 2, captured_at=1e12))  # taken after the press
    sitting.wait_until(lambda: sitting.tile.startswith("PASS"))
    assert sitting.inspector.seen == ["002.png"]


class Wary(StandInInspector):
    """Sends every part to REVIEW."""

    def inspect(self, frame: Frame) -> object:
        part = make_inspection(frame, 0.9)
        return type(part)(part.frame, part.score_map, 0.9, Verdict.REVIEW, part.regions, 5.0)


def test_an_answer_to_a_review_part_counts_it_once(sitting: Sitting, camera: HandCamera) -> None:
    sitting.inspector.__class__ = Wary
    start(sitting)
    camera.items.put(make_frame(1))
    sitting.wait_until(lambda: sitting.tile.startswith("REVIEW"))
    shift = sitting.station.shift
    assert (shift.passed, shift.reviewed, shift.failed) == (0, 1, 0)
    sitting.press(Qt.Key.Key_2)
    sitting.press(Qt.Key.Key_2)
    sitting.press(Qt.Key.Key_1)
    assert (shift.passed, shift.reviewed, shift.failed) == (0, 0, 1)
    assert sitting.tile == "REVIEW. Found bad. It counts as FAIL."
    assert marked_answers(sitting) == ["Bad"]


def test_who_is_unsure_is_told_that_the_part_is_left_undecided(sitting: Sitting, camera: HandCamera) -> None:
    sitting.inspector.__class__ = Wary
    start(sitting)
    camera.items.put(make_frame(1))
    sitting.wait_until(lambda: sitting.tile.startswith("REVIEW"))
    sitting.press(Qt.Key.Key_3)
    assert sitting.tile == "REVIEW. Left undecided. It waits on the Review page."
    assert marked_answers(sitting) == ["Unsure"]
    camera.items.put(make_frame(2))
    sitting.wait_for_parts(2)
    assert sitting.tile == "REVIEW. Look at the part, then press 1, 2 or 3"
    assert marked_answers(sitting) == []
    sitting.press(Qt.Key.Key_Right)  # the strip has the newest part at the left
    assert sitting.tile == "REVIEW. Left undecided. It waits on the Review page."
    sitting.press(Qt.Key.Key_1)  # on second thoughts
    shift = sitting.station.shift
    assert (shift.passed, shift.reviewed) == (1, 1)
    assert sitting.tile == "REVIEW. Found good. It counts as PASS."


def test_a_part_of_counts_that_were_reset_asks_for_nothing(sitting: Sitting, camera: HandCamera) -> None:
    sitting.inspector.__class__ = Wary
    start(sitting)
    camera.items.put(make_frame(1))
    sitting.wait_until(lambda: sitting.tile.startswith("REVIEW"))
    sitting.press(Qt.Key.Key_F9)
    assert sitting.tile == "REVIEW. The counts were reset. It waits on the Review page."
    sitting.press(Qt.Key.Key_1)
    shift = sitting.station.shift
    assert (shift.passed, shift.reviewed, shift.inspected) == (0, 0, 0)
    assert marked_answers(sitting) == []


def marked_answers(sitting: Sitting) -> list[str]:
    buttons = sitting.window._run_bar.findChildren(AnswerButton)
    return [button.text() for button in buttons if button.isChecked()]


def test_what_is_frozen_stays_while_parts_are_counted(sitting: Sitting, camera: HandCamera) -> None:
    start(sitting)
    camera.items.put(make_frame(1))
    sitting.wait_until(lambda: sitting.tile.startswith("PASS"))
    sitting.press(Qt.Key.Key_F8)
    camera.items.put(make_frame(5))
    sitting.wait_for_parts(2)
    assert sitting.tile.startswith("PASS")
    sitting.press(Qt.Key.Key_F8)
    assert sitting.tile.startswith("FAIL")


def test_a_run_that_is_stopped_frees_the_camera(sitting: Sitting, camera: HandCamera) -> None:
    start(sitting)
    sitting.press(Qt.Key.Key_Escape)
    sitting.wait_for(Activity.IDLE)
    assert camera.closed.is_set()


@pytest.mark.parametrize(
    ("facts", "view"),
    [
        ({"activity": Activity.IDLE}, OnViewKind.WAITING),
        ({"activity": Activity.RUNNING, "live": True}, OnViewKind.PART),
        ({"activity": Activity.RUNNING, "live": True, "trouble": LOST}, OnViewKind.TROUBLE),
        ({"activity": Activity.RUNNING, "live": True, "trouble": LOST, "earlier": True}, OnViewKind.EARLIER),
        ({"activity": Activity.FAILED, "live": True, "frozen": True}, OnViewKind.FAILURE),
        ({"activity": Activity.RUNNING, "live": True, "frozen": True}, OnViewKind.FROZEN),
        ({"activity": Activity.RUNNING, "preview": make_frame(1)}, OnViewKind.PREVIEW),
        ({"activity": Activity.STOPPING, "live": True}, OnViewKind.WAITING),
    ],
)
def test_of_all_there_is_one_thing_is_on_view(facts: dict[str, object], view: OnViewKind) -> None:
    part = make_inspection(make_frame(1))
    assert OnView(**{name: part if value is True else value for name, value in facts.items()}).view is view


def test_the_station_page_has_its_own_keys(sitting: Sitting) -> None:
    class Page(QWidget):
        def set_compact(self, compact: bool) -> None: ...

        def close_what_is_over(self) -> bool:
            return False

    def keys_that_work() -> set[str]:
        shortcuts = sitting.window.findChildren(QShortcut)
        return {shortcut.key().toString() for shortcut in shortcuts if shortcut.isEnabled()}

    sitting.window.set_page_maker("station", Page)
    sitting.press(Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(sitting.window._pages.currentWidget(), Page)
    assert not keys_that_work() & {"Space", "1", "H"}
    assert "F5" in keys_that_work()
    sitting.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert keys_that_work() >= {"Space", "1", "H", "F5"}


def test_what_is_chosen_is_on_the_disk_when_the_window_has_gone(qtbot: QtBot, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "settings.json")
    memory.change(interval_s=2.5)
    memory.shutdown()
    assert json.loads((tmp_path / "settings.json").read_text(encoding="utf-8"))["interval_s"] == 2.5
    assert Memory(tmp_path / "settings.json").settings.interval_s == 2.5


def test_settings_that_cannot_be_written_are_told_of_once(qtbot: QtBot, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    memory = Memory(blocked / "settings.json")
    told: list[object] = []
    memory.failed.connect(told.append)
    memory.change(interval_s=2.5)
    qtbot.waitUntil(lambda: len(told) == 1, timeout=PATIENCE_MS)
    memory.change(interval_s=3.5)
    memory.shutdown()
    assert len(told) == 1
