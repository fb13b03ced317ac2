"""A card with a chart."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.widgets.card import Card
from gui.widgets.score_plot import ScorePlot


class ChartCard(Card):
    """A heading over a chart of scores; `make_parts` of a child gives both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact = self._bare = False
        self._top, self._chart = self.make_parts()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._column.addWidget(self._top)
        self._column.addWidget(self._chart, 1)
        self._arrange()

    def make_parts(self) -> tuple[QWidget, ScorePlot]:
        """Make heading and chart; a child says which."""
        raise NotImplementedError

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
        self._chart.set_review_line(review)

    def _arrange(self) -> None:
        margins = (15, 8, 15, 6) if self._compact else (19, 12, 19, 10)
        self._column.setContentsMargins(*((0, 0, 0, 0) if self._bare else margins))
        self._top.setVisible(not self._bare)
