from pathlib import Path
from typing import cast

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import QObject, Qt, Slot
from sitting import Sitting
from stand_ins import Gate, ScriptedSource, StandInInspector, make_frames

from core.recipe import Recipe
from core.types import Frame
from gui.station.activity import Activity
from gui.station.inspection_run import InspectionRun
from gui.station.inspection_worker import WAITING_AT_MOST
from gui.status_text import StatusText


class SlowScreen(QObject):
    """Takes so long for each batch of results that the worker has to wait for room."""

    def __init__(self, inspector: StandInInspector, frames: int) -> None:
        super().__init__()
        self._inspector, self._frames, self._shown = inspector, frames, 0

    @Slot(object)
    def show(self, results: list[object]) -> None:
        self._shown += len(results)
        self._inspector.wait_until_seen(min(self._frames, self._shown + WAITING_AT_MOST + 1))


def test_a_run_counts_each_of_100_parts_once_however_slow_the_screen(sitting: Sitting) -> None:
    sitting.sources["parts"] = ScriptedSource(make_frames(100))
    screen = SlowScreen(sitting.inspector, 100)
    sitting.station.results_arrived.connect(screen.show)
    sitting.run()
    assert sitting.counts == (100, 80, 20, 0)
    assert sitting.inspector.seen == [f"{number:03}.png" for number in range(1, 101)]
    assert sitting.shows("100 of 100 images")
    assert sitting.tile == "FAIL. 1 region over the threshold"


def test_what_the_window_waits_for_is_said_step_by_step(sitting: Sitting) -> None:
    assert sitting.tile == "NOT READY. Open a recipe (Ctrl+O)"
    sitting.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    sitting.wait_until(lambda: sitting.tile == "NOT READY. Open a folder (F3), or choose a camera (Ctrl+5)")
    sitting.press(Qt.Key.Key_F3)
    sitting.wait_until(lambda: sitting.tile == "NOT READY. Press Start (F5)")
    assert sitting.shows("Version 4, taught 18")


def test_pause_keeps_the_last_verdict_and_start_goes_on(sitting: Sitting) -> None:
    gate = Gate()

    def score_of(frame: Frame) -> float:
        gate.pass_through()
        return 0.4

    sitting.inspector.score_of = score_of
    sitting.open()
    sitting.press(Qt.Key.Key_F5)
    gate.open(3)
    sitting.wait_for_parts(3)
    sitting.press(Qt.Key.Key_F6)
    assert sitting.station.activity is Activity.PAUSED
    assert sitting.tile == "PASS. Nothing over the threshold"
    assert sitting.shows("Paused")
    gate.open(7)
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_for(Activity.FINISHED)
    assert sitting.counts == (10, 10, 0, 0)


def test_stop_leaves_no_verdict_on_the_screen_and_keeps_the_counts(sitting: Sitting) -> None:
    sitting.open("endless")
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_for_parts(7)
    sitting.press(Qt.Key.Key_Escape)
    sitting.wait_for(Activity.IDLE)
    assert sitting.station.shift.inspected == len(sitting.inspector.seen) >= 7
    assert sitting.tile == "NOT READY. Press Start (F5)"


def test_a_second_run_begins_anew_and_the_counts_go_on(sitting: Sitting) -> None:
    sitting.run()
    sitting.run()
    assert sitting.counts == (20, 16, 4, 0)
    assert sitting.shows("10 of 10 images")


def test_closing_in_the_middle_ends_all_and_loses_no_finished_part(sitting: Sitting) -> None:
    sitting.open("endless")
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_for_parts(3)
    sitting.window.close()
    assert sitting.station.shift.inspected == len(sitting.inspector.seen)


@pytest.mark.parametrize("end", [Activity.FINISHED, Activity.FAILED, Activity.IDLE])
def test_all_parts_are_counted_before_the_run_is_said_to_be_over(sitting: Sitting, end: Activity) -> None:
    gate = Gate()

    def score_of(frame: Frame) -> float:
        if frame.number > 1:
            gate.pass_through()
        if end is Activity.IDLE and frame.number == 7:
            cast("InspectionRun", sitting.station.run).stop()
        if end is Activity.FAILED and frame.number == 8:
            raise IndexError("list index out of range")
        return 0.4

    def on_changed() -> None:
        if sitting.station.activity is end:
            counted.append(sitting.station.shift.inspected)

    counted: list[int] = []
    sitting.inspector.score_of = score_of
    sitting.sources["parts"] = ScriptedSource(make_frames(8))
    sitting.open()
    sitting.station.start()
    cast("InspectionRun", sitting.station.run)._tick.setInterval(10**6)  # the screen takes no second batch
    sitting.wait_for_parts(1)
    sitting.station.changed.connect(on_changed)
    gate.open(7)
    sitting.wait_for(end)
    assert counted[0] == (8 if end is Activity.FINISHED else 7)


def test_twenty_changes_in_the_middle_of_a_run_are_clean(sitting: Sitting) -> None:
    sitting.open("endless")
    for turn in range(20):
        sitting.press(Qt.Key.Key_F5)
        sitting.wait_for_parts(3 * (turn + 1))
        if turn % 2:
            sitting.opener.open_recipe(Path(f"recipe{turn}.filbert"))
        else:
            sitting.opener.open_source("endless")
        sitting.wait_for(Activity.IDLE)
        assert sitting.tile == "NOT READY. Press Start (F5)"
    assert sitting.station.shift.inspected == len(sitting.inspector.seen)
    assert sitting.station.recipe is not None
    assert sitting.station.recipe.card.name == "recipe19"


def test_of_two_recipes_wished_for_at_once_the_last_one_counts(sitting: Sitting) -> None:
    sitting.opener.open_recipe(Path("first.filbert"))
    sitting.opener.open_recipe(Path("second.filbert"))
    sitting.opener.open_recipe(Path("third.filbert"))
    names: list[str] = []
    sitting.station.changed.connect(lambda: names.append(cast("Recipe", sitting.station.recipe).card.name))
    sitting.wait_until(lambda: not sitting.opener.busy)
    assert set(names) == {"third"}


@pytest.mark.parametrize(
    ("spec", "icon"),
    [
        ("parts", "folder-open"),
        ("camera:0", "camera"),
        ("belt.mp4", "film"),
        ("rtsp://10.0.0.5/line", "network"),
        ("hot:drop", "folder-input"),
        ("test:faults", "flask-conical"),
    ],
)
def test_each_kind_of_source_has_an_icon_of_its_own(sitting: Sitting, spec: str, icon: str) -> None:
    sitting.sources[spec] = ScriptedSource(make_frames(1))
    sitting.opener.open_source(spec)
    sitting.wait_until(lambda: not sitting.opener.busy)
    assert StatusText(sitting.station, sitting.opener).source_icon() == icon
