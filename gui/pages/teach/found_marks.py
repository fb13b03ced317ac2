"""Some good pictures with the mark where it was found."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.theme import current_theme, font, scaled
from gui.pages.teach.mark_search import FoundMark, FoundMarks
from gui.pictures.region_marks import draw_outline
from gui.widgets.drawn import Drawn

_COLUMNS, _GAP = 3, 8


class FoundMarksView(Drawn):
    """Small pictures side by side; one without the mark says so in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = FoundMarks()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Where the mark is found"))

    def show_found(self, found: FoundMarks) -> None:
        """Show these."""
        self._found = found
        missing = [mark.name for mark in found.marks if mark.corners is None]
        self.setAccessibleDescription(self.tr("Not found on: {0}").format(", ".join(missing)) if missing else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Two rows of pictures."""
        return QSize(240, 2 * scaled(110) + _GAP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pictures."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        rows = max(1, -(-len(self._found.marks) // _COLUMNS))
        width = (self.width() - _GAP * (_COLUMNS - 1)) / _COLUMNS
        height = min(width, (self.height() - _GAP * (rows - 1)) / rows)
        for number, mark in enumerate(self._found.marks):
            row, column = divmod(number, _COLUMNS)
            self._draw(painter, QRectF(column * (width + _GAP), row * (height + _GAP), width, height), mark)

    def _draw(self, painter: QPainter, cell: QRectF, mark: FoundMark) -> None:
        theme = current_theme()
        painter.fillRect(cell, QColor(theme.well))
        size = mark.picture.size().toSizeF().scaled(cell.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(QPointF(0, 0), size)
        place.moveCenter(cell.center())
        painter.setOpacity(1.0 if mark.corners else 0.4)
        painter.drawImage(place, mark.picture)
        painter.setOpacity(1.0)
        if mark.corners is None:
            painter.setPen(QColor(theme.on_well))
            painter.setFont(font(15, 600))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, self.tr("not found"))
            return
        path = QPainterPath()
        corners = [QPointF(place.left() + x * place.width(), place.top() + y * place.height()) for x, y in mark.corners]
        path.addPolygon(QPolygonF(corners))
        path.closeSubpath()
        painter.save()
        painter.setClipRect(cell)
        draw_outline(painter, path)
        painter.restore()
