import math
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import cast

import cv2
import numpy as np
import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from stand_ins import (
    PATIENCE_S,
    EndlessSource,
    Gate,
    ScriptedSource,
    StandInCard,
    StandInInspector,
    StandInRecipe,
    make_frames,
)

from core.errors import Cancelled, ImageError, RecipeError, SourceError
from core.recipe import Recipe
from core.sources.base import Source
from core.types import Frame, Inspection, SkippedImage, TrainingProgress
from gui.app import WindowOptions, run_window
from gui.dialogs import Dialogs
from gui.inspection_run import InspectionRun
from gui.inspection_worker import Inspects
from gui.main_window import MainWindow
from gui.opener import Opener
from gui.services import Services
from gui.station import Activity, Station, Taught
from gui.widgets.counts_card import CountsCard
from gui.widgets.error_banner import ErrorBanner
from gui.widgets.histogram_card import HistogramCard
from gui.widgets.part_strip import PartStrip
from gui.widgets.verdict_tile import VerdictTile
from gui.workers import Failure

PATIENCE_MS = round(PATIENCE_S * 1000)


class StandInDialogs(Dialogs):
    """Answers at once, with what the test laid down."""

    def __init__(self) -> None:
        super().__init__()
        self.recipe, self.folder, self.reset = "nut.filbert", "parts", True

    def ask_recipe(self, window: QWidget) -> None:
        self.recipe_chosen.emit(self.recipe)

    def ask_folder(self, window: QWidget) -> None:
        self.folder_chosen.emit(self.folder)

    def ask_reset(self, window: QWidget) -> None:
        if self.reset:
            self.reset_confirmed.emit()


class Sitting:
    """A window with stand-ins for all of core that takes long."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.inspector = StandInInspector()
        self.sources: dict[str, Source] = {"parts": ScriptedSource(make_frames(10)), "endless": EndlessSource()}
        self.dialogs = StandInDialogs()
        services = self.services()
        self.station = Station(services.make_inspector)
        self.opener = Opener(services, self.station)
        self.window = MainWindow(self.station, self.opener, self.dialogs)
        qtbot.addWidget(self.window)
        self.window.resize(1600, 1000)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def services(self) -> Services:
        return Services(load_recipe=self.load_recipe, open_source=self.open_source, make_inspector=self.make_inspector)

    def load_recipe(self, path: Path) -> Recipe:
        if path.stem == "damaged":
            raise RecipeError("damaged.filbert is damaged. Teach the recipe anew.")
        return cast("Recipe", StandInRecipe(StandInCard(name=path.stem)))

    def open_source(self, spec: str) -> Source:
        if spec not in self.sources:
            raise SourceError(f"{spec} has no images.")
        return self.sources[spec]

    def make_inspector(self, _recipe: Recipe) -> Inspects:
        return self.inspector

    def open(self, spec: str = "parts") -> None:
        self.opener.open_recipe(Path("nut.filbert"))
        self.opener.open_source(spec)
        self.wait_until(lambda: self.station.can_start and not self.opener.busy)

    def run(self, spec: str = "parts") -> None:
        """Run over a source that ends."""
        self.open(spec)
        self.press(Qt.Key.Key_F5)
        self.wait_for(Activity.FINISHED)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.window, key, modifier)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def wait_for(self, activity: Activity) -> None:
        self.wait_until(lambda: self.station.activity is activity and self.station.can_start)

    def wait_for_parts(self, count: int) -> None:
        self.wait_until(lambda: self.station.shift.inspected >= count)

    @property
    def tile(self) -> str:
        return self.window.findChild(VerdictTile).accessibleName()

    @property
    def banner(self) -> str:
        banner = self.window.findChild(ErrorBanner)
        return banner.accessibleName() if banner.isVisible() else ""

    @property
    def counts(self) -> tuple[int, int, int, int]:
        shift = self.station.shift
        return shift.inspected, shift.passed, shift.failed, shift.skipped

    def shows(self, text: str) -> bool:
        return any(label.isVisible() and text in label.text() for label in self.window.findChildren(QLabel))

    def choose_part(self, name: str) -> Inspection:
        """Click on a part of the strip."""
        strip = self.window.findChild(PartStrip)
        parts = [item for item in strip._items() if name in item.toolTip()]
        strip._list.itemClicked.emit(parts[0])
        return cast("Inspection", parts[0].data(Qt.ItemDataRole.UserRole))


@pytest.fixture
def sitting(qtbot: QtBot) -> Sitting:
    return Sitting(qtbot)


class SlowScreen(QObject):
    """Takes so long for each batch of results that the worker has to wait for room."""

    def __init__(self, inspector: StandInInspector, frames: int) -> None:
        super().__init__()
        self._inspector, self._frames, self._shown = inspector, frames, 0

    @Slot(object)
    def show(self, results: list[object]) -> None:
        self._shown += len(results)
        self._inspector.wait_until_seen(min(self._frames, self._shown + 33))


# Runs


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
    sitting.wait_until(lambda: sitting.tile == "NOT READY. Open a folder (F3)")
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
        if end is Activity.IDLE and frame.number == 9:
            cast("InspectionRun", sitting.station.run).stop()
        if end is Activity.FAILED and frame.number == 10:
            raise IndexError("list index out of range")
        return 0.4

    def on_changed() -> None:
        if sitting.station.activity is end:
            counted.append(sitting.station.shift.inspected)

    counted: list[int] = []
    sitting.inspector.score_of = score_of
    sitting.open()
    sitting.station.start()
    cast("InspectionRun", sitting.station.run)._tick.setInterval(10**6)  # the screen takes no second batch
    sitting.wait_for_parts(1)
    sitting.station.changed.connect(on_changed)
    gate.open(9)
    sitting.wait_for(end)
    assert counted[0] == (10 if end is Activity.FINISHED else 9)


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


# Trouble


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
    assert sitting.window.findChild(CountsCard)._skipped.isVisible()


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


# Looking back, and the counts


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


# Teaching in the window


def test_the_window_teaches_then_inspects_by_itself(sitting: Sitting) -> None:
    gate = Gate()

    def teach(on_progress: Callable[[TrainingProgress], None], _should_stop: Callable[[], bool]) -> Taught:
        on_progress(TrainingProgress("Looking at good parts", 0.25, 12.0))
        gate.pass_through()
        return Taught(sitting.load_recipe(Path("taught.filbert")), sitting.sources["parts"], pace=0.0)

    sitting.station.teach(teach)
    sitting.wait_until(lambda: sitting.shows("Looking at good parts"))
    assert sitting.shows("25 %")
    assert sitting.tile == "NOT READY. Learning the good parts"
    gate.open()
    sitting.wait_for(Activity.FINISHED)
    assert sitting.counts == (10, 8, 2, 0)


def test_a_teaching_that_was_stopped_can_be_started_again(sitting: Sitting) -> None:
    gate = Gate()

    def teach(_on_progress: Callable[[TrainingProgress], None], should_stop: Callable[[], bool]) -> Taught:
        gate.pass_through()
        if should_stop():
            raise Cancelled("Teaching was stopped.")
        return Taught(sitting.load_recipe(Path("taught.filbert")), sitting.sources["parts"], pace=0.0)

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

    def teach(_on_progress: Callable[[TrainingProgress], None], _should_stop: Callable[[], bool]) -> Taught:
        gate.pass_through()
        return Taught(sitting.load_recipe(Path("taught.filbert")), EndlessSource(), pace=0.0)

    sitting.station.teach(teach)
    sitting.opener.open_source("parts")
    sitting.wait_until(lambda: not sitting.opener.busy)
    assert sitting.station.activity is Activity.TEACHING
    gate.open()
    sitting.wait_for(Activity.FINISHED)
    assert sitting.station.shift.inspected == 10


# The whole sitting, as main.py has it


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
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
        open_source=lambda _spec: ScriptedSource(make_frames(10)),
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
    services = replace(services, open_source=lambda _spec: nothing)
    options = WindowOptions(recipe=Path("nut.filbert"), source="parts", seconds=0.0)
    result = run_window(options, perf_counter(), services)
    assert (result.exit_code, result.skipped) == (2, 1)
    assert result.error == "No image of the source could be inspected."


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


def test_an_exception_that_nobody_caught_stops_the_station(
    qtbot: QtBot, services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down() -> None:
        raise LookupError("no such widget")

    before = sys.excepthook
    QTimer.singleShot(0, break_down)
    services = replace(services, demo_source=lambda _dataset, _seed: ScriptedSource([]))
    result = run_window(WindowOptions(demo=True, seconds=1e6), perf_counter(), services)
    assert result.exit_code == 1
    assert "LookupError: no such widget" in (result.error or "")
    assert "Traceback" in caplog.text
    assert sys.excepthook is before


# The binding


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal from Python 3.12 on")
def test_painting_a_plot_loses_no_references(qtbot: QtBot) -> None:
    """PySide6 6.12.0 lost 175 references to None at each painting of a plot."""
    card = HistogramCard()
    qtbot.addWidget(card)
    card.resize(400, 300)
    counts = np.arange(40, dtype=np.int64)
    before = sys.getrefcount(None)
    for _ in range(20):
        card.show_histogram(counts, counts[::-1], np.arange(41) / 20)
        card.grab()
    assert sys.getrefcount(None) > before - 1000
