"""Small pictures of parts, made once for each."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPixmap, QTransform

from core.inspection.heatmap import heatmap_rgba, threshold_contours
from core.types import Inspection, Verdict
from gui.qt_image import to_qimage
from gui.theme import current_theme
from gui.widgets.region_marks import draw_outline, outline_path

_OPACITY = 0.6
_RADIUS = 4


def part_thumbnail(inspection: Inspection, side: int, ratio: float) -> QPixmap:
    """Draw the whole part in a square of `side` device-independent pixels; on FAIL with heatmap and outline.

    `ratio` is the screen's device pixels for each of those. GUI thread only.
    """
    picture = to_qimage(inspection.frame.image)
    pixels = round(side * ratio)
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    fitted = picture.scaled(QSize(pixels, pixels), keep, smooth)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(QColor(current_theme().well))
    painter = QPainter(pixmap)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    corner = QPointF((pixels - fitted.width()) // 2, (pixels - fitted.height()) // 2)
    painter.drawImage(corner, fitted)
    if inspection.verdict is Verdict.FAIL:
        _draw_what_is_odd(painter, inspection, QRectF(corner, fitted.size()), ratio)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return rounded(pixmap)


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


def _draw_what_is_odd(painter: QPainter, inspection: Inspection, target: QRectF, ratio: float) -> None:
    height, width = inspection.frame.image.shape[:2]
    heat = to_qimage(heatmap_rgba(inspection.score_map, _OPACITY))
    painter.drawImage(target, heat.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied))
    outlines = outline_path(threshold_contours(inspection.score_map, width, height))
    to_target = QTransform.fromTranslate(target.left(), target.top())
    to_target.scale(target.width() / width, target.height() / height)
    draw_outline(painter, to_target.map(outlines), scale=0.75 * ratio)
