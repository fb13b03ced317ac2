"""What the charts of scores share."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.theme import current_theme, font
from gui.widgets.drawn import Drawn
from gui.widgets.legend import line_pen

_TICK = 5  # pixels a tick is long
_PACE_MS = 100  # results come faster than anybody reads a chart
_GAP = 3  # between a tick and its label


class Span(NamedTuple):
    """What an axis shows, from its first value to its last, with some room (a share of that) beyond each end."""

    first: float
    last: float
    before: float
    after: float

    def share(self, value: float) -> float:
        """Where a value stands: 0 at the axis' beginning, 1 at its end."""
        room = 1 + self.before + self.after
        return ((value - self.first) / (self.last - self.first) + self.before) / room


class ScorePlot(Drawn):
    """Axes with few ticks and no frame; a chart draws its marks between them, and its lines.

    Drawn by hand: a plotting library takes several times as long, and most of a second to be loaded.
    """

    def __init__(self, name: str, across: Span, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._across, self._up = across, Span(0, 1, 0, 0)
        self._ticks: Mapping[float, str] = {}
        self._side_ticks: Mapping[float, str] = {}
        self._review: float | None = None
        self._soon = QTimer(self, interval=_PACE_MS, singleShot=True)
        self._soon.timeout.connect(self.update)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_review_line(self, review: float | None) -> None:
        """Put the REVIEW line at a score; None: there is none."""
        if review != self._review:
            self._review = review
            self.update()

    def update_soon(self) -> None:
        """Have it painted a little later, once for all that comes until then."""
        if not self._soon.isActive():
            self._soon.start()

    def sizeHint(self) -> QSize:
        """Room enough for the bars to be told apart."""
        return QSize(240, 120)

    def minimumSizeHint(self) -> QSize:
        """As little as there is."""
        return QSize(120, 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the axes, what is between them, and the lines."""
        painter, area = QPainter(self), self._area()
        painter.setFont(font(13, 400))
        self._draw_axes(painter, area)
        self._draw_chart(painter, area)

    def _draw_chart(self, painter: QPainter, area: QRectF) -> None:
        """Draw marks and lines; a chart says how."""
        raise NotImplementedError

    def _x(self, area: QRectF, value: float) -> float:
        return area.left() + area.width() * self._across.share(value)

    def _y(self, area: QRectF, value: float) -> float:
        return area.bottom() - area.height() * self._up.share(value)

    def _area(self) -> QRectF:
        """Find the room inside the axes."""
        metrics = QFontMetricsF(font(13, 400))
        widest = max((metrics.horizontalAdvance(label) for label in self._side_ticks.values()), default=0)
        left = round(widest + _GAP + _TICK) if self._side_ticks else 0
        return QRectF(left, 2, self.width() - left, round(self.height() - 2 - _TICK - metrics.height()))

    def _draw_axes(self, painter: QPainter, area: QRectF) -> None:
        theme, bottom = current_theme(), area.bottom()
        painter.fillRect(QRectF(area.left(), bottom, area.width(), 1), QColor(theme.control))
        metrics = QFontMetricsF(painter.font())
        painter.setPen(QPen(QColor(theme.text2)))
        for value, label in self._ticks.items():
            x, width = round(self._x(area, value)), metrics.horizontalAdvance(label)
            painter.fillRect(QRectF(x, bottom, 1, _TICK), QColor(theme.control))
            left = min(max(x - width / 2, 0), self.width() - width)
            painter.drawText(QPointF(left, bottom + _TICK + metrics.ascent()), label)
        for value, label in self._shown_side_ticks(area, metrics.capHeight() + 4).items():
            y = round(self._y(area, value))
            painter.fillRect(QRectF(area.left() - _TICK, y, _TICK, 1), QColor(theme.control))
            right = area.left() - _TICK - _GAP
            baseline = max(y + metrics.capHeight() / 2 + 0.5, metrics.capHeight() + 1)
            painter.drawText(QPointF(right - metrics.horizontalAdvance(label), baseline), label)

    def _shown_side_ticks(self, area: QRectF, height: float) -> dict[float, str]:
        """Leave out ticks between the first and the last where their labels would touch; at worst all but the first."""
        ticks = list(self._side_ticks.items())
        step = area.height() / max(len(ticks), 1)
        if area.height() < height:
            return dict(ticks[:1])
        return dict(ticks if step >= height else ticks[:: max(len(ticks) - 1, 1)])

    def _draw_threshold(self, painter: QPainter, start: QPointF, end: QPointF, dashed: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(line_pen(QColor(current_theme().text), dashed))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLine(start, end)
