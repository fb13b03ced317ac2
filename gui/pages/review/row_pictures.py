"""How a record's row looks, drawn once and kept: painting the list then only copies rows.

Each call of Qt's may have to wait for threads that write records; a row drawn cell by cell needs fifty of them.
"""

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPixmap

from core.records.record import Record
from gui.look.icons import icon_pixmap
from gui.look.theme import current_appearance, current_theme, font
from gui.pages.review.record_model import RIGHT, TEXTS, Column
from gui.pages.review.words import ICONS
from gui.widgets.verdict_icons import draw_small_mark

_MOST_KEPT = 200  # rows: four screens full at 3840 × 2160
_MARGIN = 10
_MARK, _ICON = 18, 20
_BAR = 4  # the chosen row's mark at its left


@dataclass(frozen=True)
class RowShape:
    """Where the cells of a row lie: column, left edge and width of each in sight; the row's size, in pixels."""

    cells: tuple[tuple[int, int, int], ...]
    width: int
    height: int
    ratio: float  # of the screen


class RowPictures:
    """Rows as pixmaps; those used last are kept."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, QPixmap] = OrderedDict()

    def of(self, record: Record | None, chosen: bool, shape: RowShape) -> QPixmap:
        """A row's picture; None for a record that is still being read."""
        key = (record, chosen, shape, current_appearance())
        pixmap = self._kept.get(key)
        if pixmap is None:
            pixmap = self._kept[key] = _drawn(record, chosen, shape)
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return pixmap

    def has(self, record: Record | None, chosen: bool, shape: RowShape) -> bool:
        """Whether it is drawn already."""
        return (record, chosen, shape, current_appearance()) in self._kept


def _drawn(record: Record | None, chosen: bool, shape: RowShape) -> QPixmap:
    theme = current_theme()
    pixmap = QPixmap(round(shape.width * shape.ratio), round(shape.height * shape.ratio))
    pixmap.setDevicePixelRatio(shape.ratio)
    pixmap.fill(QColor(theme.sel if chosen else theme.surface))
    painter = QPainter(pixmap)
    painter.fillRect(QRectF(0, shape.height - 1, shape.width, 1), QColor(theme.line))
    if chosen:
        painter.fillRect(QRectF(0, 0, _BAR, shape.height), QColor(theme.focus))
    for column, left, width in shape.cells:
        _draw_cell(painter, QRectF(left + _MARGIN, 0, width - 2 * _MARGIN, shape.height - 1), record, column)
    painter.end()
    return pixmap


def _draw_cell(painter: QPainter, room: QRectF, record: Record | None, column: int) -> None:
    theme = current_theme()
    text = "…" if record is None else TEXTS[column](record)
    if record is not None:
        room = _draw_mark(painter, room, record, column)
    painter.setPen(QColor(theme.text if record is not None else theme.text3))
    face = font(15, 600 if column == Column.VERDICT else 400)
    painter.setFont(face)
    side = Qt.AlignmentFlag.AlignRight if column in RIGHT else Qt.AlignmentFlag.AlignLeft
    cut = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, cut)


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
