"""What the window asks in boxes of their own. None of them blocks: a run goes on while one is open."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


class Dialogs(QObject):
    """Asks; the answers come as signals, and none comes if the user thinks better of it."""

    recipe_chosen = Signal(str)  # path
    folder_chosen = Signal(str)  # path
    reset_confirmed = Signal()

    def ask_recipe(self, window: QWidget) -> None:
        """Ask which recipe to open."""
        dialog = QFileDialog(window, self.tr("Open a recipe"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Recipes (*.filbert)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self.recipe_chosen)
        self._open(dialog)

    def ask_folder(self, window: QWidget) -> None:
        """Ask which folder of images to inspect."""
        dialog = QFileDialog(window, self.tr("Open a folder of images"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder_chosen)
        self._open(dialog)

    def ask_reset(self, window: QWidget) -> None:
        """Ask whether the counts shall begin at nothing."""
        box = QMessageBox(window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Reset the counts"))
        box.setText(self.tr("Begin the counts and the histogram of this shift anew?"))
        keep = box.addButton(self.tr("Keep them"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)  # what Enter does must cost nothing
        reset = box.addButton(self.tr("Reset"), QMessageBox.ButtonRole.AcceptRole)
        reset.clicked.connect(self.reset_confirmed)
        self._open(box)

    @staticmethod
    def _open(dialog: QFileDialog | QMessageBox) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
