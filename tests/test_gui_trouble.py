import math
from typing import cast

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from sitting import Sitting
from stand_ins import ScriptedSource, make_frames

from core.errors import ImageError, SourceError
from core.recipe import Recipe
from core.sources.base import Source
from core.types import Frame, SkippedImage
from gui.pages.inspect.counts_card import CountsCard
from gui.station.activity import Activity
from gui.workers import Failure


def test_an_exception_while_inspecting_is_an_error_and_never_a_pass(sitting: Sitting) -> None:
    def score_of(frame: Frame) -> float:
        if frame.number == 4:
            raise IndexError("list index out of range")
        return 0.4

    sitting.inspector.score_of = score_of
    sitting.open()
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_for(Activity.FAILED)
    assert sitting.tile == "ERROR. Parts are not inspected"
    assert "IndexError: list index out of range" in sitting.banner
    assert "Press Start" in sitting.banner
    assert sitting.counts == (3, 3, 0, 0)
    sitting.press(Qt.Key.Key_F2)
    assert sitting.banner == ""
    assert sitting.tile == "NOT READY. Press Start (F5)"


def test_start_after_an_error_goes_on(sitting: Sitting) -> None:
    def broken(frame: Frame) -> float:
        raise IndexError("list index out of range")

    sitting.inspector.score_of = broken
    sitting.open()
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_for(Activity.FAILED)
    sitting.inspector.score_of = lambda frame: 0.4
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_for(Activity.FINISHED)
    assert sitting.banner == ""
    assert sitting.tile == "PASS. Nothing over the threshold"


@pytest.mark.parametrize("no_score", [math.nan, math.inf])
def test_a_part_without_a_score_never_passes(sitting: Sitting, no_score: float) -> None:
    sitting.inspector.score_of = lambda frame: no_score
    sitting.open()
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_for(Activity.FAILED)
    assert sitting.tile.startswith("ERROR")
    assert "001.png got no score" in sitting.banner
    assert sitting.counts == (0, 0, 0, 0)


def test_a_source_that_goes_away_is_an_error(sitting: Sitting) -> None:
    gone = SourceError("The folder parts has gone. Open it again.")
    sitting.sources["parts"] = ScriptedSource([*make_frames(2), gone])
    sitting.open()
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_for(Activity.FAILED)
    assert sitting.banner.startswith(str(gone))
    assert sitting.counts == (2, 2, 0, 0)


def test_bad_images_are_skipped_and_counted(sitting: Sitting) -> None:
    def score_of(frame: Frame) -> float:
        if frame.number == 2:
            raise ImageError("002.png is 1 × 1 pixels. Use larger images.")
        return 0.4

    sitting.inspector.score_of = score_of
    sitting.sources["parts"] = ScriptedSource([SkippedImage("a.txt", 0, "a.txt is no image."), *make_frames(4)])
    sitting.run()
    assert sitting.counts == (3, 3, 0, 2)
    assert sitting.shows("5 of 5 images, 2 skipped; the last: 002.png is 1 × 1 pixels. Use larger images.")
    assert "2 skipped" in [label.text() for label in sitting.window.findChild(CountsCard).findChildren(QLabel)]


def test_nothing_but_bad_images_is_no_pass(sitting: Sitting) -> None:
    sitting.sources["parts"] = ScriptedSource([SkippedImage("a.txt", 1, "a.txt is no image.")])
    sitting.run()
    assert sitting.tile == "NOT READY. No image could be inspected"


def test_a_recipe_that_cannot_be_opened_changes_nothing(sitting: Sitting) -> None:
    sitting.open("endless")
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_for_parts(1)
    sitting.dialogs.recipe = "damaged.filbert"
    sitting.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    sitting.wait_until(lambda: sitting.banner != "")
    assert sitting.banner == "damaged.filbert is damaged. Teach the recipe anew. Nothing was changed."
    assert sitting.station.activity is Activity.RUNNING
    assert cast("Recipe", sitting.station.recipe).card.name == "nut"
    sitting.press(Qt.Key.Key_F2)
    assert sitting.banner == ""
    assert sitting.station.activity is Activity.RUNNING


def test_a_folder_that_cannot_be_opened_changes_nothing(sitting: Sitting) -> None:
    sitting.open()
    sitting.opener.open_source("empty")
    sitting.wait_until(lambda: sitting.banner.startswith("empty has no images."))
    assert cast("Source", sitting.station.source).name == "parts"
    assert sitting.tile == "NOT READY. Press Start (F5)"


def test_a_remark_that_nobody_has_read_is_told_again(sitting: Sitting) -> None:
    sitting.window.show_failure(Failure("The settings were damaged.", "Look through them."))
    sitting.opener.open_source("empty")
    sitting.wait_until(lambda: sitting.banner.startswith("empty has no images."))
    sitting.press(Qt.Key.Key_F2)
    assert sitting.banner == "The settings were damaged. Look through them."
    sitting.press(Qt.Key.Key_F2)
    assert sitting.banner == ""
    sitting.press(Qt.Key.Key_F2)
    assert sitting.banner == ""


def test_a_failure_in_the_window_itself_stops_the_run(sitting: Sitting) -> None:
    sitting.open("endless")
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_for_parts(1)
    sitting.station.fail(Failure("The window broke.", "Restart Filbert."))
    assert sitting.tile.startswith("ERROR")
    sitting.wait_for(Activity.FAILED)
    assert sitting.tile.startswith("ERROR")
    assert sitting.banner == "The window broke. Restart Filbert."
    assert sitting.station.shift.inspected == len(sitting.inspector.seen)
