"""A drawing of a report on the screen."""

import math

from PySide6.QtCore import QByteArray, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.reports.svg import Drawing


class DrawingView(QWidget):
    """Draws it as wide as there is room, `widest` times its own size at the most; `words` say what is seen."""

    def __init__(self, drawing: Drawing, words: str, widest: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing, self._widest = drawing, widest
        self._renderer = QSvgRenderer(QByteArray(drawing.svg.encode(errors="replace")), self)
        self._drawn = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Its own size."""
        return QSize(round(self._drawing.width), round(self._drawing.height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as its shape asks for."""
        super().resizeEvent(event)
        self.setFixedHeight(math.ceil(self._drawing.height * self._scale(self.width())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it; the next time it is only copied."""
        ratio = self.devicePixelRatioF()
        size = (QSizeF(self.size()) * ratio).toSize()
        if self._drawn.size() != size:
            self._drawn = self._drawn_at(size, ratio)
        QPainter(self).drawPixmap(0, 0, self._drawn)

    def _drawn_at(self, size: QSize, ratio: float) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        scale, painter = self._scale(self.width()), QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, QRectF(0, 0, self._drawing.width * scale, self._drawing.height * scale))
        painter.end()
        return pixmap

    def _scale(self, width: int) -> float:
        return min(self._widest, width / self._drawing.width)
