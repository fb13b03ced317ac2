"""How an image is drawn whose verdict changes: thumbnail, from what to what, its score and what it shows."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.training.changes import ImageKind
from gui.look.icons import icon_pixmap
from gui.look.theme import current_theme, font, scaled
from gui.pages.teach.changes_model import CHANGED, THUMBNAIL, ChangedImage
from gui.widgets.score_text import score_text
from gui.widgets.verdict_icons import draw_small_mark

_MARK = 20

_Index = QModelIndex | QPersistentModelIndex


class ChangeDelegate(QStyledItemDelegate):
    """A thumbnail with three lines at its right."""

    side = 96

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Give all images the same room."""
        return QSize(self.side + 16 + scaled(112), self.side + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one image."""
        changed = index.data(CHANGED)
        if not isinstance(changed, ChangedImage):
            return
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        item = QRectF(option.rect)
        place = QRectF(item.left() + 4, item.top() + 4, self.side, self.side)
        self._draw_picture(painter, place, index.data(THUMBNAIL))
        self._draw_texts(painter, QRectF(place.right() + 8, place.top(), item.right() - place.right() - 8, 0), changed)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(current_theme().focus), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(item.adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
        painter.restore()

    def _draw_picture(self, painter: QPainter, place: QRectF, thumbnail: QImage | None) -> None:
        theme = current_theme()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.well))
        painter.drawRoundedRect(place, 4, 4)
        if thumbnail is not None and thumbnail.isNull():
            middle = place.center().toPoint()
            painter.drawPixmap(middle.x() - 14, middle.y() - 14, icon_pixmap("file-x", 28, QColor(theme.on_well2)))
        elif thumbnail is not None:
            painter.drawImage(place, thumbnail)

    def _draw_texts(self, painter: QPainter, column: QRectF, image: ChangedImage) -> None:
        theme, line, change = current_theme(), scaled(24), image.change
        top = column.top() + (self.side - 3 * line) / 2
        changed = change.before is not change.now
        x = column.left()
        if changed:
            draw_small_mark(painter, QRectF(x, top + (line - _MARK) / 2, _MARK, _MARK), change.before)
            arrow = icon_pixmap("arrow-right", 16, QColor(theme.text2))
            painter.drawPixmap(round(x) + _MARK + 6, round(top + (line - 16) / 2), arrow)
            x += _MARK + 28
        draw_small_mark(painter, QRectF(x, top + (line - _MARK) / 2, _MARK, _MARK), change.now)
        word = str(change.now)
        self._write(painter, column, top + line, 700, theme.text, self.tr("now {0}").format(word) if changed else word)
        score = score_text(image.pictured.score)
        self._write(painter, column, top + 2 * line, 400, theme.text2, f"{score}, {self._kind(change.kind)}")

    def _write(self, painter: QPainter, column: QRectF, top: float, weight: int, colour: str, text: str) -> None:
        painter.setFont(font(15, weight))
        painter.setPen(QColor(colour))
        place = QRectF(column.left(), top, column.width() + 8, scaled(24))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)

    def _kind(self, kind: ImageKind) -> str:
        return {
            ImageKind.GOOD: self.tr("good"),
            ImageKind.DEFECT: self.tr("defect"),
            ImageKind.DRAWN: self.tr("drawn"),
        }[kind]
