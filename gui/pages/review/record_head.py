"""The heads of the columns."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from gui.look.icons import icon_pixmap
from gui.look.theme import current_theme, font
from gui.pages.review.record_model import RIGHT

_MARGIN = 10
_ARROW = 16


class RecordHead(QHeaderView):
    """Names and a mark at the column that is sorted by.

    It is drawn by hand: Qt's own asks for each column whether all rows are selected, a million of them one by one.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName(self.tr("Sort by"))
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)

    def sectionSizeFromContents(self, _column: int) -> QSize:
        """Columns have widths of their own: none is measured."""
        return QSize(60, 40)

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        """Draw one head."""
        theme, face, box = current_theme(), font(13, 600), QRectF(rect)
        text = str(self.model().headerData(column, Qt.Orientation.Horizontal))
        painter.save()
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(theme.control))
        painter.setFont(face)
        painter.setPen(QColor(theme.text2))
        room = box.adjusted(_MARGIN, 0, -_MARGIN, -1)
        is_right = column in RIGHT
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        cut = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, cut)
        if self.sortIndicatorSection() == column:
            width = QFontMetricsF(face).horizontalAdvance(cut)
            left = room.right() - width - _ARROW - 2 if is_right else room.left() + width + 2
            is_down = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
            icon = icon_pixmap("chevron-down" if is_down else "chevron-up", _ARROW, QColor(theme.text2))
            painter.drawPixmap(QPointF(round(left), round(box.center().y() - _ARROW / 2)), icon)
        painter.restore()
