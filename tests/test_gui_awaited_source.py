"""A source that isn't there when Filbert starts."""

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from pathlib import Path

from sitting import Sitting
from stand_ins import ScriptedSource, make_frames

from gui.station.activity import Activity
from gui.workers import Failure


@pytest.fixture
def early(sitting: Sitting) -> Sitting:
    """A sitting whose source of last time is not there yet."""
    sitting.opener.again.setInterval(10)
    sitting.opener.await_source("late")
    sitting.wait_until(lambda: sitting.banner != "")
    return sitting


def test_it_is_opened_as_soon_as_it_is_there(early: Sitting) -> None:
    told: list[object] = []
    early.opener.failed.connect(told.append)
    assert early.banner.startswith("late has no images. Filbert opens it as soon as it can.")
    asked: list[bool] = []
    early.opener.changed.connect(lambda: asked.append(early.opener.busy))
    early.wait_until(lambda: asked.count(True) >= 3)  # it was tried three times more
    assert told == []  # said once
    early.opener.open_recipe(Path("nut.filbert"))
    early.station.start_when_ready()
    early.sources["late"] = ScriptedSource(make_frames(3))
    early.wait_for(Activity.FINISHED)
    assert early.station.shift.inspected == 3
    assert early.banner == ""


def test_what_was_said_before_is_said_again_once_it_is_there(sitting: Sitting) -> None:
    sitting.opener.again.setInterval(10)
    sitting.window.show_failure(Failure("The settings were damaged."))
    sitting.opener.await_source("late")
    sitting.wait_until(lambda: sitting.banner.startswith("late has no images."))
    sitting.sources["late"] = ScriptedSource(make_frames(1))
    sitting.wait_until(lambda: sitting.banner == "The settings were damaged. Nothing was changed.")


def test_it_is_not_waited_for_once_another_one_was_chosen(early: Sitting) -> None:
    early.opener.open_source("parts")
    early.wait_until(lambda: early.station.source is not None)
    early.sources["late"] = ScriptedSource(make_frames(3))
    assert not early.opener.again.isActive()
    assert early.station.source is early.sources["parts"]


def test_it_is_still_waited_for_when_another_one_can_not_be_opened(early: Sitting) -> None:
    early.opener.open_source("empty")
    early.wait_until(lambda: early.banner == "empty has no images. Nothing was changed.")
    early.sources["late"] = ScriptedSource(make_frames(3))
    early.wait_until(lambda: early.station.source is early.sources["late"])


def test_somebody_who_asks_for_it_is_told_again(early: Sitting) -> None:
    told: list[Failure] = []
    early.opener.failed.connect(told.append)
    early.opener.open_source("late")
    early.wait_until(lambda: bool(told))
    assert told[0].what == "late has no images."


def test_a_source_that_somebody_chose_is_refused_and_not_waited_for(sitting: Sitting) -> None:
    sitting.opener.open_source("late")
    sitting.wait_until(lambda: sitting.banner != "")
    assert sitting.banner.startswith("late has no images. Nothing was changed.")
    assert not sitting.opener.again.isActive()
    sitting.opener.open_source("")
    sitting.wait_until(lambda: sitting.banner == " has no images. Nothing was changed.")
