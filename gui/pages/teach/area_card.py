"""How large a region must be to count, and what that hides."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.training.standing import Standing
from gui.widgets.card import Card
from gui.widgets.number_stepper import NumberStepper
from gui.widgets.setting_row import SettingRow
from gui.widgets.warning_strip import WarningStrip

LARGEST_AREA = 100_000


class AreaCard(Card):
    """The minimum area of a region, in pixels of the picture; 0 lets every region count."""

    changed = Signal(int)  # pixels; by the user only

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = self.tr("Smallest region that counts")
        self._stepper = NumberStepper(name, 0, LARGEST_AREA, 4, "px", 0)
        self._stepper.changed.connect(self._on_changed)
        self._warning = WarningStrip()
        self._warning.set_compact(True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(SettingRow(self.tr("Minimum area"), self._stepper, self.tr("smaller doesn't count"), 58))
        self._column.addWidget(self._warning)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        self._stepper.set_compact(compact)
        self._column.setContentsMargins(*((15, 8, 15, 8) if compact else (23, 15, 23, 15)))
        self._column.setSpacing(8)

    def show_area(self, pixels: int) -> None:
        """Show a minimum area."""
        self._stepper.show_value(pixels)

    def show_hidden(self, unlimited: Standing, now: Standing) -> None:
        """Warn of what passes only for being small; `unlimited` is how all stand without a minimum area."""
        area = round(self._stepper.value)
        hidden, drawn = (
            before.failed - after.failed
            for before, after in ((unlimited.defects, now.defects), (unlimited.drawn, now.drawn))
        )
        if not area:
            text = ""
        elif hidden:
            text = self.tr("Hides {0} of {1} defects: they pass only for being small.")
            text = text.format(hidden, now.defects.total)
        elif drawn:
            text = self.tr("Hides {0} drawn defects: real ones as small would pass, too.").format(drawn)
        else:
            text = self.tr("Defects smaller than {0} px will pass, however odd they are.").format(area)
        self._warning.show_warning(text)

    @Slot(float)
    def _on_changed(self, pixels: float) -> None:
        self.changed.emit(round(pixels))
