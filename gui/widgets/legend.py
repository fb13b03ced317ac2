"""What the marks of a chart mean."""

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.look.theme import current_theme
from gui.widgets.drawn import Drawn
from gui.widgets.labels import text_label


class LegendMark(Enum):
    """How a thing is drawn in a chart."""

    BAR = auto()
    OUTLINED_BAR = auto()
    LINE = auto()
    DASHED_LINE = auto()


class LegendEntry(QWidget):
    """A mark and its name; `tone` is the token of the mark's colour."""

    def __init__(self, mark: LegendMark, tone: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = text_label(name, 13, 400, "text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Swatch(mark, tone))
        row.addWidget(self._name)

    def set_name(self, name: str) -> None:
        """Call it something else."""
        self._name.setText(name)


class Swatch(Drawn):
    """A chart's mark by itself."""

    def __init__(self, mark: LegendMark, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark, self._tone = mark, tone
        bar = mark in (LegendMark.BAR, LegendMark.OUTLINED_BAR)
        self.setFixedSize(12 if bar else 2, 12 if bar else 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        painter, colour = QPainter(self), QColor(getattr(current_theme(), self._tone))
        if self._mark in (LegendMark.LINE, LegendMark.DASHED_LINE):
            painter.setPen(line_pen(colour, dashed=self._mark is LegendMark.DASHED_LINE))
            painter.drawLine(QPointF(1, 0), QPointF(1, self.height()))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._mark is LegendMark.OUTLINED_BAR:
            painter.setPen(QPen(QColor(current_theme().text), 1))
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)


def line_pen(colour: QColor, dashed: bool) -> QPen:
    """Make the pen of a threshold: FAIL is solid everywhere, REVIEW dashed."""
    pen = QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    if dashed:
        pen.setDashPattern([2, 1.5])  # in widths of the pen: 4 on, 3 off
    return pen
