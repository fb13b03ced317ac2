"""What the good images can promise, as a bar in percent."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.look.theme import current_theme, font, scaled
from gui.widgets.drawn import Drawn
from gui.widgets.score_text import percent_text

_BAR = 8  # pixels
_ENDS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)  # what the axis may go up to


class SupportBar(Drawn):
    """The rate that was seen, up to the highest that goes with it, and a mark at the target."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen, self._high, self._target = 0.0, 1.0, 0.01

    def show_interval(self, seen: float, high: float, target: float) -> None:
        """Show rates, 0 to 1."""
        self._seen, self._high, self._target = seen, high, target
        self.setAccessibleName(
            self.tr("At most {0} of good parts, target {1}").format(percent_text(high), percent_text(target))
        )
        self.update()

    def sizeHint(self) -> QSize:
        """One line of labels above the bar and one below."""
        return QSize(200, 2 * scaled(18) + 20)

    def minimumSizeHint(self) -> QSize:
        """No lower."""
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw bar, mark and labels."""
        theme, painter, end = current_theme(), QPainter(self), self._end()
        line = scaled(18)
        bar = QRectF(8, line + 4, self.width() - 16, _BAR)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.track))
        painter.drawRoundedRect(bar, 3, 3)
        left, right = (bar.left() + bar.width() * rate / end for rate in (self._seen, self._high))
        painter.setBrush(QColor(theme.good))
        painter.drawRoundedRect(QRectF(left, bar.top(), max(3.0, right - left), _BAR), 3, 3)
        target = bar.left() + bar.width() * min(self._target, end) / end
        painter.setPen(QPen(QColor(theme.text), 2))
        painter.drawLine(QPointF(target, bar.top() - 6), QPointF(target, bar.bottom() + 6))
        self._draw_labels(painter, target, right, line)
        painter.setPen(QColor(theme.text2))
        for step in range(6):
            x = bar.left() + bar.width() * step / 5
            _write(painter, font(13, 400), percent_text(end * step / 5), x, bar.bottom() + line, self.width())

    def _draw_labels(self, painter: QPainter, target: float, right: float, line: int) -> None:
        """Name the target to the right of its mark and the bound over its end; one of them where they would touch."""
        face = font(13, 600)
        metrics = QFontMetricsF(face)
        painter.setPen(QColor(current_theme().text))
        aim, bound = self.tr("target {0}").format(percent_text(self._target)), percent_text(self._high)
        half = metrics.horizontalAdvance(bound) / 2
        width = metrics.horizontalAdvance(aim)
        bound_left = min(max(right - half, 0), self.width() - 2 * half)
        left = min(target + 6, self.width() - width)
        _write(painter, face, bound, right, line - 4, self.width())
        if left + width + 8 < bound_left:
            _write(painter, face, aim, left + width / 2, line - 4, self.width())
        elif target - 6 > bound_left + 2 * half + 8 + width:
            _write(painter, face, aim, target - 6 - width / 2, line - 4, self.width())
        elif left > bound_left + 2 * half + 8:
            _write(painter, face, aim, left + width / 2, line - 4, self.width())

    def _end(self) -> float:
        wanted = 1.1 * max(self._high, self._target)
        return next((end for end in _ENDS if end >= wanted), 1.0)


def _write(painter: QPainter, face: QFont, text: str, middle: float, baseline: float, room: float) -> None:
    width = QFontMetricsF(face).horizontalAdvance(text)
    painter.setFont(face)
    painter.drawText(QPointF(min(max(0.0, middle - width / 2), room - width), baseline), text)
