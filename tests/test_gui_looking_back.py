import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from sitting import Sitting
from stand_ins import Gate

from core.types import Frame
from gui.pages.inspect.part_strip import PartStrip
from gui.station.activity import Activity
from gui.workers import Failure


def test_an_earlier_part_is_shown_again_while_the_run_goes_on(sitting: Sitting) -> None:
    gate = Gate()

    def score_of(frame: Frame) -> float:
        gate.pass_through()
        return 1.5 if frame.number == 2 else 0.4

    sitting.inspector.score_of = score_of
    sitting.open()
    sitting.press(Qt.Key.Key_F5)
    gate.open(3)
    sitting.wait_for_parts(3)
    sitting.choose_part("002.png")
    assert sitting.tile == "FAIL. Earlier part, 1 region"
    gate.open(2)
    sitting.wait_for_parts(5)
    assert sitting.tile == "FAIL. Earlier part, 1 region"
    sitting.press(Qt.Key.Key_L)
    assert sitting.tile == "PASS. Nothing over the threshold"
    gate.open(5)
    sitting.wait_for(Activity.FINISHED)


def test_start_leaves_the_earlier_part(sitting: Sitting) -> None:
    sitting.run()
    sitting.choose_part("001.png")
    assert sitting.tile == "PASS. Earlier part, no region"
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_for(Activity.FINISHED)
    assert "Earlier" not in sitting.tile


def test_the_last_part_of_a_finished_run_is_no_earlier_part(sitting: Sitting) -> None:
    sitting.run()
    sitting.choose_part("010.png")
    assert sitting.tile == "FAIL. 1 region over the threshold"


def test_in_an_error_no_earlier_verdict_is_shown(sitting: Sitting) -> None:
    sitting.run()
    sitting.choose_part("001.png")
    sitting.station.fail(Failure("The camera is gone."))
    assert sitting.tile.startswith("ERROR")
    assert not sitting.window.findChild(PartStrip).isEnabled()
    sitting.press(Qt.Key.Key_F2)
    assert sitting.tile == "NOT READY. Press Start (F5)"


@pytest.mark.parametrize(("agrees", "left"), [(True, 0), (False, 10)])
def test_reset_asks_first(sitting: Sitting, agrees: bool, left: int) -> None:
    sitting.run()
    sitting.dialogs.reset = agrees
    sitting.press(Qt.Key.Key_F9)
    assert sitting.station.shift.inspected == left
