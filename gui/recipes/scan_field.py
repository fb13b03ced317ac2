"""Where one types what to look for, and where a scanner types a code."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.recipes.scanner import ScanBuffer
from gui.icons import icon_pixmap
from gui.theme import current_theme
from gui.widgets.fields import TextField
from gui.widgets.own_keys import keeps_key

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ICON = 20


class ScanField(TextField):
    """A search field. What a scanner typed takes the place of what stood there, whatever that was."""

    entered = Signal(str)  # a code was scanned, or typed to its end with Enter
    down_requested = Signal()  # into the list below

    def __init__(
        self, name: str, example: str, clock: Callable[[], float] = monotonic, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, example, parent)
        self._clock, self._scan = clock, ScanBuffer()
        self.setTextMargins(_ICON + 12, 0, 0, 0)

    def event(self, event: QEvent) -> bool:
        """Keep Esc while there is something to clear."""
        if self.text() and keeps_key(event, (Qt.Key.Key_Escape,)):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Type, note how fast that came, and take Enter for the end of a code."""
        if event.key() in _ENTER:
            scanned = self._scan.enter(self._clock())
            self.setText(scanned or self.text())
            self.entered.emit(self.text().strip())
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.down_requested.emit()
        else:
            if event.text().isprintable() and event.text():
                self._scan.key(event.text(), self._clock())
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the field with a barcode at its left."""
        super().paintEvent(event)
        pixmap = icon_pixmap("barcode", _ICON, QColor(current_theme().text2))
        QPainter(self).drawPixmap(12, (self.height() - _ICON) // 2, pixmap)


def typed_text(event: QKeyEvent) -> str:
    """What a key types; empty for one that does something else."""
    plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return event.text() if plain and event.text().isprintable() else ""
