"""How a record's cells are drawn; by hand, for a style sheet takes ten times as long."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.records.record import Record
from gui.icons import icon_pixmap
from gui.review.record_model import RECORD, Column
from gui.review.words import ICONS
from gui.theme import current_theme, font
from gui.widgets.verdict_icons import draw_small_mark

_Index = QModelIndex | QPersistentModelIndex
_MARGIN = 10
_MARK, _ICON = 18, 20
_BAR = 4  # the chosen row's mark at its left


class RecordDelegate(QStyledItemDelegate):
    """Text with a fine line below; the verdict with its mark, an opinion with its thumb."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Rows and columns have sizes of their own: no cell need be measured."""
        return QSize(60, 40)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one cell."""
        theme, cell, column = current_theme(), QRectF(option.rect), index.column()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell, QColor(theme.sel))
            if column == 0:
                painter.fillRect(QRectF(cell.left(), cell.top(), _BAR, cell.height()), QColor(theme.focus))
        painter.fillRect(QRectF(cell.left(), cell.bottom() - 1, cell.width(), 1), QColor(theme.line))
        record = index.data(RECORD)
        room = cell.adjusted(_MARGIN, 0, -_MARGIN, -1)
        if isinstance(record, Record):
            room = self._draw_mark(painter, room, record, column)
        painter.setPen(QColor(theme.text if record is not None else theme.text3))
        face = font(15, 600 if column == Column.VERDICT else 400)
        painter.setFont(face)
        text = QFontMetricsF(face).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        align = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        painter.drawText(room, align, text)

    @staticmethod
    def _draw_mark(painter: QPainter, room: QRectF, record: Record, column: int) -> QRectF:
        """Draw the cell's icon, if it has one, and give the room that is left."""
        middle = room.center().y()
        if column == Column.VERDICT:
            draw_small_mark(painter, QRectF(room.left() + 2, middle - _MARK / 2, _MARK, _MARK), record.verdict)
            return room.adjusted(_MARK + 12, 0, 0, 0)
        if column == Column.CONFIRMED and record.confirmation is not None:
            icon = icon_pixmap(ICONS[record.confirmation.opinion], _ICON, QColor(current_theme().text))
            painter.drawPixmap(QPointF(round(room.left()), round(middle - _ICON / 2)), icon)
            return room.adjusted(_ICON + 8, 0, 0, 0)
        return room
