"""A drawing of a report on the screen."""

import math

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.reports.svg import Drawing


class DrawingView(QWidget):
    """Draws it as wide as there is room, `widest` times its own size at the most; `words` say what is seen."""

    def __init__(self, drawing: Drawing, words: str, widest: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing, self._widest = drawing, widest
        self._renderer = QSvgRenderer(QByteArray(drawing.svg.encode(errors="replace")), self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Its own size."""
        return QSize(round(self._drawing.width), round(self._drawing.height))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Be as high as its shape asks for."""
        super().resizeEvent(event)
        self.setFixedHeight(math.ceil(self._drawing.height * self._scale(self.width())))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        scale = self._scale(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, QRectF(0, 0, self._drawing.width * scale, self._drawing.height * scale))

    def _scale(self, width: int) -> float:
        return min(self._widest, width / self._drawing.width)
