"""The surface most of the page is made of."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFrame, QWidget


class Card(QFrame):
    """A raised surface with a fine border and round corners."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")

    def set_frameless(self, frameless: bool) -> None:
        """Show neither surface nor border, for a card that lies within another; or show them again."""
        if frameless != bool(self.property("frameless")):
            self.setProperty("frameless", frameless)
            self.style().unpolish(self)
            self.style().polish(self)
            QCoreApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))  # its inside begins where the border ends
            self.update()


def hairline() -> QFrame:
    """Make a horizontal line between two parts of a card."""
    line = QFrame()
    line.setObjectName("hairline")
    line.setFixedHeight(1)
    return line
