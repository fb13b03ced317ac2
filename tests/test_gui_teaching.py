from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from sitting import Sitting
from stand_ins import EndlessSource, Gate

from core.errors import Cancelled
from core.inspection.trigger import TriggerMode
from core.types import TrainingProgress
from gui.station.activity import Activity
from gui.station.taught import TaughtDemo


def test_the_window_teaches_then_inspects_by_itself(sitting: Sitting) -> None:
    gate = Gate()

    def teach(on_progress: Callable[[TrainingProgress], None], _should_stop: Callable[[], bool]) -> TaughtDemo:
        on_progress(TrainingProgress("Looking at good parts", 0.25, 12.0))
        gate.pass_through()
        return TaughtDemo(sitting.load_recipe(Path("taught.filbert")), sitting.sources["parts"], pace=0.0)

    sitting.station.teach(teach)
    sitting.wait_until(lambda: sitting.shows("Looking at good parts"))
    assert sitting.shows("25 %")
    assert sitting.tile == "NOT READY. Learning the good parts"
    gate.open()
    sitting.wait_for(Activity.FINISHED)
    assert sitting.counts == (10, 8, 2, 0)


def test_what_has_a_pace_of_its_own_waits_for_no_press(sitting: Sitting) -> None:
    def teach(_on_progress: Callable[[TrainingProgress], None], _should_stop: Callable[[], bool]) -> TaughtDemo:
        return TaughtDemo(sitting.load_recipe(Path("taught.filbert")), EndlessSource(), pace=1e6)

    sitting.station.choose_trigger(TriggerMode.SOFTWARE, 1.0)  # as it was remembered
    sitting.station.teach(teach)
    sitting.wait_for_parts(1)
    assert sitting.station.activity is Activity.RUNNING
    assert not sitting.window._run_bar._trigger.isEnabled()


def test_a_teaching_that_was_stopped_can_be_started_again(sitting: Sitting) -> None:
    gate = Gate()

    def teach(_on_progress: Callable[[TrainingProgress], None], should_stop: Callable[[], bool]) -> TaughtDemo:
        gate.pass_through()
        if should_stop():
            raise Cancelled("Teaching was stopped.")
        return TaughtDemo(sitting.load_recipe(Path("taught.filbert")), sitting.sources["parts"], pace=0.0)

    sitting.station.teach(teach)
    sitting.press(Qt.Key.Key_Escape)
    gate.open()
    sitting.wait_for(Activity.IDLE)
    assert sitting.tile == "NOT READY. Press Start (F5)"
    assert sitting.banner == ""
    gate.open()
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_for(Activity.FINISHED)
    assert sitting.station.shift.inspected == 10


def test_a_folder_opened_while_teaching_is_what_is_inspected_then(sitting: Sitting) -> None:
    gate = Gate()

    def teach(_on_progress: Callable[[TrainingProgress], None], _should_stop: Callable[[], bool]) -> TaughtDemo:
        gate.pass_through()
        return TaughtDemo(sitting.load_recipe(Path("taught.filbert")), EndlessSource(), pace=0.0)

    sitting.station.teach(teach)
    sitting.opener.open_source("parts")
    sitting.wait_until(lambda: not sitting.opener.busy)
    assert sitting.station.activity is Activity.TEACHING
    gate.open()
    sitting.wait_for(Activity.FINISHED)
    assert sitting.station.shift.inspected == 10
