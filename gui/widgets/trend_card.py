"""How the scores went lately."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.inspection.shift import TREND
from core.types import Verdict
from gui.widgets.card import Card
from gui.widgets.labels import text_label
from gui.widgets.trend_plot import TrendPlot


class TrendCard(Card):
    """The last 500 scores from left to right, with the lines. A part that was not judged leaves a gap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact = self._bare = False
        self._plot = TrendPlot(self.tr("The last {0} scores").format(TREND))
        self._heading = text_label(self.tr("Last {0} scores").format(TREND), 15, 600)
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
        self._plot.set_review_line(review)

    def show_scores(self, scores: npt.NDArray[np.float64], verdicts: Sequence[Verdict]) -> None:
        """Show scores (n), oldest first, and what each part was called (n); NaN is a part that wasn't judged.

        Of more than 500 the last ones are shown; a score over the top of the scale stands at the top.
        """
        self._plot.show_points(scores, verdicts)

    def _arrange(self) -> None:
        margins = (15, 8, 15, 6) if self._compact else (19, 12, 19, 10)
        self._column.setContentsMargins(*((0, 0, 0, 0) if self._bare else margins))
        self._heading.setVisible(not self._bare)
