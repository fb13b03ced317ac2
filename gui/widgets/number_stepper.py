"""A number that fingers can change."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.look.theme import scaled
from gui.widgets.action_button import ToolButton
from gui.widgets.fields import NumberField

_UNLIMITED = 16_777_215  # pixels: Qt's own


class NumberStepper(QWidget):
    """A number between a button for less and one for more; it can be typed too. `unit` is written after it."""

    changed = Signal(float)  # by the user only

    def __init__(
        self,
        name: str,
        low: float,
        high: float,
        step: float,
        unit: str = "",
        decimals: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._field = NumberField(name)
        self._field.setDecimals(decimals)
        self._field.setRange(low, high)
        self._field.setSingleStep(step)
        self._field.setSuffix(f" {unit}" if unit else "")
        self._field.valueChanged.connect(self.changed)
        self._less, self._more = ToolButton("", "", "minus"), ToolButton("", "", "plus")
        self._less.setAccessibleName(self.tr("{0}: less").format(name))
        self._more.setAccessibleName(self.tr("{0}: more").format(name))
        self._less.clicked.connect(self._on_less)
        self._more.clicked.connect(self._on_more)
        self.setFocusProxy(self._field)
        self._lay_out()

    @property
    def value(self) -> float:
        """The number."""
        return self._field.value()

    def show_value(self, value: float) -> None:
        """Show a number; one out of range becomes the nearest in it."""
        self._field.blockSignals(True)
        self._field.setValue(value)
        self._field.blockSignals(False)

    def set_compact(self, compact: bool) -> None:
        """Take less room for the buttons and the number, where there is little."""
        for button in (self._less, self._more):
            button.setFixedWidth(44 if compact else 56)
        self._field.setMinimumWidth(scaled(88) if compact else 0)
        self._field.setMaximumWidth(scaled(104) if compact else _UNLIMITED)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self._less, self._more):
            button.set_bare(True)
            button.setFixedWidth(56)
            button.setAutoRepeat(True)
        row.addWidget(self._less)
        row.addWidget(self._field, 1)
        row.addWidget(self._more)
        self.setTabOrder(self._field, self._less)  # the field comes first, being the whole's proxy, and would skip it
        self.setTabOrder(self._less, self._more)

    @Slot()
    def _on_less(self) -> None:
        self._field.stepDown()

    @Slot()
    def _on_more(self) -> None:
        self._field.stepUp()
