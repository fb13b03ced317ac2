"""The Recipes page alone, over recipes in a folder."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from small import small_recipe
from stage import put_on_stage
from stand_ins import PATIENCE_MS

from core.recipe import Recipe
from core.recipe_file import save_recipe
from core.recipes.catalogue import Catalogue
from core.records.yields import Yields
from gui.pages.recipes.questions import OnText, RecipeQuestions
from gui.pages.recipes.recipes_page import RecipesPage
from gui.workers import Failure


def named(name: str, seed: int = 0) -> Recipe:
    recipe = small_recipe()
    return replace(recipe, card=recipe.card.model_copy(update={"name": name, "seed": seed}))


class StandInQuestions(RecipeQuestions):
    """Answers at once; a name of None thinks better of it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.name: str | None = None
        self.asked: list[str] = []
        self.file = folder / "file.filbert"

    def ask_name(self, window: QWidget, title: str, text: str, name: str, chosen: OnText) -> None:
        self.asked.append(name)
        if self.name is not None:
            chosen(self.name)

    def ask_import(self, window: QWidget, chosen: OnText) -> None:
        chosen(str(self.file))

    def ask_export(self, window: QWidget, name: str, chosen: OnText) -> None:
        self.asked.append(name)
        chosen(str(self.file))


class RecipesWindow:
    """The page alone, with recipes in a folder, and a clock that the test sets."""

    def __init__(self, qtbot: QtBot, window: QWidget, tmp_path: Path) -> None:
        self.qtbot, self.folder, self.now = qtbot, tmp_path / "recipes", 0.0
        self.folder.mkdir()
        self.questions = StandInQuestions(tmp_path)
        self.failures: list[str] = []
        self.used: list[Path] = []
        self.yields = Yields()
        self.page = RecipesPage(Catalogue(self.folder), self.questions, lambda: self.now, lambda: self.yields)
        self.page.failed.connect(self._note)
        self.page.use_requested.connect(self.used.append)
        self._window = window

    def add(self, *names: str) -> list[Path]:
        paths = [self.folder / f"{name}.filbert" for name in names]
        for path, name in zip(paths, names, strict=True):
            save_recipe(named(name), path)
        return paths

    def show(self, chosen: str) -> None:
        put_on_stage(self._window, self.page, 1600, 1000)
        self.wait(lambda: self.chosen == chosen)

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def settle(self) -> None:
        """Wait for what was asked for, and for the list to be read after it."""
        self.wait(lambda: not self.page._work.busy)
        self.wait(lambda: not self.page._work._lister.busy and not self.page._work._reader.busy)

    def type_at_speed(self, target: QWidget, text: str, gap: float) -> None:
        for letter in text:
            self.now += gap
            self.qtbot.keyClicks(target, letter)
        self.now += gap
        self.qtbot.keyClick(target, Qt.Key.Key_Return)

    def press(self, name: str) -> None:
        button = next(b for b in self.page.findChildren(QWidget) if b.accessibleName() == name and b.isVisible())
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    @property
    def chosen(self) -> str:
        return self.page.sheet._entry.name if self.page.sheet._entry is not None else ""

    @property
    def listed(self) -> list[str]:
        model = self.page.list.model
        entries = [model.entry_at(row) for row in range(model.rowCount())]
        return [entry.name for entry in entries if entry is not None]

    def shows(self, text: str) -> bool:
        return any(label.isVisible() and text in label.text() for label in self.page.findChildren(QLabel))

    def _note(self, failure: Failure) -> None:
        self.failures.append(failure.what)
