"""Text as the style guide has it."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from gui.look.icons import icon_pixmap
from gui.look.theme import current_theme, font, scaled

# The first comes before the others: when whoever holds a label hears of the change, the label has its new size already.
_RESTYLED = (
    QEvent.Type.ApplicationFontChange,
    QEvent.Type.StyleChange,
    QEvent.Type.PaletteChange,
    QEvent.Type.Polish,
)

_ANYWHERE = QRect(0, 0, 4000, 4000)


class TextLabel(QLabel):
    """Text of a size and weight, in the colour of a token; it follows the text size for distance while it is shown.

    `px` is the size before that is applied; `tone` is the token: text, text2, err_text or ink_text.
    """

    def __init__(
        self, text: str, px: int, weight: int = 400, tone: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._type = px, weight
        self.setFont(font(px, weight))
        self.setProperty("tone", tone)

    def set_type(self, px: int, weight: int) -> None:
        """Take another size and weight."""
        if (px, weight) != self._type:
            self._type = px, weight
            self._take_font()

    def event(self, event: QEvent) -> bool:
        """Take the font of the text size of now."""
        done = super().event(event)
        if event.type() in _RESTYLED:
            self._take_font()
        return done

    def _take_font(self) -> None:
        face = font(*self._type)
        if face != self.font():
            self.setFont(face)


def text_label(text: str, px: int, weight: int = 400, tone: str = "text") -> TextLabel:
    """Make a label in `px` and `weight`; `tone` is the token of its colour (text, text2 or err_text)."""
    return TextLabel(text, px, weight, tone)


class FigureLabel(TextLabel):
    """A number that changes often: all around is laid out anew only when it becomes wider or narrower."""

    def setText(self, text: str) -> None:
        """Show a number."""
        super().setText(text)
        self._take_room()

    def changeEvent(self, event: QEvent) -> None:
        """Take other room in another font, whoever has set it."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._take_room()

    def _take_room(self) -> None:
        # Qt asks for a layout at each change of a text, unless the size is fixed; a fixed label's hint never shrinks.
        room = self.fontMetrics().boundingRect(_ANYWHERE, self.alignment(), self.text()).size()
        if room != self.maximumSize():
            self.setFixedSize(room)


class ElidedLabel(TextLabel):
    """One line that ends in an ellipsis where there is no room; the tooltip then has the whole text."""

    def __init__(self, px: int, weight: int = 400, tone: str = "text", parent: QWidget | None = None) -> None:
        super().__init__("", px, weight, tone, parent)

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.drawText(self.rect(), self.alignment(), shown)


class IconLabel(QWidget):
    """An icon of resources/icons beside a text, in the colour of a token; it grows with the text."""

    def __init__(self, name: str, size: int, tone: str = "text2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._size, self._tone = name, size, tone
        self._take_size()

    def show_icon(self, name: str) -> None:
        """Show another icon."""
        if name != self._name:
            self._name = name
            self.update()

    def event(self, event: QEvent) -> bool:
        """Take the size and colour of now."""
        done = super().event(event)
        if event.type() in _RESTYLED:
            self._take_size()
            self.update()
        return done

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        colour = QColor(getattr(current_theme(), self._tone))
        QPainter(self).drawPixmap(0, 0, icon_pixmap(self._name, self.width(), colour))

    def _take_size(self) -> None:
        self.setFixedSize(scaled(self._size), scaled(self._size))
