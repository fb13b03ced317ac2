"""How a good image is drawn in the grid."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.types import Verdict
from gui.icons import icon_pixmap
from gui.teach.image_model import BADGE, DROPPED, IMAGE, THUMBNAIL
from gui.theme import current_theme, font
from gui.widgets.verdict_icons import draw_small_mark

_MARGIN = 6  # between a picture and its cell, room for the frame of the chosen one
_RADIUS = 4
_BADGE = 26

_Index = QModelIndex | QPersistentModelIndex


class ImageDelegate(QStyledItemDelegate):
    """A square with the picture, a frame and a word if there is a remark, its name below. All have the same size."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.side = 132

    def cell(self) -> QSize:
        """The size of a cell, in the text size of now."""
        caption = QFontMetricsF(font(13, 600)).height()
        return QSize(self.side + 2 * _MARGIN, round(self.side + caption) + 3 * _MARGIN)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Give all images the same room."""
        return self.cell()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one image."""
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        cell, badge, dropped = QRectF(option.rect), str(index.data(BADGE)), bool(index.data(DROPPED))
        square = QRectF(cell.left() + (cell.width() - self.side) / 2, cell.top() + _MARGIN, self.side, self.side)
        painter.setOpacity(0.35 if dropped else 1)
        _draw_picture(painter, square, index.data(THUMBNAIL))
        painter.setOpacity(1)
        if badge and not dropped:
            _frame(painter, square.adjusted(1, 1, -1, -1), current_theme().review_mark, 2)
            _draw_badge(painter, square, badge)
        if dropped:
            _draw_dropped(painter, square, self.tr("dropped"))
        if option.state & QStyle.StateFlag.State_Selected:
            _frame(painter, square.adjusted(-2.5, -2.5, 2.5, 2.5), current_theme().focus, 3)
        self._draw_name(painter, cell, square, index.data(IMAGE).name, bold=bool(badge))
        painter.restore()

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
    painter.fillPath(shape, QColor(current_theme().well if pixmap is not None else current_theme().track))
    if pixmap is None:
        return
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
