"""How a recipe is drawn in the list."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.look.icons import icon_pixmap
from gui.look.theme import current_theme, font, scaled
from gui.pages.recipes.pill import draw_pill, pill_size
from gui.pages.recipes.recipe_model import ROW, RecipeRow

_Index = QModelIndex | QPersistentModelIndex
_GAP = 12  # between two rows
_MARGIN = 12
_LEAST_NAME = 80  # pixels, in text of its own size: before the name has less, the yield steps aside
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class RecipeDelegate(QStyledItemDelegate):
    """A card: picture, name over code, version and day; the active one has a dark pill with a tick."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.height = 96

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Give all recipes the same room."""
        return QSize(200, max(self.height, scaled(56)) + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one recipe."""
        row = index.data(ROW)
        if not isinstance(row, RecipeRow):
            return
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        card = QRectF(option.rect).adjusted(1, 1, -1, -1 - _GAP)
        _draw_card(painter, card, bool(option.state & QStyle.StateFlag.State_Selected))
        side = card.height() - 2 * _MARGIN
        place = QRectF(card.left() + _MARGIN, card.top() + _MARGIN, side, side)
        _draw_picture(painter, place, row.picture)
        right = self._draw_pill(painter, card, row.active)
        right = self._draw_yield(painter, card, right, row.passed, place.right() + 28 + scaled(_LEAST_NAME))
        texts = QRectF(place.right() + 16, card.top(), right - place.right() - 28, card.height())
        _draw_texts(painter, texts, row)
        painter.restore()

    def _draw_yield(self, painter: QPainter, card: QRectF, right: float, passed: str, least: float) -> float:
        """Draw how many parts passed, if it stays right of `least`, and give where the text must end."""
        if not passed:
            return right
        theme, caption, value = current_theme(), font(13, 400), font(15, 600)
        word = self.tr("Yield")
        width = max(QFontMetricsF(caption).horizontalAdvance(word), QFontMetricsF(value).horizontalAdvance(passed)) + 2
        above, below = QFontMetricsF(caption).height(), QFontMetricsF(value).height()
        left, top = right - 12 - width, card.center().y() - (above + 2 + below) / 2
        if left < least:
            return right
        lines = ((caption, word, theme.text2, top, above), (value, passed, theme.text, top + above + 2, below))
        for face, text, colour, y, height in lines:
            painter.setFont(face)
            painter.setPen(QColor(colour))
            painter.drawText(QRectF(left, y, width, height), _RIGHT, text)
        return left

    def _draw_pill(self, painter: QPainter, card: QRectF, active: bool) -> float:
        """Draw the active one's pill, and give where the text must end."""
        if not active:
            return card.right() - 4
        text = self.tr("ACTIVE")
        size = pill_size(text, "check")
        place = QRectF(QPointF(card.right() - 16 - size.width(), card.center().y() - size.height() / 2), size)
        draw_pill(painter, place, text, "check")
        return place.left()


def _draw_card(painter: QPainter, card: QRectF, chosen: bool) -> None:
    theme = current_theme()
    pen = QPen(QColor(theme.focus), 2) if chosen else QPen(QColor(theme.line), 1)
    painter.setPen(pen)
    painter.setBrush(QColor(theme.sel if chosen else theme.surface))
    painter.drawRoundedRect(card, 6, 6)


def _draw_picture(painter: QPainter, place: QRectF, picture: QPixmap | None) -> None:
    theme, shape = current_theme(), QPainterPath()
    shape.addRoundedRect(place, 4, 4)
    painter.fillPath(shape, QColor(theme.well))
    if picture is None:
        middle = place.center()
        painter.drawPixmap(QPointF(middle.x() - 14, middle.y() - 14), icon_pixmap("file-x", 28, QColor(theme.on_well2)))
        return
    scale = min(place.width() / picture.width(), place.height() / picture.height())
    fitted = QRectF(0, 0, picture.width() * scale, picture.height() * scale)
    fitted.moveCenter(place.center())
    painter.save()
    painter.setClipPath(shape)
    painter.drawPixmap(fitted, picture, QRectF(picture.rect()))
    painter.restore()


def _draw_texts(painter: QPainter, room: QRectF, row: RecipeRow) -> None:
    theme, name, detail = current_theme(), font(16, 600), font(13, 400)
    above, below = QFontMetricsF(name).height(), QFontMetricsF(detail).height()
    top = room.center().y() - (above + 4 + below) / 2
    lines = ((name, row.entry.name, theme.text, top, above), (detail, row.detail, theme.text2, top + above + 4, below))
    for face, text, colour, y, height in lines:
        painter.setFont(face)
        painter.setPen(QColor(colour))
        painter.drawText(QRectF(room.left(), y, room.width(), height), _LEFT, _cut(text, face, room.width()))


def _cut(text: str, face: QFont, width: float) -> str:
    return QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, width)
