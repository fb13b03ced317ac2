"""How the scores went lately."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtWidgets import QWidget

from core.inspection.shift import TREND
from core.types import Verdict
from gui.pages.inspect.chart_card import ChartCard
from gui.pages.inspect.trend_plot import TrendPlot
from gui.widgets.labels import text_label
from gui.widgets.score_plot import ScorePlot


class TrendCard(ChartCard):
    """The last 500 scores from left to right, with the lines. A part that was not judged leaves a gap."""

    def make_parts(self) -> tuple[QWidget, ScorePlot]:
        """Make the title and the points."""
        self._plot = TrendPlot(self.tr("The last {0} scores").format(TREND))
        return text_label(self.tr("Last {0} scores").format(TREND), 15, 600), self._plot

    def show_scores(self, scores: npt.NDArray[np.float64], verdicts: Sequence[Verdict]) -> None:
        """Show scores (n), oldest first, and what each part was called (n); NaN is a part that wasn't judged.

        Of more than 500 the last ones are shown; a score over the top of the scale stands at the top.
        """
        self._plot.show_points(scores, verdicts)
