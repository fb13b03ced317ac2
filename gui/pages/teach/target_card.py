"""How many good parts may be rejected, as the engineer wants it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.widgets.card import Card
from gui.widgets.number_stepper import NumberStepper
from gui.widgets.setting_row import SettingRow

LEAST_PERCENT, MOST_PERCENT = 0.1, 20.0


class TargetCard(Card):
    """The share of good parts that may fail, in percent; it moves the FAIL line."""

    changed = Signal(float)  # share, 0 to 1; by the user only

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = self.tr("Good parts rejected, at most")
        self._stepper = NumberStepper(name, LEAST_PERCENT, MOST_PERCENT, 0.5, "%", 1)
        self._stepper.changed.connect(self._on_changed)
        self._column = QVBoxLayout(self)
        row = SettingRow(self.tr("False rejects"), self._stepper, self.tr("of good parts, at most"), 58)
        self._column.addWidget(row)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        self._stepper.set_compact(compact)
        self._column.setContentsMargins(*((15, 8, 15, 8) if compact else (23, 17, 23, 17)))

    def show_target(self, share: float) -> None:
        """Show a share, 0 to 1."""
        self._stepper.show_value(100 * share)

    @Slot(float)
    def _on_changed(self, percent: float) -> None:
        self.changed.emit(percent / 100)
