"""A word in a pill: the active recipe, say."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.icons import icon_pixmap
from gui.look.theme import current_theme, font, scaled
from gui.widgets.drawn import Drawn

_ICON, _GAP = 16, 6


def pill_size(text: str, icon: str = "", px: int = 13) -> QSizeF:
    """The room that a pill takes, in the text size of now."""
    metrics = QFontMetricsF(font(px, 700))
    margin = scaled(px)
    width = metrics.horizontalAdvance(text) + 2 * margin + (_ICON + _GAP if icon else 0)
    return QSizeF(round(width), round(metrics.height() + margin))


def draw_pill(painter: QPainter, place: QRectF, text: str, icon: str = "", px: int = 13, hollow: bool = False) -> None:
    """Draw a pill into a place of its size: dark, or `hollow` with a dotted border."""
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = QColor(theme.text2 if hollow else theme.ink_text)
    if hollow:
        painter.setPen(QPen(QColor(theme.control), 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        place = place.adjusted(0.5, 0.5, -0.5, -0.5)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.ink))
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    left = place.left() + scaled(px)
    if icon:
        painter.drawPixmap(QPointF(round(left), round(place.center().y() - _ICON / 2)), icon_pixmap(icon, _ICON, ink))
        left += _ICON + _GAP
    painter.setPen(ink)
    painter.setFont(font(px, 700))
    painter.drawText(QRectF(left, place.top(), place.right() - left, place.height()), _MIDDLE, text)
    painter.restore()


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class Pill(Drawn):
    """A word in a dark pill, with an icon."""

    def __init__(self, text: str, icon: str = "", px: int = 15, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._icon, self._px = text, icon, px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """Room for icon and word."""
        return pill_size(self._text, self._icon, self._px).toSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill."""
        draw_pill(QPainter(self), QRectF(self.rect()), self._text, self._icon, self._px)
