"""A button as high as a gloved finger needs, where there is no room for a wide one."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QStylePainter

from gui.look.icons import icon_pixmap
from gui.look.theme import font
from gui.widgets.action_button import TARGET_PX, ActionButton

_WORD_PX, _LEAST_WORD_PX = 13, 12
_EDGE = 4  # between the button's edge and what stands on it, at the least
_BELOW_ICON = 3


class SquareButton(ActionButton):
    """Icon over word over key.

    Where there is too little height the key goes; where there is too little width the word becomes smaller, then goes.
    """

    icon_size = 24

    def sizeHint(self) -> QSize:
        """20 mm a side."""
        return QSize(TARGET_PX, TARGET_PX)

    def minimumSizeHint(self) -> QSize:
        """20 mm a side: there is always room for the icon."""
        return self.sizeHint()

    def _draw_content(self, painter: QStylePainter, face: QSize) -> None:
        lines = self._lines(face)
        height = self.icon_size + sum(QFontMetricsF(line[1]).height() for line in lines)
        height += _BELOW_ICON if lines else 0
        top = round((face.height() - height) / 2)
        pixmap = icon_pixmap(self._icon_name, self.icon_size, self._ink())
        painter.drawPixmap(QPointF((face.width() - self.icon_size) // 2, top), pixmap)
        below = float(top + self.icon_size + _BELOW_ICON)
        for text, type_ in lines:
            line = QRectF(0, below, face.width(), QFontMetricsF(type_).height())
            painter.setFont(type_)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)
            below = line.bottom()

    def _lines(self, face: QSize) -> list[tuple[str, QFont]]:
        """Give word and key, each with its type, as far as there is room for them."""
        across, down = face.width() - 2 * _EDGE, face.height() - 2 * _EDGE - self.icon_size - _BELOW_ICON
        types = [font(px, 600) for px in (_WORD_PX, _LEAST_WORD_PX)]
        fitting = [type_ for type_ in types if QFontMetricsF(type_).horizontalAdvance(self.text()) <= across]
        lines = [(self.text(), fitting[0])] if fitting else []
        lines += [(self._key, font(12, 500))] if self._key else []
        while lines and sum(QFontMetricsF(type_).height() for _, type_ in lines) > down:
            lines.pop()
        return lines
