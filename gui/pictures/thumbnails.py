"""Small pictures of parts, made once for each."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPainterPath, QPixmap, QTransform

from gui.pictures.layers import Layers
from gui.pictures.oddest_place import draw_oddest_place
from gui.pictures.region_marks import draw_outline
from gui.qt_image import opaque_qimage

THUMBNAIL_PX = 176
"""The side of a thumbnail: enough for 88 device-independent pixels on a screen at 200 %."""

_OPACITY = 0.6
_RADIUS = 4


def draw_thumbnail(layers: Layers) -> QImage:
    """Draw the whole part, with what is odd about it, into a see-through square. Any thread."""
    height, width = layers.pyramid.full.shape[:2]
    scale = THUMBNAIL_PX / max(width, height)
    fitted = QRectF(0, 0, max(1, round(width * scale)), max(1, round(height * scale)))
    fitted.moveTopLeft(QPointF((THUMBNAIL_PX - fitted.width()) // 2, (THUMBNAIL_PX - fitted.height()) // 2))
    result = QImage(THUMBNAIL_PX, THUMBNAIL_PX, QImage.Format.Format_ARGB32_Premultiplied)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(fitted, opaque_qimage(layers.pyramid.at(scale)))
    to_thumbnail = QTransform.fromTranslate(fitted.left(), fitted.top())
    to_thumbnail.scale(fitted.width() / width, fitted.height() / height)
    if layers.heat is not None:
        painter.setOpacity(_OPACITY)
        painter.drawImage(to_thumbnail.mapRect(layers.heat.place), layers.heat.image)
        painter.setOpacity(1)
    draw_outline(painter, to_thumbnail.map(layers.outlines), scale=1.5)
    draw_oddest_place(painter, layers.oddest, to_thumbnail)
    _cut_corners(painter, 2 * _RADIUS)
    painter.end()
    return result


def rounded(pixmap: QPixmap) -> QPixmap:
    """Give the same picture round corners."""
    result = QPixmap(pixmap.size())
    result.setDevicePixelRatio(pixmap.devicePixelRatio())
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(pixmap))
    painter.drawRoundedRect(QRectF(QPointF(0, 0), pixmap.deviceIndependentSize()), _RADIUS, _RADIUS)
    painter.end()
    return result


def _cut_corners(painter: QPainter, radius: float) -> None:
    whole, inside = QPainterPath(), QPainterPath()
    whole.addRect(QRectF(0, 0, THUMBNAIL_PX, THUMBNAIL_PX))
    inside.addRoundedRect(QRectF(0, 0, THUMBNAIL_PX, THUMBNAIL_PX), radius, radius)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.fillPath(whole - inside, Qt.GlobalColor.black)
