"""How a taught image is drawn where somebody looks for those that are not good."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.inspection.judge import verdict_of
from gui.look.icons import icon_pixmap
from gui.look.theme import current_theme, font, scaled
from gui.pages.teach.odd_model import MARKED, PICTURED, THUMBNAIL
from gui.pages.teach.thumbnail_loader import Pictured
from gui.widgets.score_text import score_text
from gui.widgets.verdict_icons import draw_small_mark

_SMALLEST = 136  # pixels of a thumbnail's side
_EDGE = 6  # room for the frames around a thumbnail

_Index = QModelIndex | QPersistentModelIndex


class OddDelegate(QStyledItemDelegate):
    """A thumbnail with its score and name below; one that is marked is crossed out and says NOT GOOD."""

    side = 136

    def fill(self, width: int) -> None:
        """Take the size at which whole columns fill a width."""
        columns = max(1, (width - 18) // (_SMALLEST + 2 * _EDGE))
        self.side = max(_SMALLEST, (width - 18) // columns - 2 * _EDGE)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Give all images the same room."""
        return QSize(self.side + 2 * _EDGE, self.side + 2 * _EDGE + scaled(46))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one image."""
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        item = QRectF(option.rect)
        place = QRectF(item.left() + _EDGE, item.top() + _EDGE, self.side, self.side)
        marked = bool(index.data(MARKED))
        self._draw_picture(painter, place, index.data(THUMBNAIL), marked)
        if marked:
            self._draw_mark(painter, place)
        image = index.data(PICTURED)
        if isinstance(image, Pictured):
            self._draw_texts(painter, place, image)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(current_theme().focus), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(item.adjusted(2, 2, -2, -2), 6, 6)
        painter.restore()

    def _draw_picture(self, painter: QPainter, place: QRectF, thumbnail: QImage | None, marked: bool) -> None:
        theme = current_theme()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.well))
        painter.drawRoundedRect(place, 4, 4)
        if thumbnail is None:
            return
        if thumbnail.isNull():
            painter.drawPixmap(
                round(place.center().x()) - 14,
                round(place.center().y()) - 14,
                icon_pixmap("file-x", 28, QColor(theme.on_well2)),
            )
            return
        painter.setOpacity(0.45 if marked else 1.0)
        painter.drawImage(place, thumbnail)
        painter.setOpacity(1.0)

    def _draw_mark(self, painter: QPainter, place: QRectF) -> None:
        theme = current_theme()
        painter.setPen(QPen(QColor(theme.review_mark), 4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(2, 2, -2, -2), 4, 4)
        face, text = font(13, 700), self.tr("not good")
        width, height = QFontMetricsF(face).horizontalAdvance(text) + 34, scaled(26)
        tag = QRectF(place.left(), place.bottom() - height, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.review_tile))
        painter.drawRoundedRect(tag, 4, 4)
        ink = QColor(theme.review_text)
        painter.drawPixmap(round(tag.left()) + 7, round(tag.center().y()) - 8, icon_pixmap("x", 16, ink))
        painter.setPen(ink)
        painter.setFont(face)
        painter.drawText(tag.adjusted(27, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _draw_texts(self, painter: QPainter, place: QRectF, image: Pictured) -> None:
        theme, line = current_theme(), scaled(21)
        box = QRectF(place.left() + 1, place.bottom() + 6 + (line - 16) / 2, 16, 16)
        draw_small_mark(painter, box, verdict_of(image.score))
        painter.setPen(QColor(theme.text))
        painter.setFont(font(15, 600))
        score = QRectF(place.left() + 22, place.bottom() + 6, place.width() - 22, line)
        painter.drawText(score, Qt.AlignmentFlag.AlignVCenter, score_text(image.score))
        face = font(13, 400)
        painter.setFont(face)
        painter.setPen(QColor(theme.text2))
        name = QFontMetricsF(face).elidedText(image.key, Qt.TextElideMode.ElideMiddle, place.width())
        below = QRectF(place.left(), score.bottom(), place.width(), scaled(18))
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, name)
