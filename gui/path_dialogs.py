"""Boxes that ask for a file or a folder. None of them blocks."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

OnPath = Callable[[str], None]
"""A slot of the window's thread; it isn't called if the user thinks better of it."""


class PathDialogs(QObject):
    """Asks for paths; tests put a stand-in here."""

    def ask_file(self, window: QWidget, title: str, filters: Sequence[str], chosen: OnPath) -> None:
        """Ask for a file that exists; `filters` are what Qt takes for name filters, "Videos (*.mp4)"."""
        dialog = QFileDialog(window, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(list(filters))
        self._open(dialog, chosen)

    def ask_folder(self, window: QWidget, title: str, chosen: OnPath) -> None:
        """Ask for a folder that exists."""
        dialog = QFileDialog(window, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open(dialog, chosen)

    @staticmethod
    def _open(dialog: QFileDialog, chosen: OnPath) -> None:
        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
