"""What a page is there for."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from gui.look.theme import current_theme
from gui.widgets.action_button import ActionButton


class MainButton(ActionButton):
    """The one dark button of a page."""

    def __init__(self, text: str, key: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, key, icon, parent)
        self.setObjectName("mainButton")

    def _ink(self) -> QColor:
        theme = current_theme()
        return QColor(theme.ink_text if self.isEnabled() else theme.text3)
