"""One of several, of which only the chosen one is in sight."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from gui.look.icons import icon_pixmap
from gui.look.theme import current_theme, font
from gui.widgets.own_keys import keeps_key

_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ARROW = 18


class ChoiceBox(QComboBox):
    """A list that opens. The wheel changes it only while it has the focus: scrolling the page must not."""

    chosen = Signal(object)  # the value; by the user only

    def __init__(self, name: str, choices: Sequence[tuple[str, object]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMinimumHeight(48)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFont(font(15, 500))
        self.view().setFont(font(15, 400))
        self.set_choices(choices)
        self.activated.connect(self._on_activated)

    @property
    def value(self) -> object:
        """What is chosen."""
        return self.currentData()

    def set_choices(self, choices: Sequence[tuple[str, object]]) -> None:
        """Offer these, words and values; what was chosen stays if it is among them."""
        before = self.currentData()
        self.clear()
        for text, value in choices:
            self.addItem(text, value)
        self.choose(before)

    def choose(self, value: object) -> None:
        """Choose a value without a signal; the first one where it isn't offered."""
        values = [self.itemData(index) for index in range(self.count())]
        self.setCurrentIndex(values.index(value) if value in values else 0)

    def event(self, event: QEvent) -> bool:
        """Keep the arrows."""
        return keeps_key(event, _KEYS) or super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the text size of now."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.setFont(font(15, 500))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, and what shows that it opens."""
        super().paintEvent(event)
        theme = current_theme()
        ink = QColor(theme.text2 if self.isEnabled() else theme.text3)
        place = QPointF(self.width() - _ARROW - 10, (self.height() - _ARROW) // 2)
        QPainter(self).drawPixmap(place, icon_pixmap("chevron-down", _ARROW, ink))

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self.itemData(index))
