"""Where one types what to look for, and where a scanner types a code."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.look.icons import icon_pixmap
from gui.look.theme import current_theme
from gui.widgets.own_keys import keeps_key
from gui.widgets.scanned_field import ScannedField

_ICON = 20


class ScanField(ScannedField):
    """A search field for recipes, with a list below it."""

    down_requested = Signal()  # into the list below

    def __init__(
        self, name: str, example: str, clock: Callable[[], float] = monotonic, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, example, clock, parent)
        self.setTextMargins(_ICON + 12, 0, 0, 0)

    def event(self, event: QEvent) -> bool:
        """Keep Esc while there is something to clear."""
        if self.text() and keeps_key(event, (Qt.Key.Key_Escape,)):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type or scan; Esc clears, and the list is below."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.down_requested.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field with a barcode at its left."""
        super().paintEvent(event)
        pixmap = icon_pixmap("barcode", _ICON, QColor(current_theme().text2))
        QPainter(self).drawPixmap(12, (self.height() - _ICON) // 2, pixmap)


def typed_text(event: QKeyEvent) -> str:
    """What a key types; empty for one that does something else."""
    plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return event.text() if plain and event.text().isprintable() else ""
