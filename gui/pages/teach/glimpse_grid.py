"""Pictures the detector has not learned from, as it sees them while it still learns and once it has."""

from collections.abc import Sequence

import cv2
import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.inspection.heatmap import overlay
from core.types import Glimpse
from gui.look.theme import current_theme, font
from gui.qt_image import opaque_qimage
from gui.widgets.score_text import score_text

_GAP = 12
_SIDE = 256  # pixels a small picture is drawn with: 128 would show its squares
_RADIUS = 6


class GlimpseGrid(QWidget):
    """Squares with the heatmap over each picture, and its highest score below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glimpses: tuple[Glimpse, ...] = ()
        self._pictures: list[QImage] = []
        self.setAccessibleName(self.tr("Images it has not seen"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_glimpses(self, glimpses: Sequence[Glimpse]) -> None:
        """Show these."""
        self._glimpses = tuple(glimpses)
        self._pictures = [_drawn(glimpse) for glimpse in glimpses]
        said = [f"{glimpse.name}, {self._kind(glimpse)}, {_highest(glimpse)}" for glimpse in glimpses]
        self.setAccessibleDescription("; ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a few."""
        return QSize(480, 480)

    def minimumSizeHint(self) -> QSize:
        """Still to be seen."""
        return QSize(240, 200)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them in as many columns as make them largest."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if not self._glimpses:
            painter.setFont(font(15, 400))
            painter.setPen(QColor(current_theme().text2))
            text = self.tr("Heatmaps of good images appear here while Filbert learns.")
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()).adjusted(24, 0, -24, 0), int(flags), text)
            return
        caption = QFontMetricsF(font(13, 600)).height() + 8
        columns, side = self._best_grid(caption)
        rows = -(-len(self._glimpses) // columns)
        across = max(0.0, (self.width() - columns * side - (columns - 1) * _GAP) / 2)
        down = max(0.0, (self.height() - rows * (side + caption) - (rows - 1) * _GAP) / 2)
        for place, (glimpse, picture) in enumerate(zip(self._glimpses, self._pictures, strict=True)):
            left = across + (place % columns) * (side + _GAP)
            top = down + (place // columns) * (side + caption + _GAP)
            self._draw(painter, QRectF(left, top, side, side), caption, glimpse, picture)

    def _best_grid(self, caption: float) -> tuple[int, float]:
        count, found = len(self._glimpses), (1, 0.0)
        for columns in range(1, count + 1):
            rows = -(-count // columns)
            across = (self.width() - (columns - 1) * _GAP) / columns
            down = (self.height() - (rows - 1) * _GAP) / rows - caption
            found = max(found, (columns, min(across, down)), key=lambda grid: grid[1])
        return found

    def _draw(self, painter: QPainter, square: QRectF, caption: float, glimpse: Glimpse, picture: QImage) -> None:
        theme, path = current_theme(), QPainterPath()
        path.addRoundedRect(square, _RADIUS, _RADIUS)
        painter.fillPath(path, QColor(theme.well))
        scale = min(square.width() / picture.width(), square.height() / picture.height())
        place = QRectF(0, 0, picture.width() * scale, picture.height() * scale)
        place.moveCenter(square.center())
        painter.save()
        painter.setClipPath(path)
        painter.drawImage(place, picture)
        painter.restore()
        below = QRectF(square.left(), square.bottom() + 4, square.width(), caption)
        painter.setPen(QColor(theme.text if glimpse.defective else theme.text2))
        painter.setFont(font(13, 600 if glimpse.defective else 400))
        bold = font(13, 700)
        room = below.width() - QFontMetricsF(bold).horizontalAdvance(_highest(glimpse)) - _GAP
        kind = self._kind(glimpse)
        if QFontMetricsF(painter.font()).horizontalAdvance(kind) > room:
            kind = self._kind(glimpse, short=True)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, kind)
        painter.setPen(QColor(theme.text))
        painter.setFont(bold)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, _highest(glimpse))

    def _kind(self, glimpse: Glimpse, short: bool = False) -> str:
        if glimpse.defective:
            return self.tr("defect")
        return self.tr("good") if short else self.tr("good, held out")


def _highest(glimpse: Glimpse) -> str:
    return score_text(glimpse.highest)


def _drawn(glimpse: Glimpse) -> QImage:
    scale = _SIDE / max(glimpse.image.shape[:2])
    size = (max(1, round(glimpse.image.shape[1] * scale)), max(1, round(glimpse.image.shape[0] * scale)))
    picture = np.asarray(cv2.resize(glimpse.image, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    return opaque_qimage(overlay(picture, np.asarray(glimpse.score_map, np.float32), ()))
