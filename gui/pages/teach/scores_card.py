"""The histogram with its lines, and what its bars mean."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.pages.teach.hollow_entry import HollowEntry
from gui.pages.teach.threshold_plot import ScoreGroups, ThresholdPlot
from gui.widgets.card import Card
from gui.widgets.labels import ElidedLabel, text_label
from gui.widgets.legend import LegendEntry, LegendMark


class ScoresCard(Card):
    """Title, legend with counts, histogram."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = ThresholdPlot(self.tr("Scores of the images, with the FAIL and the REVIEW line"))
        self._title = ElidedLabel(18, 600)
        self._title.setText(self.tr("Scores of the images"))
        self._good = LegendEntry(LegendMark.BAR, "good", "")
        self._defects = LegendEntry(LegendMark.BAR, "defect", "")
        self._drawn = HollowEntry("synth", "")
        self._axis = text_label(self.tr("score; 1.00 is where teaching has set FAIL"), 13, 400, "text2")
        self._axis.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._counts = (0, 0, 0)
        self._column = QVBoxLayout(self)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self._title)
        row.addStretch()
        self._row = row
        for entry in (self._good, self._defects, self._drawn):
            row.addWidget(entry)
        self._column.addLayout(row)
        self._column.addWidget(self.plot, 1)
        self._column.addWidget(self._axis)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the measures of the small layout, or of the large one."""
        self._title.set_type(15 if compact else 18, 600)
        self._axis.setVisible(not compact)
        self._column.setContentsMargins(*((15, 10, 15, 8) if compact else (23, 15, 23, 12)))
        self._column.setSpacing(8)

    def show_scores(self, groups: ScoreGroups) -> None:
        """Show how many images have which score."""
        self.plot.show_scores(groups)
        self._counts = len(groups.good), len(groups.defects), len(groups.drawn)
        self._name_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is little room."""
        super().resizeEvent(event)
        self._name_all()

    def _name_all(self) -> None:
        good, defects, drawn = self._counts
        wide = self.width() > 900
        self._good.set_name((self.tr("{0} good, held out") if wide else self.tr("{0} good")).format(good))
        self._defects.set_name(self.tr("{0} defects").format(defects))
        short = self.tr("{0} drawn (sanity check)")
        self._drawn.set_name((self.tr("{0} drawn defects (sanity check only)") if wide else short).format(drawn))
        self._defects.setVisible(bool(defects))
        self._drawn.setVisible(bool(drawn))
        self._show_title()

    def _show_title(self) -> None:
        """Leave the title out where the legend needs its room: the page's own says what the scores are for."""
        entries = (self._good, self._defects, self._drawn)
        taken = sum(entry.sizeHint().width() + self._row.spacing() for entry in entries if not entry.isHidden())
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right() - taken - self._row.spacing()
        self._title.setVisible(room >= self._title.sizeHint().width())
