"""A text that may take two lines."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.look.theme import font


class TwoLines(QLabel):
    """Breaks its text once where it must, and ends it in an ellipsis where even that is too short.

    The tooltip then has the whole text.
    """

    def __init__(self, px: int, tone: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._px = px
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def width_for(self, text: str) -> int:
        """The smallest width at which a text takes no more than two lines."""
        return self._widest(self._halves(text)) + 1

    def line_height(self) -> int:
        """How high one line is."""
        return QFontMetrics(self._face()).height()

    def sizeHint(self) -> QSize:
        """As many lines as the text takes at the width there is, at most two."""
        return QSize(0, self.line_height() * len(self._broken()))

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take other room in another width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        lines, metrics = self._broken(), QFontMetrics(self._face())
        shown = [metrics.elidedText(line, Qt.TextElideMode.ElideRight, self.width()) for line in lines]
        self.setToolTip(self.text() if shown != lines else "")
        painter = QPainter(self)
        painter.setFont(self._face())
        for number, line in enumerate(shown):
            painter.drawText(
                QRectF(0, number * metrics.height(), self.width(), metrics.height()), self.alignment(), line
            )

    def _halves(self, text: str) -> list[str]:
        words = text.split(" ")
        splits = [[" ".join(words[:cut]), " ".join(words[cut:])] for cut in range(1, len(words))]
        return min(splits, key=self._widest, default=[text])

    def _widest(self, lines: list[str]) -> int:
        metrics = QFontMetrics(self._face())
        return max(metrics.horizontalAdvance(line) for line in lines)

    def _face(self) -> QFont:
        return font(self._px, 400)

    def _broken(self) -> list[str]:
        """Give the text in one line, or in two of about the same length, or the first full and the second too long."""
        text = self.text()
        for lines in ([text], self._halves(text)):
            if self._widest(lines) <= self.width():
                return lines
        layout = QTextLayout(text, self._face())
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(max(1, self.width()))
        cut = line.textLength()
        layout.endLayout()
        return [text[:cut].rstrip(), text[cut:].lstrip()] if cut < len(text) else [text]
