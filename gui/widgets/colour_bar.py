"""What the heatmap's colours mean."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.inspection.heatmap import TOP, heatmap_rgba
from gui.look.theme import current_appearance, current_theme, font
from gui.qt_image import to_qimage
from gui.widgets.drawn import Drawn
from gui.widgets.score_text import score_text

_WRAPPED = int(Qt.TextFlag.TextWordWrap)
_CHECK = 6  # side of the squares that show through where the heatmap is clear


class ColourBar(Drawn):
    """The colour scale from 0 to 2 with its ticks; 1.00 is FAIL in every recipe, REVIEW is where the recipe says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("colourBar")
        scores = np.linspace(TOP, 0, 256, dtype=np.float32)[:, None]
        self._review: float | None = None
        self._colours = to_qimage(heatmap_rgba(scores, opacity=1.0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(96)

    def sizeHint(self) -> QSize:
        """Tall enough for the ticks' labels to stand apart."""
        return QSize(160, 240)

    def set_review(self, review_from: float | None) -> None:
        """Put the tick of REVIEW at a score; None: there is no such line."""
        if review_from != self._review:
            self._review = review_from
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar, then its ticks."""
        painter = QPainter(self)
        bar = QRectF(0, 8, 24, self.height() - 16)
        self._draw_bar(painter, bar)
        fail = self._draw_fail(painter, bar)
        taken = fail if self._review is None else self._draw_review(painter, bar, self._review, fail)
        labels = ((2.0, "2.0"), (1.5, "1.5"), (0.5, self.tr("0.5  clear below")), (0.0, self.tr("0  median of good")))
        for score, label in labels:
            self._draw_tick(painter, bar, score, label, taken)

    def _draw_bar(self, painter: QPainter, bar: QRectF) -> None:
        theme = current_theme()
        squares = QColor(theme.track if current_appearance().high_contrast else theme.line)
        painter.fillRect(bar, QColor(theme.raised))
        for row in range(int(bar.height() / _CHECK) + 1):
            for column in range(row % 2, 4, 2):
                square = QRectF(column * _CHECK, bar.top() + row * _CHECK, _CHECK, _CHECK)
                painter.fillRect(square.intersected(bar), squares)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(bar, self._colours)
        painter.setPen(QPen(QColor(theme.control), 1))
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))

    def _draw_tick(self, painter: QPainter, bar: QRectF, score: float, label: str, taken: QRectF) -> None:
        """Draw a tick, with its label unless a line's label stands there."""
        theme, y = current_theme(), _height_of(score, bar)
        painter.fillRect(QRectF(bar.right(), y - 0.5, 8, 1), QColor(theme.text2))
        painter.setPen(QColor(theme.text2))
        box = self._label_box(painter, bar, y, label, 400)
        if not box.intersects(taken):
            painter.drawText(box, _WRAPPED, label)

    def _draw_fail(self, painter: QPainter, bar: QRectF) -> QRectF:
        theme, y, label = current_theme(), _height_of(1.0, bar), self.tr("1.00  FAIL")
        painter.fillRect(QRectF(bar.left(), y - 1, bar.width(), 2), QColor(theme.contour))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.text))
        tip = QPointF(bar.right() + 1, y)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(8, -6), tip + QPointF(8, 6)]))
        painter.setPen(QColor(theme.text))
        box = self._label_box(painter, bar, y, label, 600)
        painter.drawText(box, _WRAPPED, label)
        return box

    def _draw_review(self, painter: QPainter, bar: QRectF, review: float, fail: QRectF) -> QRectF:
        """Draw REVIEW's tick, with its label as near to it as FAIL's lets it; give the room that both labels take."""
        theme, y = current_theme(), _height_of(review, bar)
        label = self.tr("{0}  REVIEW").format(score_text(review))
        painter.fillRect(QRectF(bar.right(), y - 1, 8, 2), QColor(theme.text))
        painter.setPen(QColor(theme.text2))
        box = self._label_box(painter, bar, y, label, 400)
        if box.top() < fail.bottom() and review < 1:
            box.moveTop(fail.bottom())
        painter.drawText(box, _WRAPPED, label)
        return box.united(fail)

    def _label_box(self, painter: QPainter, bar: QRectF, y: float, label: str, weight: int) -> QRectF:
        """Find the place of a label beside its tick, in two lines if it must, but never out of the widget."""
        painter.setFont(font(13, weight))
        left = bar.right() + 14
        box = painter.boundingRect(QRectF(left, 0, self.width() - left, self.height()), _WRAPPED, label)
        top = min(y - box.height() / 2, self.height() - box.height())
        return QRectF(left, top, self.width() - left, box.height())


def _height_of(score: float, bar: QRectF) -> float:
    return float(round(bar.bottom() - bar.height() * score / TOP))
