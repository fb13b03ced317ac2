"""What the window warns of while parts are judged: what the recipe can't do, what a part says about the station."""

from dataclasses import replace
from typing import cast

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from sitting import Sitting
from stage import make_part
from stand_ins import StandInRecipe

from core.recipe import Recipe
from gui.pages.inspect.on_view import OnView
from gui.station.activity import Activity
from gui.widgets.warning_strip import WarningStrip

_CANT = "The recipe nut can't tell a missing part from a defect. Teach the product anew."


def warning_of(sitting: Sitting) -> str:
    strip = sitting.window.findChild(WarningStrip)
    return strip.accessibleName() if strip.isVisible() else ""


def test_what_a_recipe_cant_do_is_told_for_as_long_as_it_is_in_use(sitting: Sitting) -> None:
    sitting.run()
    assert warning_of(sitting) == ""

    sitting.station.use_recipe(cast("Recipe", StandInRecipe(shortcoming=_CANT)))
    assert warning_of(sitting) == f"Warning. {_CANT}"
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_for(Activity.FINISHED)
    assert sitting.counts == (20, 16, 4, 0), "parts are judged all the same"
    assert warning_of(sitting) == f"Warning. {_CANT}"

    sitting.station.use_recipe(cast("Recipe", StandInRecipe()))
    assert warning_of(sitting) == ""


def test_a_recipes_and_a_parts_warning_stand_side_by_side() -> None:
    on_view = OnView(Activity.RUNNING, live=replace(make_part(), warning="It is dark."), shortcoming="It is old.")
    assert on_view.warning == "It is old. It is dark."
    on_view.begin(Activity.PAUSED)
    assert on_view.warning == "It is old.", "a part's warning is about now"


@pytest.mark.parametrize("activity", [Activity.TEACHING, Activity.FAILED])
def test_no_recipe_is_warned_of_where_none_is_in_use(activity: Activity) -> None:
    assert OnView(activity, shortcoming="It is old.").warning == ""
