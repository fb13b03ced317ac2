"""One number of the shift."""

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.types import Verdict
from gui.look.restyling import when_restyled
from gui.look.theme import font, scaled
from gui.widgets.labels import FigureLabel, text_label
from gui.widgets.verdict_icons import draw_small_mark

_MARK = 14


class Count(QWidget):
    """A number under its name, the verdicts with their mark."""

    def __init__(self, name: str, verdict: Verdict | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._number = text_label(name, 14, 500, "text2"), FigureLabel("", 26, 600)
        self._marked = verdict is not None
        heading = QHBoxLayout()
        heading.setSpacing(6)
        if verdict is not None:
            heading.addWidget(SmallMark(verdict))
        heading.addWidget(self._name)
        heading.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(heading)
        column.addWidget(self._number, 0, Qt.AlignmentFlag.AlignLeft)

    def show_text(self, text: str) -> bool:
        """Show the number; tell whether it has become longer or shorter."""
        before = len(self._number.text())
        self._number.setText(text)
        return len(text) != before

    def set_px(self, name: int, number: int) -> None:
        """Set the sizes of name and number."""
        self._name.set_type(name, 500)
        self._number.set_type(number, 600)

    def width_at(self, name: int, number: int) -> int:
        """Width this would have with a name and figures of so many pixels."""
        heading = QFontMetricsF(font(name, 500)).horizontalAdvance(self._name.text())
        figures = QFontMetricsF(font(number, 600)).horizontalAdvance(self._number.text())
        return math.ceil(max(heading + (scaled(_MARK) + 6 if self._marked else 0), figures)) + 1


class SmallMark(QWidget):
    """A verdict's icon as small as text."""

    def __init__(self, verdict: Verdict, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict = verdict
        self._take_size()
        when_restyled(self._take_size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        painter = QPainter(self)
        draw_small_mark(painter, QRectF(self.rect()), self._verdict)

    def _take_size(self) -> None:
        self.setFixedSize(scaled(_MARK), scaled(_MARK))
