"""The scores of the shift."""

import numpy as np
import numpy.typing as npt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.widgets.card import Card
from gui.widgets.histogram_heading import HistogramHeading
from gui.widgets.histogram_plot import Counts, HistogramPlot


class HistogramCard(Card):
    """How many parts had which score, with the lines; heights are square roots, so that one FAIL can be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact = self._bare = False
        self._heading, self._plot = HistogramHeading(), HistogramPlot(self.tr("Histogram of the scores"))
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._column.addWidget(self._heading)
        self._column.addWidget(self._plot, 1)
        self._arrange()

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        self._compact = compact
        self._arrange()

    def set_bare(self, bare: bool) -> None:
        """Leave out heading, frame and margins, where another card has them."""
        self._bare = bare
        self.set_frameless(bare)
        self._arrange()

    def set_review_line(self, review: float | None) -> None:
        """Put the REVIEW line at a score on the recipe's scale; None: there is none."""
        self._heading.set_review_line(review)
        self._plot.set_review_line(review)

    def show_histogram(
        self, passed: Counts, failed: Counts, edges: npt.NDArray[np.float64], reviewed: Counts | None = None
    ) -> None:
        """Show how many parts passed, failed and were for REVIEW in each of n bins; `edges` has n + 1 scores."""
        self._plot.show_bars(passed, np.zeros_like(passed) if reviewed is None else reviewed, failed, edges)

    def _arrange(self) -> None:
        margins = (15, 8, 15, 6) if self._compact else (19, 12, 19, 10)
        self._column.setContentsMargins(*((0, 0, 0, 0) if self._bare else margins))
        self._heading.setVisible(not self._bare)
