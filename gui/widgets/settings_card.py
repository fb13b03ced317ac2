"""What the cards of the Station page have in common."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.widgets.card import Card
from gui.widgets.labels import text_label


class SettingsCard(Card):
    """A title, and whatever is put into `column` below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(12)
        self._title = text_label("", 18, 600)
        self.column.addWidget(self._title)

    def set_title(self, title: str) -> None:
        """Say what the card is about."""
        self._title.setText(title)

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        margin = 16 if compact else 24
        self.column.setContentsMargins(margin, margin - 4, margin, margin)
