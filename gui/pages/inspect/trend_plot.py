"""Scores one after another."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPixmapCache, QPolygonF
from PySide6.QtWidgets import QWidget

from core.inspection.heatmap import TOP
from core.inspection.shift import TREND
from core.types import Verdict
from gui.look.theme import current_theme
from gui.widgets.score_plot import ScorePlot, Span

_EACH = 100  # parts from tick to tick
_DOT = 4.5
_DOT_ROOM = 6  # side of a dot's pixmap
_DIAMOND = 5.5  # from its middle to a corner
_CROSS = 3.5
_SHOWN = (Verdict.PASS, Verdict.REVIEW, Verdict.FAIL)

_Points = npt.NDArray[np.float64]  # (n, 2), x and y


class TrendPlot(ScorePlot):
    """The last 500 scores: PASS dots, REVIEW diamonds, FAIL crosses, and lying lines."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, Span(-TREND, 0, 0.01, 0.03), parent)
        self._up = Span(0, TOP, 0.06, 0.06)
        self._ticks = {float(age): f"−{-age}" for age in range(-TREND + _EACH, 0, _EACH)} | {0.0: self.tr("now")}
        self._side_ticks = {0: "0", 1: "1", TOP: f"{TOP:.0f}"}
        self._scores = np.zeros(0)
        self._verdicts = np.array([], dtype=object)

    def show_points(self, scores: npt.NDArray[np.float64], verdicts: Sequence[Verdict]) -> None:
        """Show scores (n), oldest first, and what each part was called (n); NaN leaves a gap."""
        self._scores, self._verdicts = scores[-TREND:], np.array(verdicts[-TREND:], dtype=object)
        self.update_soon()

    def _draw_chart(self, painter: QPainter, area: QRectF) -> None:
        for score, dashed in ((1.0, False), (self._review, True)):
            if score is not None:
                y = round(self._y(area, score))
                self._draw_threshold(painter, QPointF(area.left(), y), QPointF(area.right(), y), dashed)
        theme, points = current_theme(), self._points(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dot, half = _dot(theme.good, self.devicePixelRatioF()), _DOT_ROOM / 2
        for x, y in (points[Verdict.PASS] - half).tolist():
            painter.drawPixmap(QPointF(x, y), dot)
        painter.setPen(QPen(QColor(theme.text), 1))
        painter.setBrush(QColor(theme.review))
        painter.drawPath(_diamonds(points[Verdict.REVIEW]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.defect), 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(_crosses(points[Verdict.FAIL]))

    def _points(self, area: QRectF) -> dict[Verdict, _Points]:
        """Give the places of the points by verdict; a score over the top stands at the top."""
        x0, y0 = self._x(area, 1 - len(self._scores)), self._y(area, 0)
        x = x0 + (self._x(area, 1) - self._x(area, 0)) * np.arange(len(self._scores))
        y = y0 + (self._y(area, 1) - y0) * np.clip(self._scores, 0, TOP)
        points, judged = np.column_stack([x, y]), ~np.isnan(self._scores)
        return {verdict: points[(self._verdicts == verdict) & judged] for verdict in _SHOWN}


def _dot(colour: str, ratio: float) -> QPixmap:
    """Draw a dot once: stroking 500 of them takes five times as long as copying."""
    key, pixmap = f"dot {colour} {ratio}", QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = QPixmap(round(_DOT_ROOM * ratio), round(_DOT_ROOM * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(_DOT_ROOM / 2, _DOT_ROOM / 2), _DOT / 2, _DOT / 2)
        painter.end()
        QPixmapCache.insert(key, pixmap)
    return pixmap


def _diamonds(points: _Points) -> QPainterPath:
    path = QPainterPath()
    for x, y in points.tolist():
        corners = ((x, y - _DIAMOND), (x + _DIAMOND, y), (x, y + _DIAMOND), (x - _DIAMOND, y), (x, y - _DIAMOND))
        path.addPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    return path


def _crosses(points: _Points) -> QPainterPath:
    path = QPainterPath()
    for x, y in points.tolist():
        for rise in (_CROSS, -_CROSS):
            path.moveTo(x - _CROSS, y - rise)
            path.lineTo(x + _CROSS, y + rise)
    return path
