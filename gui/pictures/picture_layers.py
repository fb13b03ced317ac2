"""How a picture and what lies on it are drawn, for a view that shows all of it or a part."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter, QPainterPath, QTransform

from gui.pictures.layers import Heat
from gui.pictures.pyramid import Pyramid
from gui.pictures.region_marks import draw_dashed, draw_outline
from gui.qt_image import opaque_qimage


def draw_picture(painter: QPainter, pyramid: Pyramid, to_view: QTransform, view: QRectF, *, grey: bool) -> None:
    """Draw what of a picture is seen in `view`, in colour or in grey; `to_view` maps frame pixels there."""
    height, width = pyramid.full.shape[:2]
    level = pyramid.at(to_view.m11() * painter.device().devicePixelRatioF())
    x, y = width / level.shape[1], height / level.shape[0]  # frame pixels for each of the level
    seen = to_view.inverted()[0].mapRect(view)
    # One pixel more on each side, so that no edge of the cut is smoothed in sight.
    around = QRectF(seen.left() / x, seen.top() / y, seen.width() / x, seen.height() / y).toAlignedRect()
    cut = around.adjusted(-1, -1, 1, 1).intersected(QRect(0, 0, level.shape[1], level.shape[0]))
    if cut.isEmpty():
        return
    pixels = level[cut.top() : cut.top() + cut.height(), cut.left() : cut.left() + cut.width()]
    image = opaque_qimage(pixels)
    if grey:
        image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    place = QRectF(cut.left() * x, cut.top() * y, cut.width() * x, cut.height() * y)
    painter.drawImage(to_view.mapRect(place), image)


def draw_fitted(painter: QPainter, fitted: QImage | None, target: QRectF) -> bool:
    """Copy a picture that has just the size it is to be drawn in, whole pixels on whole pixels; False if it hasn't."""
    if fitted is None or fitted.deviceIndependentSize() != target.size():
        return False
    painter.drawImage(target.topLeft(), fitted)
    return True


def draw_heat(painter: QPainter, heat: Heat, to_view: QTransform, opacity: float) -> None:
    """Lay the heatmap over the picture, at an opacity of 0 to 1."""
    painter.setOpacity(opacity)
    painter.drawImage(to_view.mapRect(heat.place), heat.image)
    painter.setOpacity(1)


def draw_outlines(painter: QPainter, outlines: QPainterPath, to_view: QTransform, view: QRectF) -> None:
    """Stroke the threshold contour, always in the same width."""
    if to_view.mapRect(outlines.controlPointRect()).intersects(view):
        draw_outline(painter, to_view.map(outlines))


def draw_inspected(painter: QPainter, inspected: QPainterPath, to_view: QTransform) -> None:
    """Stroke the border of what is inspected, dashed and thin: it is where Filbert looks, not what it found."""
    if not inspected.isEmpty():
        draw_dashed(painter, to_view.map(inspected))
