"""The scores of the shift."""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.theme import RESTYLED
from gui.widgets.card import Card
from gui.widgets.histogram_plot import Counts, HistogramPlot
from gui.widgets.labels import text_label
from gui.widgets.legend import LegendEntry, Mark
from gui.widgets.score_text import score_text


class HistogramCard(Card):
    """How many parts had which score, with the lines; heights are square roots, so that one FAIL can be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact = self._bare = False
        self._review: float | None = None
        self._plot = HistogramPlot(self.tr("Histogram of the scores"))
        self._heading = self._make_heading()
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
        self._review = review
        self._plot.set_review_line(review)
        if review is not None:
            self._review_key.set_name(score_text(review))
        self._arrange()

    def show_histogram(
        self, passed: Counts, failed: Counts, edges: npt.NDArray[np.float64], reviewed: Counts | None = None
    ) -> None:
        """Show how many parts passed, failed and were for REVIEW in each of n bins; `edges` has n + 1 scores."""
        self._plot.show_bars(passed, np.zeros_like(passed) if reviewed is None else reviewed, failed, edges)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Any width: what doesn't fit steps aside."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show what there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Show what there is room for in another text size."""
        super().changeEvent(event)
        if event.type() in RESTYLED and hasattr(self, "_column"):
            self._arrange()

    def _arrange(self) -> None:
        margins = (15, 8, 15, 6) if self._compact else (19, 12, 19, 10)
        self._column.setContentsMargins(*((0, 0, 0, 0) if self._bare else margins))
        self._heading.setVisible(not self._bare)
        reviews = self._review is not None
        room = self.width() - margins[0] - margins[2]
        for gone in range(4):  # the axis names the lines, too, and the colours have their lines
            self._scale.setVisible(gone < 2)
            self._fail_key.setVisible(gone < 1 and not self._compact)
            self._review_key.setVisible(reviews and gone < 1 and not self._compact)
            self._keys.setVisible(gone < 3)
            self._reviewed_key.setVisible(reviews)
            if self._heading.sizeHint().width() <= room:
                break

    def _make_heading(self) -> QWidget:
        self._reviewed_key = LegendEntry(Mark.OUTLINED_BAR, "review", self.tr("REVIEW"))
        self._review_key = LegendEntry(Mark.DASHED_LINE, "text", "")
        self._fail_key = LegendEntry(Mark.LINE, "text", "1.00")
        self._scale = text_label(self.tr("√ scale"), 13, 400, "text2")
        passed_key = LegendEntry(Mark.BAR, "good", self.tr("PASS"))
        failed_key = LegendEntry(Mark.BAR, "defect", self.tr("FAIL"))
        self._keys, heading = QWidget(), QWidget()
        keys, row = QHBoxLayout(self._keys), QHBoxLayout(heading)
        keys.setContentsMargins(8, 0, 0, 0)
        keys.setSpacing(16)
        for entry in (passed_key, self._reviewed_key, failed_key, self._review_key, self._fail_key):
            keys.addWidget(entry)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(text_label(self.tr("Scores this shift"), 15, 600))
        row.addWidget(self._scale)
        row.addStretch()
        row.addWidget(self._keys)
        return heading
