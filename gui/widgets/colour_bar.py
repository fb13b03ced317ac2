"""What the heatmap's colours mean."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.inspection.heatmap import TOP, heatmap_rgba
from gui.qt_image import to_qimage
from gui.theme import current_theme, font

_CHECK = 6  # side of the squares that show through where the heatmap is clear


class ColourBar(QWidget):
    """The colour scale from 0 to 2 with its ticks; 1.00 is FAIL in every recipe."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("colourBar")
        scores = np.linspace(TOP, 0, 256, dtype=np.float32)[:, None]
        self._colours = to_qimage(heatmap_rgba(scores, opacity=1.0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Tall enough for the ticks' labels to stand apart."""
        return QSize(160, 240)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the bar, then its ticks."""
        painter = QPainter(self)
        bar = QRectF(0, 8, 24, self.height() - 16)
        self._draw_bar(painter, bar)
        labels = ((2.0, "2.0"), (1.5, "1.5"), (0.5, self.tr("0.5  clear below")), (0.0, self.tr("0  median of good")))
        for score, label in labels:
            self._draw_tick(painter, bar, score, label)
        self._draw_fail(painter, bar)

    def _draw_bar(self, painter: QPainter, bar: QRectF) -> None:
        theme = current_theme()
        painter.fillRect(bar, QColor(theme.raised))
        for row in range(int(bar.height() / _CHECK) + 1):
            for column in range(row % 2, 4, 2):
                square = QRectF(column * _CHECK, bar.top() + row * _CHECK, _CHECK, _CHECK)
                painter.fillRect(square.intersected(bar), QColor(theme.line))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(bar, self._colours)
        painter.setPen(QPen(QColor(theme.control), 1))
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))

    def _draw_tick(self, painter: QPainter, bar: QRectF, score: float, label: str) -> None:
        theme, y = current_theme(), _height_of(score, bar)
        painter.fillRect(QRectF(bar.right(), y - 0.5, 8, 1), QColor(theme.text2))
        painter.setPen(QColor(theme.text2))
        self._draw_label(painter, bar, y, label, 400)

    def _draw_fail(self, painter: QPainter, bar: QRectF) -> None:
        theme, y = current_theme(), _height_of(1.0, bar)
        painter.fillRect(QRectF(bar.left(), y - 1, bar.width(), 2), QColor(theme.contour))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.text))
        tip = QPointF(bar.right() + 1, y)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(8, -6), tip + QPointF(8, 6)]))
        painter.setPen(QColor(theme.text))
        self._draw_label(painter, bar, y, self.tr("1.00  FAIL"), 600)

    def _draw_label(self, painter: QPainter, bar: QRectF, y: float, label: str, weight: int) -> None:
        """Draw a label beside its tick, in two lines if it must, but never out of the widget."""
        painter.setFont(font(13, weight))
        left, wrapped = bar.right() + 14, int(Qt.TextFlag.TextWordWrap)
        box = painter.boundingRect(QRectF(left, 0, self.width() - left, self.height()), wrapped, label)
        top = min(y - box.height() / 2, self.height() - box.height())
        painter.drawText(QRectF(left, top, self.width() - left, box.height()), wrapped, label)


def _height_of(score: float, bar: QRectF) -> float:
    return float(round(bar.bottom() - bar.height() * score / TOP))
