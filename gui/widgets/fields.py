"""Fields to type into, as high as a finger."""

from PySide6.QtCore import QEvent, QLocale, QSize, Qt
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QWidget

from gui.look.theme import font
from gui.widgets.own_keys import keeps_key

_HEIGHT = 48
_IN_TEXT = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_IN_NUMBER = (*_IN_TEXT, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class TextField(QLineEdit):
    """One line of text; `example` stands there while it is empty. The arrows move in it while it has the focus."""

    def __init__(self, name: str, example: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(example)
        self.setMinimumHeight(_HEIGHT)
        self.setFont(font(15, 400))

    def event(self, event: QEvent) -> bool:
        """Keep the arrows."""
        return keeps_key(event, _IN_TEXT) or super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the text size of now."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.setFont(font(15, 400))


class NumberField(QDoubleSpinBox):
    """A number to type, with a point or a comma. The wheel changes it only while it has the focus: scrolling must not.

    The style sheet leaves its arrows no room. Qt's NoButtons would do that to the number, in a box with a style.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.lineEdit().setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setKeyboardTracking(False)
        self.setLocale(QLocale.c())  # as all other numbers: where a comma is the point, 2.5 would be read as 25
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(120, _HEIGHT))
        self.setFont(font(15, 600))

    def event(self, event: QEvent) -> bool:
        """Keep the arrows."""
        return keeps_key(event, _IN_NUMBER) or super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the text size of now."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.setFont(font(15, 600))

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Take a comma for the point."""
        return super().validate(text.replace(",", "."), position)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
