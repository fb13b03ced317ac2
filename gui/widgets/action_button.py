"""Buttons that show the key that does the same."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from gui.icons import icon_pixmap
from gui.theme import current_theme, font


class ActionButton(QPushButton):
    """A word over its key, with an icon to their left if one is named: what an operator presses.

    The key is only printed; who makes the page connects it.
    """

    icon_size = 28
    word_px = 18
    gap = 12

    def __init__(self, text: str, key: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._key, self._icon_name = key, icon
        self.setAccessibleName(text)
        self.setAccessibleDescription(key)
        self.setMinimumHeight(76)

    def set_icon(self, name: str) -> None:
        """Show another icon of resources/icons."""
        self._icon_name = name
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for icon and text, with 20 pixels on both sides."""
        return QSize(round(self._content_width()) + 40, 76)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the button of the style sheet, then what stands on it."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setPen(self._ink())
        self._draw_content(painter, (self.width() - self._content_width()) / 2)

    def _draw_content(self, painter: QStylePainter, left: float) -> None:
        align = Qt.AlignmentFlag.AlignLeft if self._icon_name else Qt.AlignmentFlag.AlignHCenter
        left += self._draw_icon(painter, left)
        column = QRectF(left, self.height() / 2 - 12, self._text_width() + 1, 24)
        painter.setFont(self._word_font())
        painter.drawText(column.translated(0, -0.5 * self.word_px), align | _MIDDLE, self.text())
        painter.setFont(_key_font())
        painter.drawText(column.translated(0, 0.55 * self.word_px), align | _MIDDLE, self._key)

    def _draw_icon(self, painter: QStylePainter, left: float) -> float:
        """Draw the icon, if there is one, and return the width it takes."""
        if not self._icon_name:
            return 0
        pixmap = icon_pixmap(self._icon_name, self.icon_size, self._ink())
        painter.drawPixmap(QPointF(round(left), round((self.height() - self.icon_size) / 2)), pixmap)
        return self.icon_size + self.gap

    def _content_width(self) -> float:
        return self._text_width() + (self.icon_size + self.gap if self._icon_name else 0)

    def _text_width(self) -> float:
        return max(_width_of(self.text(), self._word_font()), _width_of(self._key, _key_font()))

    def _word_font(self) -> QFont:
        return font(self.word_px, 600)

    def _ink(self) -> QColor:
        theme = current_theme()
        return QColor(theme.text if self.isEnabled() else theme.text3)


class ToolButton(ActionButton):
    """A smaller button in one line: icon, word, and the key in a frame like a key's cap."""

    icon_size = 20
    word_px = 15
    gap = 8

    def __init__(self, text: str, key: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, key, icon, parent)
        self._bare, self._key_shown = False, bool(key)
        self.setMinimumHeight(44)

    def set_bare(self, bare: bool) -> None:
        """Show the icon alone, where there is no room for more."""
        self._bare = bare
        self.update()

    def show_key(self, shown: bool) -> None:
        """Show the key's cap, or leave it out where there is little room."""
        self._key_shown = shown
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for all in one line, with 16 pixels on both sides."""
        return QSize(round(self._content_width()) + 32, 48)

    def _draw_content(self, painter: QStylePainter, left: float) -> None:
        if self._bare:
            self._draw_icon(painter, (self.width() - self.icon_size) / 2)
            return
        left += self._draw_icon(painter, left)
        width = _width_of(self.text(), self._word_font())
        painter.setFont(self._word_font())
        painter.drawText(QRectF(left, 0, width + 1, self.height()), _MIDDLE, self.text())
        if self._key_shown:
            self._draw_cap(painter, left + width + self.gap)

    def _draw_cap(self, painter: QStylePainter, left: float) -> None:
        cap = QRectF(round(left) + 0.5, round(self.height() / 2 - 11) + 0.5, round(self._cap_width()) - 1, 21)
        painter.setFont(_key_font())
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.setRenderHint(QStylePainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(current_theme().control), 1))
        painter.drawRoundedRect(cap, 4, 4)

    def _text_width(self) -> float:
        cap = self._cap_width() + self.gap if self._key_shown else 0
        return _width_of(self.text(), self._word_font()) + cap

    def _cap_width(self) -> float:
        return _width_of(self._key, _key_font()) + 14


_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def _key_font() -> QFont:
    return font(13, 500)


def _width_of(text: str, face: QFont) -> float:
    return QFontMetricsF(face).horizontalAdvance(text)
