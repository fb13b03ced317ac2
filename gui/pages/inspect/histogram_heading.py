"""The histogram's title and legend."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.widgets.fitting_row import FittingRow
from gui.widgets.labels import text_label
from gui.widgets.legend import LegendEntry, LegendMark
from gui.widgets.score_text import score_text

_GAP = 16


class HistogramHeading(FittingRow):
    """Title, scale, and what colours and lines mean.

    Where there is little room the lines' names go first, for the axis has them, then the scale, then the colours.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: float | None = None
        self._title = text_label(self.tr("Scores this shift"), 15, 600)
        self._scale = text_label(self.tr("√ scale"), 13, 400, "text2")
        self._reviewed = LegendEntry(LegendMark.OUTLINED_BAR, "review", self.tr("REVIEW"))
        self._review_line = LegendEntry(LegendMark.DASHED_LINE, "text", "")
        self._lines = [self._review_line, LegendEntry(LegendMark.LINE, "text", "1.00")]
        passed = LegendEntry(LegendMark.BAR, "good", self.tr("PASS"))
        failed = LegendEntry(LegendMark.BAR, "defect", self.tr("FAIL"))
        self._bars = [passed, self._reviewed, failed]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self._title)
        row.addWidget(self._scale)
        row.addStretch()
        for entry in (*self._bars, *self._lines):
            row.addWidget(entry)
        self.fit()

    def set_review_line(self, review: float | None) -> None:
        """Name the REVIEW line's score and the colour of REVIEW; None: there are none."""
        self._review = review
        self._review_line.set_name("" if review is None else score_text(review))
        self.fit()

    def take_fitting(self) -> None:
        """Leave out, group by group, what there is no room for."""
        groups: list[list[QWidget]] = [[*self._lines], [self._scale], [*self._bars]]
        absent = (self._reviewed, self._review_line) if self._review is None else ()
        shown = [part for group in groups for part in group if part not in absent]
        for group in groups:
            if self._title.sizeHint().width() + sum(part.sizeHint().width() + _GAP for part in shown) > self.width():
                shown = [part for part in shown if part not in group]
        for group in groups:
            for part in group:
                part.setVisible(part in shown)
