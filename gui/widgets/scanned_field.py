"""A field to type into, or to scan a code into."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from core.recipes.scanner import ScanBuffer
from gui.widgets.fields import TextField

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ScannedField(TextField):
    """One line of text. What a scanner typed takes the place of what stood there, whatever that was."""

    entered = Signal(str)  # a code was scanned, or typed to its end with Enter

    def __init__(
        self, name: str, example: str, clock: Callable[[], float] = monotonic, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, example, parent)
        self._clock, self._scan = clock, ScanBuffer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, note how fast that came, and take Enter for the end of a code."""
        if event.key() in _ENTER:
            scanned = self._scan.enter(self._clock())
            self.setText(scanned or self.text())
            self.selectAll()
            self.entered.emit(self.text().strip())
            return
        if event.text().isprintable() and event.text():
            self._scan.key(event.text(), self._clock())
        super().keyPressEvent(event)
