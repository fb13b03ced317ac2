"""A path, to be typed or chosen."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.path_dialogs import OnPath
from gui.widgets.action_button import ToolButton
from gui.widgets.fields import TextField

Ask = Callable[[QWidget, OnPath], None]


class PathField(QWidget):
    """A field with a button that opens the box to choose from."""

    changed = Signal()  # by the user: at each key, and when one was chosen
    entered = Signal(str)  # by the user: a path is typed to its end, or chosen

    def __init__(self, name: str, example: str, button: str, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask, self._field = ask, TextField(name, example)
        self._button = ToolButton(button, "", "folder-open")
        self._button.setMinimumHeight(48)
        self._button.clicked.connect(self._on_clicked)
        self._field.textEdited.connect(self.changed)
        self._field.returnPressed.connect(self._on_entered)
        self.setAccessibleName(name)
        self.setFocusProxy(self._field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(self._button)

    @property
    def path(self) -> str:
        """What stands in the field."""
        return self._field.text().strip()

    @Slot(str)
    def show_path(self, path: str) -> None:
        """Show a path."""
        self._field.setText(path)

    @Slot()
    def _on_clicked(self) -> None:
        self._ask(self, self._on_path_chosen)

    @Slot(str)
    def _on_path_chosen(self, path: str) -> None:
        self.show_path(path)
        self.changed.emit()
        self._on_entered()

    @Slot()
    def _on_entered(self) -> None:
        if self.path:
            self.entered.emit(self.path)
