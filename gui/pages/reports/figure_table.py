"""A table of figures, painted: hundreds of labels would hold up the window."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.reports.tables import ReportTable
from gui.look.restyling import when_restyled
from gui.look.theme import current_theme, font, scaled

_GAP, _ROW = 16, 28
_LEAST = 150  # pixels of the first column, unscaled; with less its cells stand over the others
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FigureTable(QWidget):
    """The first `most` rows under their names; the first column takes what room the others leave.

    Where they leave too little each row has two lines, and the first column's cell stands in the upper one.
    """

    def __init__(self, table: ReportTable, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head, self._rows = table.head, table.rows[:most]
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        lines = (", ".join(f"{name} {cell}" for name, cell in zip(self._head, row, strict=True)) for row in self._rows)
        self.setAccessibleName(f"{table.title}: {'; '.join(lines)}")
        self._measure()
        when_restyled(self._take_sizes)

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(scaled(_LEAST) + round(sum(self._widths)), self._row_height * (len(self._rows) + 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take one line a row, or two."""
        super().resizeEvent(event)
        self._take_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that are to be seen."""
        painter, theme, height = QPainter(self), current_theme(), self._row_height
        first, last = event.rect().top() // height, event.rect().bottom() // height
        for number, row in enumerate((self._head, *self._rows)):
            if first <= number <= last:
                painter.setPen(QColor(theme.text2 if number == 0 else theme.text))
                painter.setFont(_head_font() if number == 0 else _font())
                self._draw_row(painter, row, number * height, height)
                painter.setPen(QColor(theme.line))
                painter.drawLine(0, (number + 1) * height - 1, self.width(), (number + 1) * height - 1)

    @property
    def _stacked(self) -> bool:
        return self.width() - sum(self._widths) < scaled(_LEAST)

    @property
    def _row_height(self) -> int:
        return scaled(_ROW) * (2 if self._stacked else 1)

    def _draw_row(self, painter: QPainter, row: Sequence[str], top: int, height: int) -> None:
        line = scaled(_ROW)
        right = float(self.width())
        for cell, width in zip(reversed(row[1:]), reversed(self._widths), strict=True):
            painter.drawText(QRectF(right - width, top + height - line, width, line), _RIGHT, cell)
            right -= width
        room = self.width() if self._stacked else max(0, round(right))
        name = painter.fontMetrics().elidedText(row[0], Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QRectF(0, top, room, line), _LEFT, name)

    def _take_sizes(self) -> None:
        self._measure()
        self._take_height()

    def _take_height(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def _measure(self) -> None:
        """How wide the columns after the first are."""
        head, body = QFontMetricsF(_head_font()), QFontMetricsF(_font())
        self._widths = [
            _GAP + max([head.horizontalAdvance(name), *(body.horizontalAdvance(row[column]) for row in self._rows)])
            for column, name in enumerate(self._head)
            if column
        ]


def _font() -> QFont:
    return font(15, 400)


def _head_font() -> QFont:
    return font(13, 600)
