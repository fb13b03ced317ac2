"""The window with stand-ins for core, as a test sits before it."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from stand_ins import (
    PATIENCE_MS,
    EndlessSource,
    ScriptedSource,
    StandInCard,
    StandInInspector,
    StandInRecipe,
    make_frames,
)

from core.errors import RecipeError, SourceError
from core.inspection.run import Inspects
from core.recipe import Recipe
from core.sources.base import Source
from core.types import Inspection
from gui.dialogs import Dialogs
from gui.main_window import MainWindow
from gui.opener import Opener
from gui.pages.inspect.part_strip import PartStrip
from gui.pages.inspect.verdict_tile import VerdictTile
from gui.services import Services
from gui.station.activity import Activity
from gui.station.station import Station
from gui.widgets.error_banner import ErrorBanner


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

    def open_source(self, spec: str, _stall_periods: float = 4.0) -> Source:
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
        model = strip.model
        parts = [model.part_at(row) for row in range(model.rowCount())]
        row = next(row for row, part in enumerate(parts) if part is not None and part.facts.frame.name == name)
        strip._list.clicked.emit(model.index(row))
        return cast("Inspection", parts[row].inspection())
