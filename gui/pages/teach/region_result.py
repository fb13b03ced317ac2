"""How much of the picture is inspected, or why that can't be."""

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.errors import RegionError
from core.region.region_of_interest import RegionOfInterest
from gui.widgets.card import Card
from gui.widgets.labels import text_label
from gui.widgets.warning_strip import WarningStrip

_LOOKED_AT = 512  # pixels of the square the share is counted on


class RegionResult(Card):
    """Says in words what a region means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.objection = ""  # why the region can't be used: a sentence, or nothing
        self._said, self._trouble = text_label("", 15, 600), WarningStrip()
        self._said.setWordWrap(True)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 12, 15, 12)
        column.addWidget(self._said)
        column.addWidget(self._trouble)

    def show_region(self, region: RegionOfInterest | None) -> None:
        """Look at a region; None is the whole picture."""
        self.objection = ""
        try:
            self._said.setText(self._share_text(region))
        except RegionError as error:
            self.objection = str(error)
            self._said.setText(self.tr("Nothing would be inspected"))
        self._trouble.show_warning(self.objection)

    def _share_text(self, region: RegionOfInterest | None) -> str:
        if region is None:
            return self.tr("The whole picture is inspected")
        region.check()
        share = region.mask(_LOOKED_AT, _LOOKED_AT).mean()
        return self.tr("{0} % of the picture is inspected").format(max(1, round(100 * share)))
