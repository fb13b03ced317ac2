import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import cast

import cv2
import numpy as np
import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from sitting import Sitting
from stage import make_part
from stand_ins import EndlessSource, ScriptedSource, StandInInspector, StandInRecipe, make_frames

from core.errors import RecipeError
from core.recipe import Recipe
from core.types import SkippedImage, TrainingProgress
from gui.app import WindowOptions, run_window
from gui.pages.inspect.part_strip import PartStrip
from gui.services import Services
from gui.session import Session


@pytest.fixture
def services() -> Services:
    inspector = StandInInspector()

    def teach_demo(
        _dataset: Path | None,
        _seed: int,
        on_progress: Callable[[TrainingProgress], None],
        _should_stop: Callable[[], bool],
    ) -> Recipe:
        on_progress(TrainingProgress("Looking at good parts", 0.5, 1.0))
        return cast("Recipe", StandInRecipe())

    return Services(
        load_recipe=lambda _path: cast("Recipe", StandInRecipe()),
        open_source=lambda _spec, _periods: ScriptedSource(make_frames(10)),
        make_inspector=lambda _recipe: inspector,
        teach_demo=teach_demo,
        demo_source=lambda _dataset, _seed: EndlessSource(),
    )


def test_a_timed_sitting_ends_after_the_first_verdict_and_leaves_a_picture(
    qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    picture = tmp_path / "Bild mit Ü.png"
    options = WindowOptions(demo=True, seconds=0.0, screenshot=picture)
    result = run_window(options, perf_counter(), services)
    assert result.exit_code == 0
    assert result.error is None
    assert result.inspected == result.passed + result.failed >= 1
    assert result.seconds_to_first_verdict is not None
    pixels = cv2.imdecode(np.fromfile(picture, np.uint8), cv2.IMREAD_COLOR)
    if QGuiApplication.platformName() == "offscreen":
        assert pixels.shape == (1080, 1920, 3)
    assert pixels.std() > 10


def test_recipe_and_source_of_the_command_line_start_by_themselves(qtbot: QtBot, services: Services) -> None:
    options = WindowOptions(recipe=Path("nut.filbert"), source="parts", seconds=0.0)
    assert run_window(options, perf_counter(), services).inspected >= 1


def raise_recipe_error(_thing: object) -> Recipe:
    raise RecipeError("nut.filbert is from a newer version. Update Filbert.")


@pytest.mark.parametrize("where", ["load_recipe", "make_inspector"])
def test_a_timed_sitting_ends_at_once_with_what_failed(qtbot: QtBot, services: Services, where: str) -> None:
    services = replace(services, **{where: raise_recipe_error})
    options = WindowOptions(recipe=Path("nut.filbert"), source="parts", seconds=1e6)
    result = run_window(options, perf_counter(), services)
    assert result.exit_code == 2
    assert result.error is not None
    assert result.error.startswith("nut.filbert is from a newer version. Update Filbert.")
    assert result.seconds_to_first_verdict is None


def test_a_timed_sitting_does_not_wait_for_a_verdict_that_cannot_come(qtbot: QtBot, services: Services) -> None:
    nothing = ScriptedSource([SkippedImage("a.txt", 1, "a.txt is no image.")])
    services = replace(services, open_source=lambda _spec, _periods: nothing)
    options = WindowOptions(recipe=Path("nut.filbert"), source="parts", seconds=0.0)
    result = run_window(options, perf_counter(), services)
    assert (result.exit_code, result.skipped) == (2, 1)
    assert result.error == "No image of the source could be inspected."


def test_the_last_parts_are_in_a_screenshot_though_they_come_too_fast_to_be_painted(
    sitting: Sitting, tmp_path: Path
) -> None:
    session = Session(sitting.window, sitting.station, sitting.opener, perf_counter(), None)
    session.take_screenshot_to(tmp_path / "window.png")
    strip = sitting.window.findChild(PartStrip)
    for _ in range(2):
        strip.add([strip.model.kept(make_part(), None) for _ in range(9)])
    place = QRect(strip.mapTo(sitting.window, QPoint(0, 0)), strip.size())
    assert not strip._list.viewport().updatesEnabled(), "nobody could follow"

    sitting.window.close()
    pixels = cv2.imread(str(tmp_path / "window.png"))[place.top() : place.bottom(), place.left() : place.right()]
    assert (pixels == 90).all(axis=2).sum() > 5 * 60 * 60, "the parts are grey"


def test_a_screenshot_into_no_folder_is_refused_before_anything_is_opened(qtbot: QtBot, tmp_path: Path) -> None:
    options = WindowOptions(demo=True, seconds=0.0, screenshot=tmp_path / "none" / "window.png")
    result = run_window(options, perf_counter())
    assert result.exit_code == 2
    assert "window.png" in (result.error or "")


def test_a_screenshot_that_cannot_be_written_at_the_end_is_told(
    qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    folder = tmp_path / "window.png"
    folder.mkdir()
    result = run_window(WindowOptions(demo=True, seconds=0.0, screenshot=folder), perf_counter(), services)
    assert result.exit_code == 2
    assert result.inspected >= 1


def test_ctrl_c_closes_the_window_and_is_given_back(qtbot: QtBot, services: Services) -> None:
    before = signal.getsignal(signal.SIGINT)
    QTimer.singleShot(0, lambda: signal.raise_signal(signal.SIGINT))
    result = run_window(WindowOptions(demo=True), perf_counter(), services)
    assert result.exit_code == 0
    assert signal.getsignal(signal.SIGINT) is before


def break_down() -> None:
    raise LookupError("no such widget")


def break_down_in_a_thread() -> None:
    threading.Thread(target=break_down, name="writer").start()


@pytest.mark.parametrize("happen", [break_down, break_down_in_a_thread])
def test_an_exception_that_nobody_caught_stops_the_station(
    qtbot: QtBot, services: Services, caplog: pytest.LogCaptureFixture, happen: Callable[[], None]
) -> None:
    before = sys.excepthook, threading.excepthook
    QTimer.singleShot(0, happen)
    services = replace(services, demo_source=lambda _dataset, _seed: ScriptedSource([]))
    result = run_window(WindowOptions(demo=True, seconds=1e6), perf_counter(), services)
    assert result.exit_code == 1
    assert "LookupError: no such widget" in (result.error or "")
    assert "Traceback" in caplog.text
    assert (sys.excepthook, threading.excepthook) == before
