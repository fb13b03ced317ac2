"""A widget that draws itself."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from gui.look.theme import RESTYLED


class Drawn(QWidget):
    """Draws itself anew, in the room it then needs, when colours or text size have changed."""

    def changeEvent(self, event: QEvent) -> None:
        """Take the look of now."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.updateGeometry()
            self.update()
