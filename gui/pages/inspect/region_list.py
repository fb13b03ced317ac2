"""The regions over the threshold, as a list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.types import Region
from gui.widgets.labels import text_label
from gui.widgets.score_text import score_text

_LISTED = 6  # with more, or where there is room for fewer, the rest is only counted
_GAP, _ROW_GAP = 8, 6


class RegionList(QWidget):
    """Number, size and peak of each region, in the order given: the numbers of the tags in the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._peak = text_label(self.tr("peak"), 13, 400, "text2")
        self._note = text_label("", 14, 400, "text2")
        self._note.setWordWrap(True)
        self._rows = [self._row() for _ in range(_LISTED)]
        heading = QHBoxLayout()
        heading.addWidget(text_label(self.tr("Regions"), 15, 600))
        heading.addStretch()
        heading.addWidget(self._peak)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addLayout(heading)
        column.addLayout(self._grid())
        column.addWidget(self._note)
        self._shown: tuple[Region, ...] | None = None
        self._room = 10_000
        self.show_regions(())

    def set_room(self, height: int) -> None:
        """Take no more than so many pixels, but list one region at least."""
        if height != self._room:
            self._room = height
            shown, self._shown = self._shown, None
            self.show_regions(shown or ())

    def show_regions(self, regions: tuple[Region, ...]) -> None:
        """List regions, or say that there is none."""
        if regions == self._shown:
            return
        self._shown = regions
        listed = regions[: self._fitting(len(regions))]
        for index, row in enumerate(self._rows):
            for label in row:
                label.setVisible(index < len(listed))
        for row, region in zip(self._rows, listed, strict=False):
            row[1].setText(f"{region.width} × {region.height} px")
            row[2].setText(score_text(region.peak))
        self._peak.setVisible(bool(listed))
        self._note.setText(self._note_for(regions, len(listed)))
        self._note.setVisible(bool(self._note.text()))

    def _fitting(self, regions: int) -> int:
        """How many of so many regions there is room for."""
        row, line = self._rows[0][1].sizeHint().height() + _ROW_GAP, self._note.fontMetrics().height() + _GAP
        for listed in range(min(_LISTED, regions), 1, -1):
            rest = line if listed < regions else 0
            if self._peak.sizeHint().height() + _GAP + listed * row + rest <= self._room:
                return listed
        return 1

    def _note_for(self, regions: tuple[Region, ...], listed: int) -> str:
        if not regions:
            return self.tr("No region over the threshold.")
        more = len(regions) - listed
        return self.tr("and {0} more").format(more) if more > 0 else ""

    def _row(self) -> tuple[QLabel, QLabel, QLabel]:
        return text_label("", 14, 600), text_label("", 14, 500), text_label("", 14, 600)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(_ROW_GAP)
        grid.setColumnStretch(1, 1)
        for index, (number, size, peak) in enumerate(self._rows):
            number.setText(str(index + 1))
            grid.addWidget(number, index, 0)
            grid.addWidget(size, index, 1)
            grid.addWidget(peak, index, 2, Qt.AlignmentFlag.AlignRight)
        return grid
