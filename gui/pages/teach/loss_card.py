"""The loss curves with what they mean."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.types import LossCurve
from gui.pages.teach.curve_legend import CurveLegend
from gui.pages.teach.loss_plot import LossPlot
from gui.widgets.card import Card
from gui.widgets.labels import text_label


class LossCard(Card):
    """How well good images are redrawn: those it learned from, and those it did not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = self.tr("How well it redraws good images")
        self._plot = LossPlot(title)
        heading = QHBoxLayout()
        heading.addWidget(text_label(title, 16, 600), 1)
        heading.addWidget(CurveLegend(self.tr("taught"), "text2"))
        heading.addSpacing(12)
        heading.addWidget(CurveLegend(self.tr("held out"), "good"))
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.addLayout(heading)
        self._column.addWidget(self._plot, 1)
        below = text_label(self.tr("round; lower is better"), 13, 400, "text2")
        self._column.addWidget(below, 0, Qt.AlignmentFlag.AlignHCenter)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        self._column.setContentsMargins(*((15, 10, 15, 6) if compact else (23, 16, 23, 12)))

    def show_curve(self, curve: LossCurve) -> None:
        """Show the losses so far."""
        self._plot.show_curve(curve)

    def clear(self) -> None:
        """Begin anew."""
        self._plot.show_curve(LossCurve())
