"""The two charts of the shift."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.inspection.shift import Shift
from core.types import Verdict
from gui.look.restyling import when_restyled
from gui.look.theme import scaled
from gui.pages.inspect.histogram_card import HistogramCard
from gui.pages.inspect.histogram_plot import Counts
from gui.pages.inspect.trend_card import TrendCard
from gui.widgets.action_button import TARGET_PX, ToolButton
from gui.widgets.card import Card
from gui.widgets.legend import LegendEntry, LegendMark

_CALM_MS = 500  # charts are for looking back, and dear to draw
_TAB_PX = 44  # what is seen of a button that chooses a chart
_LEAST_FOR_BOTH = 180  # pixels of height, in text of its own size: with less the trend is a line


class ShiftCharts(Card):
    """Histogram over trend; with little height they share one card, and two buttons choose between them.

    That is so in the small layout, and in the large one where large text leaves too little. The buttons reach down into
    the chart, where there is nothing to press: so a finger hits them, and they take no more room.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._histogram, self._trend = HistogramCard(), TrendCard()
        self._compact, self._shares, self._shift = False, False, Shift()
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._show_latest)
        self._tabs = self._make_tabs()
        self._over, self._column = QGridLayout(self), QVBoxLayout()
        self._column.addWidget(self._histogram, 5)
        self._column.addWidget(self._trend, 4)
        self._over.addLayout(self._column, 0, 0)
        self._over.addWidget(self._tabs, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._tabs.raise_()
        self._arrange()
        when_restyled(self._share_if_low)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, with its one card, or of the large one."""
        self._compact = compact
        self._share_if_low()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show both charts, or one, as there is room."""
        super().resizeEvent(event)
        self._share_if_low()

    def _share_if_low(self) -> None:
        shares = self._compact or self.height() < scaled(_LEAST_FOR_BOTH)
        if shares is not self._shares:
            self._shares = shares
            self._arrange()

    def _arrange(self) -> None:
        shares = self._shares
        self.set_frameless(not shares)
        for chart in (self._histogram, self._trend):
            chart.set_bare(shares)
        self._tabs.setVisible(shares)
        self._over.setContentsMargins(*((12, 9, 15, 6) if shares else (0, 0, 0, 0)))
        self._column.setContentsMargins(0, _TAB_PX if shares else 0, 0, 0)
        self._column.setSpacing(16)
        self._show_chosen()

    def set_review_line(self, review: float | None) -> None:
        """Put the REVIEW line of both charts at a score on the recipe's scale; None: there is none."""
        self._histogram.set_review_line(review)
        self._trend.set_review_line(review)
        self._review_key.setVisible(review is not None)

    def show_shift(self, shift: Shift) -> None:
        """Show a shift's scores, at once or, when they come too fast, a little later."""
        self._shift = shift
        if not self._calm.isActive():
            self._calm.start()
            self._show_latest()

    @Slot()
    def _show_latest(self) -> None:
        shift, trend = self._shift, self._shift.trend
        self.show_histogram(shift.passed_histogram, shift.failed_histogram, shift.edges, shift.reviewed_histogram)
        self.show_scores(trend.scores, trend.verdicts)

    def show_histogram(
        self, passed: Counts, failed: Counts, edges: npt.NDArray[np.float64], reviewed: Counts | None = None
    ) -> None:
        """Show how many parts had which score, as HistogramCard does."""
        self._histogram.show_histogram(passed, failed, edges, reviewed)

    def show_scores(self, scores: npt.NDArray[np.float64], verdicts: Sequence[Verdict]) -> None:
        """Show the last scores, oldest first, as TrendCard does."""
        self._trend.show_scores(scores, verdicts)

    @Slot()
    def _show_chosen(self) -> None:
        trend = self._trend_tab.isChecked()
        self._histogram.setVisible(not (self._shares and trend))
        self._trend.setVisible(not self._shares or trend)

    def _make_tabs(self) -> QWidget:
        self._histogram_tab = ToolButton(self.tr("Histogram"), "")
        self._trend_tab = ToolButton(self.tr("Trend"), "")
        self._review_key = LegendEntry(LegendMark.DASHED_LINE, "text", self.tr("REVIEW"))
        self._review_key.hide()
        group, tabs = QButtonGroup(self), QWidget()
        row = QHBoxLayout(tabs)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for tab in (self._histogram_tab, self._trend_tab):
            tab.setCheckable(True)
            tab.set_reach(0, 0, 0, TARGET_PX - _TAB_PX)
            tab.setFixedHeight(TARGET_PX)
            tab.setMinimumWidth(TARGET_PX)
            group.addButton(tab)
            row.addWidget(tab)
        self._histogram_tab.setChecked(True)
        group.buttonToggled.connect(self._show_chosen)
        row.addStretch()
        for entry in (self._review_key, LegendEntry(LegendMark.LINE, "text", self.tr("FAIL"))):
            entry.setFixedHeight(_TAB_PX)
            row.addWidget(entry, 0, Qt.AlignmentFlag.AlignTop)
        return tabs
