import dataclasses
from collections.abc import Sequence

import numpy as np
import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from stand_ins import make_frame, make_inspection

from core.types import Frame, Inspection
from gui.station.screen_pace import ScreenPace


def part(side: int = 64) -> Inspection:
    frame: Frame = dataclasses.replace(make_frame(1), image=np.zeros((side, side, 3), np.uint8))
    return make_inspection(frame)


def worth(times: Sequence[float], of: Inspection) -> list[bool]:
    """Ask for a part at each of these times, with a screen that looks every tenth of a second."""
    clock = iter(times)
    pace = ScreenPace(0.1, lambda: next(clock))
    return [pace.is_worth_preparing(of) for _ in times]


def test_parts_with_time_between_them_are_all_prepared() -> None:
    assert worth([0.0, 0.3, 0.6, 0.9], part()) == [True, True, True, True]


def test_a_part_that_is_overtaken_before_the_screen_looks_is_not_prepared() -> None:
    assert worth([0.0, 0.02, 0.04, 0.06, 0.5], part()) == [True, False, False, False, True]


def test_a_picture_of_two_megapixels_is_prepared_always() -> None:
    assert worth([0.0, 0.02, 0.04], part(1500)) == [True, True, True]
