"""What the Recipes page asks. None of the boxes blocks."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from core.recipe_file import SUFFIX
from core.recipes.naming import LONGEST_NAME

OnText = Callable[[str], None]
"""A slot of the window's thread; it isn't called if the user thinks better of it."""


class RecipeQuestions(QObject):
    """Asks for names and files; tests put a stand-in here."""

    def ask_name(self, window: QWidget, title: str, text: str, name: str, chosen: OnText) -> None:
        """Ask for a recipe's name; `text` says what for, and `name` is proposed."""
        box = QInputDialog(window)
        box.setInputMode(QInputDialog.InputMode.TextInput)
        box.setWindowTitle(title)
        box.setLabelText(text)
        box.setTextValue(name[:LONGEST_NAME])
        box.setMinimumWidth(460)
        box.textValueSelected.connect(chosen)
        box.finished.connect(box.deleteLater)
        box.open()

    def ask_import(self, window: QWidget, chosen: OnText) -> None:
        """Ask for a recipe's file."""
        dialog = QFileDialog(window, self.tr("Import a recipe"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Recipes (*.filbert)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_export(self, window: QWidget, name: str, chosen: OnText) -> None:
        """Ask where a recipe's file is to go; the box itself asks before it takes a name that is there."""
        dialog = QFileDialog(window, self.tr("Export the recipe"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilters([self.tr("Recipes (*.filbert)")])
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.selectFile(name)
        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
