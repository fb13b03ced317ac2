"""How a good image is drawn in the grid."""

from collections import OrderedDict

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.types import Verdict
from gui.look.icons import icon_pixmap
from gui.look.theme import current_appearance, current_theme, font
from gui.pages.teach.image_model import LOOK, ImageLook
from gui.widgets.verdict_icons import draw_small_mark

_MARGIN = 6  # between a picture and its cell, room for the frame of the chosen one
_RADIUS = 4
_BADGE = 26
_MOST_KEPT = 300  # drawn cells: two screens full at 3840 × 2160

_Index = QModelIndex | QPersistentModelIndex


class ImageDelegate(QStyledItemDelegate):
    """A square with the picture, a frame and a word if there is a remark, its name below. All have the same size."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.side = 132
        self._looks: OrderedDict[str, tuple[object, QPixmap]] = OrderedDict()

    def cell(self) -> QSize:
        """The size of a cell, in the text size of now."""
        caption = QFontMetricsF(font(13, 600)).height()
        return QSize(self.side + 2 * _MARGIN, round(self.side + caption) + 3 * _MARGIN)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Give all images the same room."""
        return self.cell()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one image; what it looks like is kept, for each call of Qt's may have to wait for a busy worker."""
        look: ImageLook = index.data(LOOK)
        cell = QRectF(option.rect)
        painter.drawPixmap(cell.topLeft(), self._drawn(look, cell.size(), painter.device().devicePixelRatioF()))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            square = self._square(cell.size()).translated(cell.topLeft())
            _frame(painter, square.adjusted(-2.5, -2.5, 2.5, 2.5), current_theme().focus, 3)
            painter.restore()

    def _drawn(self, look: ImageLook, size: QSizeF, ratio: float) -> QPixmap:
        key = (look, size.toTuple(), self.side, ratio, current_theme(), current_appearance().text_scale)
        known = self._looks.get(look.image.name)
        if known is not None and known[0] == key:
            return known[1]
        pixmap = QPixmap((size * ratio).toSize())
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._draw(painter, look, size)
        painter.end()
        self._looks[look.image.name] = key, pixmap
        self._looks.move_to_end(look.image.name)
        while len(self._looks) > _MOST_KEPT:
            self._looks.popitem(last=False)
        return pixmap

    def _draw(self, painter: QPainter, look: ImageLook, size: QSizeF) -> None:
        square = self._square(size)
        painter.setOpacity(0.35 if look.dropped else 1)
        _draw_picture(painter, square, look.thumbnail)
        painter.setOpacity(1)
        if look.badge and not look.dropped:
            _frame(painter, square.adjusted(1, 1, -1, -1), current_theme().review_mark, 2)
            _draw_badge(painter, square, look.badge)
        if look.dropped:
            _draw_dropped(painter, square, self.tr("dropped"))
        cell = QRectF(0, 0, size.width(), size.height())
        self._draw_name(painter, cell, square, look.image.name, bold=bool(look.badge))

    def _square(self, size: QSizeF) -> QRectF:
        return QRectF((size.width() - self.side) / 2, _MARGIN, self.side, self.side)

    @staticmethod
    def _draw_name(painter: QPainter, cell: QRectF, square: QRectF, name: str, bold: bool) -> None:
        face = font(13, 600 if bold else 400)
        painter.setFont(face)
        painter.setPen(QColor(current_theme().text if bold else current_theme().text2))
        below = QRectF(square.left(), square.bottom() + _MARGIN, square.width(), cell.bottom() - square.bottom())
        text = QFontMetricsF(face).elidedText(name, Qt.TextElideMode.ElideMiddle, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, text)


def _draw_picture(painter: QPainter, square: QRectF, pixmap: QPixmap | None) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(square, _RADIUS, _RADIUS)
    if pixmap is None:
        painter.fillRect(square, QColor(current_theme().track))
        return
    painter.fillPath(shape, QColor(current_theme().well))
    scale = min(square.width() / pixmap.width(), square.height() / pixmap.height())
    place = QRectF(0, 0, pixmap.width() * scale, pixmap.height() * scale)
    place.moveCenter(square.center())
    painter.save()
    painter.setClipPath(shape)
    painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))
    painter.restore()


def _draw_badge(painter: QPainter, square: QRectF, text: str) -> None:
    theme, face = current_theme(), font(13, 600)
    metrics = QFontMetricsF(face)
    height = max(_BADGE, metrics.height() + 8)
    width = min(square.width(), metrics.horizontalAdvance(text) + 38)
    box = QRectF(square.left(), square.bottom() - height, width, height)
    path = QPainterPath()
    path.addRoundedRect(box, _RADIUS, _RADIUS)
    painter.fillPath(path, QColor(theme.review_tile))
    draw_small_mark(painter, QRectF(box.left() + 8, box.center().y() - 7, 14, 14), Verdict.REVIEW)
    painter.setFont(face)
    painter.setPen(QColor(theme.review_text))
    room = box.adjusted(28, 0, -6, 0)
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)


def _draw_dropped(painter: QPainter, square: QRectF, text: str) -> None:
    theme, face = current_theme(), font(13, 600)
    width, height = QFontMetricsF(face).horizontalAdvance(text) + 38, max(_BADGE, QFontMetricsF(face).height() + 8)
    box = QRectF(square.left(), square.bottom() - height, min(width, square.width()), height)
    path = QPainterPath()
    path.addRoundedRect(box, _RADIUS, _RADIUS)
    painter.fillPath(path, QColor(theme.surface))
    _frame(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), theme.control, 1)
    painter.drawPixmap(QPointF(box.left() + 8, box.center().y() - 8), icon_pixmap("x", 16, QColor(theme.text)))
    painter.setFont(face)
    painter.setPen(QColor(theme.text))
    painter.drawText(box.adjusted(28, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _frame(painter: QPainter, box: QRectF, colour: str, width: float) -> None:
    painter.setPen(QPen(QColor(colour), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, _RADIUS + width / 2, _RADIUS + width / 2)
