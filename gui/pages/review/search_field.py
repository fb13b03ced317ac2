"""A field to search in, with a magnifying glass."""

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.look.icons import icon_pixmap
from gui.look.theme import current_theme
from gui.widgets.fields import TextField

_ICON = 20


class SearchField(TextField):
    """One line of text to look for."""

    def __init__(self, name: str, example: str, parent: QWidget | None = None) -> None:
        super().__init__(name, example, parent)
        self.setTextMargins(_ICON + 10, 0, 0, 0)
        self.setMinimumWidth(160)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field with the glass at its left."""
        super().paintEvent(event)
        pixmap = icon_pixmap("search", _ICON, QColor(current_theme().text2))
        QPainter(self).drawPixmap(12, (self.height() - _ICON) // 2, pixmap)
