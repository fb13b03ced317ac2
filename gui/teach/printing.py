"""Puts a page on paper, or into a PDF. Nothing here blocks."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog


class Printing(QObject):
    """Asks for a printer and prints; tests put a stand-in here. A PDF is one of the printers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: QTextDocument | None = None
        self._dialog: QPrintDialog | None = None

    def print_document(self, window: QWidget, document: QTextDocument) -> None:
        """Ask for a printer, and print the document on it."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - looks for printers, which takes time

        self._document = document
        dialog = self._dialog = QPrintDialog(QPrinter(QPrinter.PrinterMode.HighResolution), window)
        dialog.accepted.connect(self._on_accepted)
        dialog.finished.connect(self._on_finished)
        dialog.setModal(True)
        dialog.show()  # its `open` asks for a slot, and nothing else would need one

    @Slot()
    def _on_accepted(self) -> None:
        if self._document is not None and self._dialog is not None:
            self._document.print_(self._dialog.printer())

    @Slot()
    def _on_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = self._document = None
