"""Bars of scores."""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from core.inspection.heatmap import TOP
from gui.look.theme import current_theme
from gui.widgets.score_plot import ScorePlot, Span

_GAP = 2  # between two bars
_LEAST = 3  # a bar is at least so high: one part among ten thousand is to be seen

Counts = npt.NDArray[np.int64]


class HistogramPlot(ScorePlot):
    """Stacked bars, PASS under REVIEW under FAIL, as high as the square roots of the counts, and upright lines."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, Span(0, TOP, 0.04, 0.04), parent)
        self._ticks = {0: "0", 0.5: "0.5", 1: "1.0", 1.5: "1.5", TOP: "≥ 2"}
        self._edges = np.array([0.0, TOP])
        self._stacks = np.zeros((3, 1), np.int64)

    def show_bars(self, passed: Counts, reviewed: Counts, failed: Counts, edges: npt.NDArray[np.float64]) -> None:
        """Show counts in each of n bins; `edges` has n + 1 scores."""
        stacks = np.stack([passed, reviewed, failed])
        if not np.array_equal(stacks, self._stacks) or not np.array_equal(edges, self._edges):
            self._stacks, self._edges = stacks, edges
            self.update_soon()

    def _draw_chart(self, painter: QPainter, area: QRectF) -> None:
        theme = current_theme()
        bars = self._bars(area)
        painter.setPen(Qt.PenStyle.NoPen)
        for rects, colour in zip(bars, (theme.good, theme.review, theme.defect), strict=True):
            painter.setBrush(QColor(colour))
            painter.drawRects(rects)
        painter.setPen(QPen(QColor(theme.text), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRects([bar.adjusted(0, 0, -1, -1) for bar in bars[1]])  # a line is drawn outside its corners
        for score, dashed in ((1.0, False), (self._review, True)):
            if score is not None:
                x = round(self._x(area, score))
                self._draw_threshold(painter, QPointF(x, area.bottom()), QPointF(x, 0), dashed)

    def _bars(self, area: QRectF) -> list[list[QRectF]]:
        """Give the bars of PASS, REVIEW and FAIL, on whole pixels so that all gaps are alike."""
        heights = np.sqrt(np.cumsum(self._stacks, axis=0))
        pixels = np.rint(heights / max(float(heights.max()), 1.0) * (area.height() - 2))
        sides = [round(self._x(area, edge)) for edge in self._edges]
        bars: list[list[QRectF]] = [[], [], []]
        for column in np.flatnonzero(self._stacks.any(axis=0)):
            foot, left = 0.0, sides[column]
            for kind in np.flatnonzero(self._stacks[:, column]):
                top = max(float(pixels[kind, column]), foot + _LEAST)
                bars[kind].append(QRectF(left, area.bottom() - top, sides[column + 1] - left - _GAP, top - foot))
                foot = top
        return bars
