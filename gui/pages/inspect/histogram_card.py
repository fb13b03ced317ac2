"""The scores of the shift."""

import numpy as np
import numpy.typing as npt
from PySide6.QtWidgets import QWidget

from gui.pages.inspect.chart_card import ChartCard
from gui.pages.inspect.histogram_heading import HistogramHeading
from gui.pages.inspect.histogram_plot import Counts, HistogramPlot
from gui.widgets.score_plot import ScorePlot


class HistogramCard(ChartCard):
    """How many parts had which score, with the lines; heights are square roots, so that one FAIL can be seen."""

    def make_parts(self) -> tuple[QWidget, ScorePlot]:
        """Make a heading that names colours and lines, and the bars."""
        self._heading, self._plot = HistogramHeading(), HistogramPlot(self.tr("Histogram of the scores"))
        return self._heading, self._plot

    def set_review_line(self, review: float | None) -> None:
        """Put the REVIEW line at a score on the recipe's scale; None: there is none."""
        super().set_review_line(review)
        self._heading.set_review_line(review)

    def show_histogram(
        self, passed: Counts, failed: Counts, edges: npt.NDArray[np.float64], reviewed: Counts | None = None
    ) -> None:
        """Show how many parts passed, failed and were for REVIEW in each of n bins; `edges` has n + 1 scores."""
        self._plot.show_bars(passed, np.zeros_like(passed) if reviewed is None else reviewed, failed, edges)
