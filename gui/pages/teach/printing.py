"""Puts a page on paper, or into a PDF. Nothing here blocks."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

from gui.workers import Failure

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter


class Printing(QObject):
    """Asks for a printer and prints; tests put a stand-in here. A PDF is one of the printers."""

    failed = Signal(object)  # Failure

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: QTextDocument | None = None
        self._dialog: QPrintDialog | None = None
        self._printer: QPrinter | None = None  # a dialog doesn't keep its printer: without us it would be gone

    def print_document(self, window: QWidget, document: QTextDocument) -> None:
        """Ask for a printer, and print the document on it."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - looks for printers, which takes time

        self._document = document
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = self._dialog = QPrintDialog(self._printer, window)
        dialog.accepted.connect(self._on_accepted)
        dialog.finished.connect(self._on_finished)
        dialog.setModal(True)
        dialog.show()  # its `open` asks for a slot, and nothing else would need one

    @Slot()
    def _on_accepted(self) -> None:
        if self._document is not None and self._printer is not None:
            self._document.print_(self._printer)
            self._tell_of_trouble(self._printer)

    def _tell_of_trouble(self, printer: "QPrinter") -> None:
        if printer.printerState() != printer.PrinterState.Error:
            return
        where = printer.outputFileName() or printer.printerName()
        self.failed.emit(Failure(self.tr("Nothing was printed to {0}. Choose another printer or file.").format(where)))

    @Slot()
    def _on_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = self._document = None
        # The printer stays until the next one: the dialog is deleted later, and looks at it until then.
