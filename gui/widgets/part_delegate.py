"""How one of the last parts is drawn."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.types import Inspection, Verdict
from gui.icons import icon_pixmap
from gui.theme import current_theme, font
from gui.widgets.score_text import score_text
from gui.widgets.verdict_icons import draw_small_mark

PART = Qt.ItemDataRole.UserRole
"""The Inspection, or the SkippedImage."""
SHOWN = Qt.ItemDataRole.UserRole + 1
"""Whether the large view shows this part."""

_TOP = 5  # room for the frame around a thumbnail

_Index = QModelIndex | QPersistentModelIndex


class PartDelegate(QStyledItemDelegate):
    """Draws a thumbnail with its verdict and score below, or a dashed gap for a file that was skipped."""

    side = 88
    pitch = 102

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Give all parts the same room."""
        return QSize(self.pitch, _TOP + self.side + 30)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one part."""
        item = QRectF(option.rect)
        place = QRectF(item.left() + (self.pitch - self.side) // 2, item.top() + _TOP, self.side, self.side)
        caption = QRectF(place.left(), place.bottom() + 6, self.side + 12, 20)
        part = index.data(PART)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if isinstance(part, Inspection):
            painter.drawPixmap(place, index.data(Qt.ItemDataRole.DecorationRole), QRectF())
            self._draw_result(painter, caption, part)
        else:
            self._draw_gap(painter, place, caption)
        if index.data(SHOWN):
            _draw_frame(painter, place, 3)
        if option.state & QStyle.StateFlag.State_HasFocus:
            _draw_frame(painter, item.adjusted(4, 4, -4, -6), 2)
        painter.restore()

    def _draw_result(self, painter: QPainter, caption: QRectF, part: Inspection) -> None:
        theme, failed = current_theme(), part.verdict is Verdict.FAIL
        draw_small_mark(painter, QRectF(caption.left() + 1, caption.top() + 2, 16, 16), part.verdict)
        painter.setPen(QColor(theme.text if failed else theme.text2))
        painter.setFont(font(15, 700 if failed else 400))
        painter.drawText(caption.adjusted(24, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, score_text(part.score))

    def _draw_gap(self, painter: QPainter, place: QRectF, caption: QRectF) -> None:
        theme = current_theme()
        pen = QPen(QColor(theme.hollow), 2)
        pen.setDashPattern([4, 2])
        painter.setPen(pen)
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 4, 4)
        icon = icon_pixmap("file-x", 28, QColor(theme.hollow))
        painter.drawPixmap((place.center() - QRectF(0, 0, 28, 28).center()).toPoint(), icon)
        painter.setPen(QColor(theme.text))
        painter.setFont(font(13, 600))
        painter.drawText(caption, Qt.AlignmentFlag.AlignVCenter, self.tr("SKIPPED"))


def _draw_frame(painter: QPainter, place: QRectF, width: int) -> None:
    painter.setPen(QPen(QColor(current_theme().focus), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.adjusted(-2, -2, 2, 2), 5, 5)
