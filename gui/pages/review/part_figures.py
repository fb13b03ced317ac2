"""The verdict's mark and the figures above a part's picture."""

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.types import Verdict
from gui.look.restyling import when_restyled
from gui.look.theme import scaled
from gui.widgets.labels import text_label
from gui.widgets.verdict_icons import draw_small_mark


class Figure(QWidget):
    """A caption over a number."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption, self._value = text_label(caption, 13, 400, "text2"), text_label("", 15, 600)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self._caption)
        column.addWidget(self._value)

    def show_text(self, text: str) -> None:
        """Show the number."""
        self._value.setText(text)
        self.setAccessibleName(f"{self._caption.text()}: {text}")


class VerdictMark(QWidget):
    """A verdict's small mark, large enough to be seen at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict = Verdict.PASS
        self._take_size()
        when_restyled(self._take_size)

    def show_verdict(self, verdict: Verdict) -> None:
        """Show a verdict."""
        self._verdict = verdict
        self.setAccessibleName(verdict.value)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        draw_small_mark(QPainter(self), QRectF(self.rect()).adjusted(1, 1, -1, -1), self._verdict)

    @Slot()
    def _take_size(self) -> None:
        self.setFixedSize(scaled(36), scaled(36))
