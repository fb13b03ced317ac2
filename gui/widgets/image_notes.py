"""Words in the picture's place or over it, and the veil over a picture that is no longer live."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPolygonF

from gui.look.icons import icon_pixmap
from gui.look.theme import current_theme, font

CAPTION_HEIGHT = 40

_ICON, _UNDER_ICON, _UNDER_TITLE = 48, 16, 8
_BOX_EDGE, _BOX_ICON = 24, 72  # left and right of what is in the box; the icon with the room beside it
_CENTRED = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
_BROKEN = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
_STRIPE = 24
_STRIPE_STEP = 56


def draw_note(painter: QPainter, view: QRectF, title: str, line: str) -> None:
    """Draw a title and a line under it in the middle of the dark well, each broken where it must.

    The icon above them goes where there is no room for it.
    """
    theme, titles, lines = current_theme(), font(28, 700), font(17, 400)
    room = view.adjusted(24, 0, -24, 0)
    above = _height(title, titles, room) + _UNDER_TITLE if title else 0.0
    below = _height(line, lines, room) if line else 0.0
    icon = _ICON + _UNDER_ICON if title and _ICON + _UNDER_ICON + above + below <= view.height() else 0
    top = view.center().y() - (icon + above + below) / 2
    if icon:
        at = QPointF(round(view.center().x() - _ICON / 2), round(top))
        painter.drawPixmap(at, icon_pixmap("scan-eye", _ICON, QColor(theme.on_well2)))
    painter.setPen(QColor(theme.on_well))
    painter.setFont(titles)
    painter.drawText(QRectF(room.left(), top + icon, room.width(), above), _CENTRED, title)
    painter.setPen(QColor(theme.on_well2))
    painter.setFont(lines)
    painter.drawText(QRectF(room.left(), top + icon + above, room.width(), below), _CENTRED, line)


def _height(text: str, face: QFont, room: QRectF) -> float:
    return QFontMetricsF(face).boundingRect(room, _CENTRED, text).height()


def draw_note_box(painter: QPainter, view: QRectF, title: str, line: str) -> None:
    """Draw a title and a line in a black box in the middle of a veiled picture, the line broken where it must.

    The icon beside them goes where it would leave no room for the title, or for the line's longest word.
    """
    theme, titles, lines = current_theme(), font(28, 700), font(17, 400)
    above, words = QFontMetricsF(titles).horizontalAdvance(title), QFontMetricsF(lines)
    most = view.width() - 32 - 2 * _BOX_EDGE
    least = max(above, *(words.horizontalAdvance(word) for word in line.split()), 0.0)
    icon = _BOX_ICON if least + _BOX_ICON <= most else 0
    width = round(min(max(above, words.horizontalAdvance(line)) + 8, most - icon))
    more = _height(line, lines, QRectF(0, 0, width, view.height())) - words.height() if line else 0.0
    size = QSizeF(width + icon + 2 * _BOX_EDGE, 128 + round(max(more, 0)))
    corner = view.center() - QPointF(size.width() / 2, size.height() / 2)
    box = QRectF(QPointF(round(corner.x()), round(corner.y())), size)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.err_tile))
    painter.drawRoundedRect(box, 8, 8)
    if icon:
        at = QPointF(box.left() + _BOX_EDGE, round(box.center().y() - _ICON / 2))
        painter.drawPixmap(at, icon_pixmap("camera-off", _ICON, QColor(theme.err_mark)))
    text = box.adjusted(_BOX_EDGE + icon, 0, -_BOX_EDGE, 0)
    painter.setPen(QColor(theme.on_well))
    _draw_line(painter, QRectF(text.left(), text.top() + 28, text.width(), 36) if line else text, title, 28, 700)
    painter.setPen(QColor(theme.on_well2))
    painter.setFont(lines)
    painter.drawText(text.adjusted(0, 68, 0, -28), _BROKEN | Qt.AlignmentFlag.AlignVCenter, line)


def draw_caption(painter: QPainter, view: QRectF, text: str) -> None:
    """Draw a bar with text along the view's top; nothing without text."""
    if not text:
        return
    theme = current_theme()
    bar = QRectF(view.left(), view.top(), view.width(), CAPTION_HEIGHT)
    painter.fillRect(bar, QColor(theme.sel))
    painter.fillRect(QRectF(bar.left(), bar.bottom() - 2, bar.width(), 2), QColor(theme.focus))
    painter.setPen(QColor(theme.text))
    _draw_line(painter, bar.adjusted(16, 0, -16, -2), text, 15, 600)


def draw_veil(painter: QPainter, picture: QRectF) -> None:
    """Darken the picture and lay slanted stripes over it."""
    theme = current_theme()
    painter.save()
    painter.setClipRect(picture)
    painter.fillRect(picture, QColor(theme.veil))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.veil_stripe))
    height = picture.height()
    for start in range(round(picture.left()), round(picture.right() + height), _STRIPE_STEP):
        top, bottom = QPointF(start, picture.top()), QPointF(start - height, picture.bottom())
        aside = QPointF(_STRIPE, 0)
        painter.drawPolygon(QPolygonF([top, top + aside, bottom + aside, bottom]))
    painter.restore()


def _draw_line(painter: QPainter, box: QRectF, text: str, px: int, weight: int) -> None:
    face = font(px, weight)
    painter.setFont(face)
    shown = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
