"""The scores of held-out images with two lines that can be dragged."""

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.types import Scores, Verdict
from gui.look.theme import current_theme, font
from gui.pages.teach.line_flag import LineFlag
from gui.widgets.score_plot import ScorePlot, Span
from gui.widgets.score_text import score_text

LOWEST, HIGHEST = 0.05, 2.2
"""How far the lines go on the scale."""

_END = 2.25  # what lies beyond stands in the last bar
_BINS = 45  # of 0.05 each
_UNDER_FLAGS = 8  # pixels from the flags to the bars
_NEAR = 22  # pixels from a line within which a finger means it


def _none() -> Scores:
    return np.zeros(0)


@dataclass(frozen=True, eq=False)
class ScoreGroups:
    """Scores (n each) of good images while they were held out, of defect images, and of defects we drew."""

    good: Scores = field(default_factory=_none)
    defects: Scores = field(default_factory=_none)
    drawn: Scores = field(default_factory=_none)


class ThresholdPlot(ScorePlot):
    """Bars of three kinds side by side, as high as their counts, under the flags of the REVIEW and the FAIL line."""

    fail_moved = Signal(float)
    review_moved = Signal(float)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, Span(0, _END, 0.04, 0.02), parent)
        self._ticks = {value / 4: f"{value / 4:.2f}" for value in range(9)}
        self._counts = np.zeros((3, _BINS), np.int64)
        self._fail, self._default, self._held = 1.0, 1.0, ""
        self._review = 1.0
        self.fail_flag = LineFlag(Verdict.FAIL, self.tr("FAIL line"), self)
        self.review_flag = LineFlag(Verdict.REVIEW, self.tr("REVIEW line"), self)
        for flag in (self.review_flag, self.fail_flag):
            flag.set_scores(LOWEST, HIGHEST)
        self.fail_flag.set_by_key.connect(self.fail_moved)
        self.review_flag.set_by_key.connect(self.review_moved)
        self.fail_flag.dragged_to.connect(self._on_fail_dragged)
        self.review_flag.dragged_to.connect(self._on_review_dragged)
        self.setMinimumHeight(160)

    def show_scores(self, groups: ScoreGroups) -> None:
        """Show how many images have which score."""
        edges = np.linspace(0, _END, _BINS + 1)
        for row, scores in enumerate((groups.good, groups.defects, groups.drawn)):
            self._counts[row] = np.histogram(np.clip(scores, 0, _END), edges)[0]
        highest = max(1, int(self._counts.max()))
        self._up = Span(0, highest, 0, 0.04)
        step = max(1, _round_step(highest / 3))
        self._side_ticks = {float(count): str(count) for count in range(step, highest + 1, step)}
        self.update()

    def show_lines(self, fail: float, review: float, default: float = 1.0) -> None:
        """Put both lines at scores; without a band both are the same. `default` is where FAIL stands by itself."""
        self._fail, self._review, self._default = fail, review, default
        self._place_flags()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the flags at their lines."""
        super().resizeEvent(event)
        self._place_flags()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the line that is near."""
        x, area = event.position().x(), self._area()
        near = {"fail": abs(x - self._x(area, self._fail)), "review": abs(x - self._x(area, self._review_at))}
        nearest = min(near, key=lambda line: near[line])
        self._held = nearest if near[nearest] <= _NEAR else ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if self._held == "fail":
            self._on_fail_dragged(event.position().x())
        elif self._held == "review":
            self._on_review_dragged(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._held = ""

    @property
    def _review_at(self) -> float:
        return self._fail if self._review is None else self._review

    def _area(self) -> QRectF:
        return super()._area().adjusted(0, self.fail_flag.sizeHint().height() + _UNDER_FLAGS, 0, 0)

    def _score_at(self, x: float) -> float:
        area, span = self._area(), self._across
        share = (x - area.left()) / area.width() * (1 + span.before + span.after) - span.before
        return min(HIGHEST, max(LOWEST, round(share * (span.last - span.first) + span.first, 2)))

    def _place_flags(self) -> None:
        area, end = self._area(), self.width()
        for_review, for_fail = self.review_flag.sizeHint().width(), self.fail_flag.sizeHint().width()
        self.review_flag.stand_at(self._review_at, self._x(area, self._review_at), 0, end - for_fail)
        self.fail_flag.stand_at(self._fail, self._x(area, self._fail), for_review, end)

    def _draw_chart(self, painter: QPainter, area: QRectF) -> None:
        theme = current_theme()
        fail, review = round(self._x(area, self._fail)), round(self._x(area, self._review_at))
        top = area.top() - _UNDER_FLAGS
        band = QRectF(QPointF(review, top), QPointF(fail, area.bottom()))
        painter.fillRect(band, QColor(theme.warn_bg))
        self._draw_bars(painter, area)
        self._draw_threshold(painter, QPointF(review, area.bottom()), QPointF(review, top), dashed=True)
        self._draw_threshold(painter, QPointF(fail, area.bottom()), QPointF(fail, top), dashed=False)
        self._draw_default(painter, area, top)

    def _draw_bars(self, painter: QPainter, area: QRectF) -> None:
        theme = current_theme()
        painter.setPen(QPen(QColor(theme.synth), 1.5))
        painter.setBrush(QColor(theme.surface))  # hollow: what we drew ourselves is never filled
        for kind, column in np.argwhere(self._counts):
            left, right = (self._x(area, _END * edge / _BINS) for edge in (column, column + 1))
            middle, top = (left + right) / 2, round(self._y(area, float(self._counts[kind, column])))
            if kind == 0:
                bar = QRectF(round(left) + 1, top, round(right) - round(left) - 2, area.bottom() - top)
                painter.fillRect(bar, QColor(theme.good))
            elif kind == 1:
                bar = QRectF(round(left) + 2, top, round(middle - left) - 2, area.bottom() - top)
                painter.fillRect(bar, QColor(theme.defect))
            else:
                painter.drawRect(QRectF(round(middle) + 1, top, round(right - middle) - 3, area.bottom() - top))

    def _draw_default(self, painter: QPainter, area: QRectF, top: float) -> None:
        """Keep the default in sight once the line has left it."""
        if abs(self._fail - self._default) < 0.005:
            return
        theme, x = current_theme(), round(self._x(area, self._default))
        painter.setPen(QPen(QColor(theme.text2), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, top))
        text, face = self.tr("default {0}").format(score_text(self._default)), font(13, 400)
        width = QFontMetricsF(face).horizontalAdvance(text)
        left = x + 6 if self._fail < self._default or self._fail > self._default + 0.3 else x - width - 6
        place = QRectF(left - 3, top + (area.bottom() - top) * 0.3 - 16, width + 6, 22)
        painter.fillRect(place, QColor(theme.surface))  # over whatever line it meets
        painter.setFont(face)
        painter.setPen(QColor(theme.text2))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    @Slot(float)
    def _on_fail_dragged(self, x: float) -> None:
        self.fail_moved.emit(self._score_at(x))

    @Slot(float)
    def _on_review_dragged(self, x: float) -> None:
        self.review_moved.emit(self._score_at(x))


def _round_step(least: float) -> int:
    """The first of 1, 2, 5, 10, 20 … that is no less."""
    size = 1
    while True:
        for first in (1, 2, 5):
            if first * size >= least:
                return first * size
        size *= 10
