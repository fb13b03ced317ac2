"""What is asked before a recipe is copied, sent away or taken in."""

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.recipe_file import SUFFIX
from core.recipes.carrying import IncomingRecipe
from core.recipes.catalogue import CatalogueEntry
from core.recipes.naming import file_for, free_name
from gui.pages.recipes.questions import RecipeQuestions
from gui.pages.recipes.recipe_work import RecipeWork


class RecipeAsking(QObject):
    """Asks for names and files, and then has it done."""

    def __init__(self, work: RecipeWork, folder: Path, questions: RecipeQuestions | None, page: QWidget) -> None:
        super().__init__(page)
        self._work, self._folder, self._page = work, folder, page
        self._questions = questions or RecipeQuestions(self)
        work.arrived.connect(self._on_arrived)

    def duplicate(self, entry: CatalogueEntry) -> None:
        """Ask for a name for the copy."""
        name, title = free_name(entry.name, self._folder), self.tr("Duplicate the recipe")
        text = self.tr("A name for the copy of {0}:").format(entry.name)
        self._questions.ask_name(self._page, title, text, name, lambda chosen: self._work.duplicate(entry.path, chosen))

    def export(self, entry: CatalogueEntry) -> None:
        """Ask where the file is to go."""
        name = file_for(entry.name, Path()).name.removesuffix(SUFFIX)
        self._questions.ask_export(self._page, name, lambda target: self._work.export(entry.path, Path(target)))

    @Slot()
    def take_in(self) -> None:
        """Ask for a file."""
        self._questions.ask_import(self._page, lambda path: self._work.look_at_arrival(Path(path)))

    @Slot(object)
    def _on_arrived(self, arrival: IncomingRecipe) -> None:
        """Take it in; under another name where there is a recipe of its own already."""
        if not arrival.is_taken:
            self._work.take_in(arrival.path, arrival.name)
            return

        def take(name: str) -> None:
            self._work.take_in(arrival.path, name)

        text = self.tr("There is a recipe {0} already; it stays as it is. A name for the new one:").format(arrival.name)
        self._questions.ask_name(self._page, self.tr("Import a recipe"), text, arrival.free, take)
