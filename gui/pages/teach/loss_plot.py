"""How well the detector redraws good images, round after round."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from core.types import LossCurve
from gui.look.theme import current_theme, font
from gui.widgets.score_plot import ScorePlot, Span

_TICKS = 5
_Points = tuple[tuple[int, float], ...]


class LossPlot(ScorePlot):
    """Two curves: images it learned from, and images it did not; the best round of the second is marked."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, Span(0, 1, 0.01, 0.02), parent)
        self._curve = LossCurve()

    def show_curve(self, curve: LossCurve) -> None:
        """Show the losses so far."""
        if curve == self._curve:
            return
        self._curve = curve
        points = (*curve.taught, *curve.held_out)
        last = max((step for step, _ in points), default=1)
        top = _nice(max((loss for _, loss in points), default=1.0))
        self._across, self._up = Span(0, max(last, 1), 0.01, 0.02), Span(0, top, 0, 0.04)
        step = max(1, round(_nice(last / _TICKS)))
        self._ticks = {float(value): str(value) for value in range(0, last + 1, step)}
        parts = 4 if f"{top:e}".startswith("4") else 5
        self._side_ticks = {top * part / parts: f"{top * part / parts:.3g}" for part in range(parts + 1)}
        best = self.best
        said = "" if best is None else self.tr("best held out so far: {0:.3g} in round {1}").format(best[1], best[0])
        self.setAccessibleDescription(said)
        self.update_soon()

    @property
    def best(self) -> tuple[int, float] | None:
        """Round and loss of the best round on images held out; None before there is one."""
        return min(self._curve.held_out, key=lambda point: point[1], default=None)

    def _draw_chart(self, painter: QPainter, area: QRectF) -> None:
        theme = current_theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not (self._curve.taught or self._curve.held_out):
            painter.setFont(font(15, 400))
            painter.setPen(QColor(theme.text2))
            painter.drawText(
                area, Qt.AlignmentFlag.AlignCenter, self.tr("Curves are drawn while it learns; they are not kept.")
            )
        self._draw_line(painter, area, self._curve.taught, theme.text2)
        self._draw_line(painter, area, self._curve.held_out, theme.good)
        if self.best is not None:
            self._draw_best(painter, area, *self.best)

    def _draw_line(self, painter: QPainter, area: QRectF, points: _Points, colour: str) -> None:
        places = [QPointF(self._x(area, step), self._y(area, loss)) for step, loss in points]
        painter.setPen(QPen(QColor(colour), 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(places))
        if len(places) == 1:
            painter.drawPoint(places[0])

    def _draw_best(self, painter: QPainter, area: QRectF, step: int, loss: float) -> None:
        theme, place = current_theme(), QPointF(self._x(area, step), self._y(area, loss))
        painter.setPen(QPen(QColor(theme.good), 2.5))
        painter.setBrush(QColor(theme.surface))
        painter.drawEllipse(place, 5.5, 5.5)
        painter.setFont(font(13, 600))
        painter.setPen(QColor(theme.text))
        label = self.tr("best so far, round {0}").format(step)
        width = painter.fontMetrics().horizontalAdvance(label)
        left = min(max(place.x() - width / 2, area.left() + 4), area.right() - width)
        below = place.y() + 10 + painter.fontMetrics().ascent()
        baseline = QPointF(left, below if below < area.bottom() - 4 else place.y() - 14)
        behind = QColor(theme.surface)
        behind.setAlphaF(0.8)
        box = painter.fontMetrics().boundingRect(label).toRectF().translated(baseline)
        painter.fillRect(box.adjusted(-4, -1, 4, 1), behind)  # the curves run there too
        painter.drawText(baseline, label)


def _nice(value: float) -> float:
    """The next of 1, 2, 4, 5 and 10, times a power of ten."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 4, 5, 10) if step * power >= value * 0.999999)
