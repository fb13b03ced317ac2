"""Buttons that show the key that does the same."""

from PySide6.QtCore import QMargins, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from gui.look.icons import icon_pixmap
from gui.look.theme import current_theme, font

TARGET_PX = 76  # 20 mm at 96 pixels an inch: what a gloved finger hits

_MIDDLE, _CENTRE = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignHCenter
_EDGE = 8  # between a button's edge and what stands on it, at the least
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ActionButton(QPushButton):
    """A word over its key, with an icon to their left if one is named: what an operator presses.

    The key is only printed; who makes the page connects it. Where there is little room the icon goes first. The focus
    comes by Tab alone, so that a key never repeats what was last tapped; Enter presses the button that has it.
    A press on the margins of `set_reach`, where nothing is drawn, counts, too.
    """

    icon_size = 28
    word_px = 18
    gap = 12
    margin = 20

    def __init__(self, text: str, key: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._key, self._icon_name, self._icon_shown = key, icon, True
        self._reach = QMargins()
        self.setAccessibleName(text)
        self.setAccessibleDescription(key)
        self.setMinimumHeight(TARGET_PX)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_reach(self, left: int, top: int, right: int, bottom: int) -> None:
        """Draw the button so many pixels within its edges: it looks smaller than what a finger can hit."""
        self._reach = QMargins(left, top, right, bottom)
        self.updateGeometry()
        self.update()

    def set_icon(self, name: str) -> None:
        """Show another icon of resources/icons."""
        self._icon_name = name
        self.update()

    def show_icon(self, shown: bool) -> None:
        """Show the icon, or leave it out where there is little room."""
        if shown is not self._icon_shown:
            self._icon_shown = shown
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Room for icon and text, with a margin on both sides."""
        return QSize(round(self._icon_width() + self._text_width()) + 2 * self.margin, TARGET_PX).grownBy(self._reach)

    def minimumSizeHint(self) -> QSize:
        """Room for the text alone."""
        beside = self._reach.left() + self._reach.right()
        return QSize(round(self._text_width()) + 2 * _EDGE + beside, self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Be pressed by Enter."""
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button of the style sheet, then what stands on it."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.rect = self.rect().marginsRemoved(self._reach)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setPen(self._ink())
        painter.translate(option.rect.topLeft())
        self._draw_content(painter, option.rect.size())

    def _draw_content(self, painter: QStylePainter, face: QSize) -> None:
        """Draw what stands on the button, of which so much is seen."""
        room, text = face.width() - 2 * _EDGE, self._text_width()
        icon = self._icon_width() if self._icon_width() + text <= room else 0.0
        left = max(_EDGE, (face.width() - icon - text) / 2)
        if icon:
            self._draw_icon(painter, left, face.height())
        column = QRectF(left + icon, 0, min(text, room) + 1, face.height())
        self._draw_text(painter, column, _MIDDLE | (Qt.AlignmentFlag.AlignLeft if icon else _CENTRE))

    def _draw_text(self, painter: QStylePainter, column: QRectF, align: Qt.AlignmentFlag) -> None:
        word, key = self._word_font(), _key_font()
        above, below = QFontMetricsF(word).height(), QFontMetricsF(key).height() if self._key else 0
        top = column.center().y() - (above + below) / 2
        painter.setFont(word)
        painter.drawText(QRectF(column.left(), top, column.width(), above), align, _cut(self.text(), word, column))
        painter.setFont(key)
        painter.drawText(QRectF(column.left(), top + above, column.width(), below), align, self._key)

    def _draw_icon(self, painter: QStylePainter, left: float, height: int) -> None:
        pixmap = icon_pixmap(self._icon_name, self.icon_size, self._ink())
        painter.drawPixmap(QPointF(round(left), round((height - self.icon_size) / 2)), pixmap)

    def _icon_width(self) -> float:
        return self.icon_size + self.gap if self._icon_name and self._icon_shown else 0.0

    def _text_width(self) -> float:
        return max(_width_of(self.text(), self._word_font()), _width_of(self._key, _key_font()))

    def _word_font(self) -> QFont:
        return font(self.word_px, 600)

    def _ink(self) -> QColor:
        theme = current_theme()
        return QColor(theme.text if self.isEnabled() else theme.text3)


def let_shrink(*buttons: ActionButton) -> None:
    """Let buttons give up what they can do without where there is little room: by itself a row keeps them whole."""
    for button in buttons:
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


class ToolButton(ActionButton):
    """A smaller button in one line: icon, word, and the key in a frame like a key's cap.

    Where there is little room the cap goes first, then the icon.
    """

    icon_size = 20
    word_px = 15
    gap = 8
    margin = 16

    def __init__(self, text: str, key: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, key, icon, parent)
        self._bare = False
        self.setMinimumHeight(44)

    def set_bare(self, bare: bool) -> None:
        """Show the icon alone, where there is no room for more."""
        self._bare = bare
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all in one line, with a margin on both sides."""
        width = self._icon_width() + self._text_width() + self._cap_width()
        return QSize(48 if self._bare else round(width) + 2 * self.margin, 48).grownBy(self._reach)

    def minimumSizeHint(self) -> QSize:
        """Room for the word alone, or for the icon that stands for it."""
        return QSize(44, 44).grownBy(self._reach) if self._bare else super().minimumSizeHint()

    def _draw_content(self, painter: QStylePainter, face: QSize) -> None:
        if self._bare:
            self._draw_icon(painter, (face.width() - self.icon_size) / 2, face.height())
            return
        room, text = face.width() - 2 * _EDGE, self._text_width()
        icon = self._icon_width() if self._icon_width() + text <= room else 0.0
        cap = self._cap_width() if icon + text + self._cap_width() <= room else 0.0
        left = max(_EDGE, (face.width() - icon - text - cap) / 2)
        if icon:
            self._draw_icon(painter, left, face.height())
        column, word = QRectF(left + icon, 0, min(text, room) + 1, face.height()), self._word_font()
        painter.setFont(word)
        painter.drawText(column, _MIDDLE, _cut(self.text(), word, column))
        if cap:
            self._draw_cap(painter, left + icon + text + self.gap, face.height())

    def _draw_cap(self, painter: QStylePainter, left: float, room: int) -> None:
        height = round(QFontMetricsF(_key_font()).height()) + 5
        cap = QRectF(round(left) + 0.5, (room - height) // 2 + 0.5, round(self._cap_width() - self.gap), height)
        painter.setFont(_key_font())
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.setRenderHint(QStylePainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(current_theme().control), 1))
        painter.drawRoundedRect(cap, 4, 4)

    def _text_width(self) -> float:
        return _width_of(self.text(), self._word_font())

    def _cap_width(self) -> float:
        return self.gap + _width_of(self._key, _key_font()) + 13 if self._key else 0.0


def _key_font() -> QFont:
    return font(13, 500)


def _width_of(text: str, face: QFont) -> float:
    return QFontMetricsF(face).horizontalAdvance(text)


def _cut(text: str, face: QFont, room: QRectF) -> str:
    return QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
