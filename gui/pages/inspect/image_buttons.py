"""The buttons beside the picture."""

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QWidget

from gui.pages.inspect.square_button import SquareButton


class NamedButton(SquareButton):
    """A button with a name that says more than the word on it."""

    def __init__(self, text: str, key: str, icon: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, key, icon, parent)
        self.set_name(name or text)

    def set_name(self, name: str) -> None:
        """Go by another name, for those who don't see the button and for those who rest on it."""
        key = self.accessibleDescription()
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})" if key else name)


class HeatmapButton(NamedButton):
    """Switches the heatmap on and off; it is on at first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Heatmap"), "H", parent=parent)
        self.setCheckable(True)
        self.toggled.connect(self._describe)
        self.setChecked(True)

    @Slot(bool)
    def _describe(self, on: bool) -> None:
        self.set_name(self.tr("Heatmap on") if on else self.tr("Heatmap off"))
        self.set_icon("eye" if on else "eye-off")


class FreezeButton(NamedButton):
    """Holds what is shown, or lets it go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Freeze"), "F8", "snowflake", parent=parent)
        self.setCheckable(True)
        self.toggled.connect(self._describe)

    def show_frozen(self, frozen: bool) -> None:
        """Show whether what is shown is held; nobody is told, for who calls this knows."""
        if frozen is self.isChecked():
            return
        with QSignalBlocker(self):
            self.setChecked(frozen)
        self.update()  # blocked, the button doesn't hear of it either
        self._describe(frozen)

    @Slot(bool)
    def _describe(self, frozen: bool) -> None:
        self.setText(self.tr("Frozen") if frozen else self.tr("Freeze"))
        self.set_name(self.text())
