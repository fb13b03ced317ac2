"""One of several, all in sight."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QWidget

from gui.widgets.action_button import TARGET_PX, ActionButton
from gui.widgets.own_keys import keeps_key

_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)

_LEAST_PX = 120  # width of a button whose text may be cut

OPERATORS_PX, OTHERS_PX = TARGET_PX, 48  # heights: for gloved fingers, and for all else


@dataclass(frozen=True)
class Choice:
    """One thing to choose: what it stands for, its word, a small line below and an icon, if there are any."""

    value: object
    text: str
    note: str = ""
    icon: str = ""


class OptionButton(ActionButton):
    """One of several that exclude each other; the arrows go from one to the next."""

    icon_size = 24
    word_px = 15
    margin = 12

    def __init__(self, choice: Choice, height: int, cuts: bool, parent: QWidget | None = None) -> None:
        super().__init__(choice.text, choice.note, choice.icon, parent)
        self._cuts = cuts
        if cuts:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(height)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        """As high as it was made, and wide enough for icon and text."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """Room for the text; for a part of it where it may be cut."""
        return QSize(_LEAST_PX if self._cuts else super().minimumSizeHint().width(), self.minimumHeight())

    def event(self, event: QEvent) -> bool:
        """Keep the arrows."""
        return keeps_key(event, _ARROWS) or super().event(event)


class Segmented(QWidget):
    """Buttons side by side, in rows of `columns` if given; at most one is chosen.

    `name` says what is chosen here, for those who don't see it; `height` is that of a button in pixels.
    With `cuts` texts of any length may come, such as names of cameras: they end in an ellipsis.
    """

    chosen = Signal(object)  # the value; by the user only

    def __init__(
        self,
        name: str,
        choices: Sequence[Choice],
        columns: int = 0,
        height: int = OTHERS_PX,
        cuts: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._columns, self._height, self._cuts = name, columns, height, cuts
        self._choices: tuple[Choice, ...] = ()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_clicked)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self.setAccessibleName(name)
        self.set_choices(choices)

    @property
    def value(self) -> object:
        """What is chosen; None for nothing."""
        chosen = self._group.checkedId()
        return None if chosen < 0 else self._choices[chosen].value

    @property
    def buttons(self) -> list[OptionButton]:
        """The buttons in their order."""
        return [button for button in self._group.buttons() if isinstance(button, OptionButton)]

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other things; what was chosen stays so if it is among them."""
        before = self.value
        for button in self.buttons:
            self._group.removeButton(button)
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._choices = tuple(choices)
        columns = self._columns or max(1, len(choices))
        for index, choice in enumerate(choices):
            button = OptionButton(choice, self._height, self._cuts, self)
            button.setAccessibleName(f"{self._name}: {choice.text}")
            self._group.addButton(button, index)
            self._grid.addWidget(button, index // columns, index % columns)
            button.show()
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < min(columns, len(choices)) else 0)
        self.choose(before)

    def choose(self, value: object) -> None:
        """Mark a value as chosen; one that isn't offered marks nothing."""
        self._group.setExclusive(False)
        for button, choice in zip(self.buttons, self._choices, strict=True):
            button.setChecked(value is not None and choice.value == value)
        self._group.setExclusive(True)
        self._leave_one_to_tab()

    def _leave_one_to_tab(self) -> None:
        """Let Tab come to what is chosen, or else to the first; Qt would leave it what had the focus last."""
        chosen = max(0, self._group.checkedId())
        for index, button in enumerate(self.buttons):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if index == chosen else Qt.FocusPolicy.NoFocus)

    @Slot(int)
    def _on_clicked(self, index: int) -> None:
        self._leave_one_to_tab()
        self.chosen.emit(self._choices[index].value)
