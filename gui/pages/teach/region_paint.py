"""How a region lies on the picture while it is drawn: what is not inspected is veiled, shapes have outlines."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from core.region.shapes import Shape
from core.types import Mask
from gui.look.theme import DARK, LIGHT, current_theme
from gui.pages.teach.shape_geometry import handles_of, outline_of
from gui.qt_image import premultiplied_qimage

HANDLE_PX = 14
"""Side of a handle; a finger may miss it by more."""

_VEIL = 150  # of 255: dark enough to be plain, thin enough to know the part by


def veil_of(mask: Mask) -> QImage:
    """A see-through picture of the mask's size, dark where nothing is inspected, with stripes that need no colour."""
    height, width = mask.shape
    rows, columns = np.ogrid[:height, :width]
    striped = (rows + columns) // 5 % 3 == 0
    veil = np.zeros((height, width, 4), np.uint8)
    veil[..., 3] = np.where(mask, 0, np.where(striped, _VEIL + 55, _VEIL))
    return premultiplied_qimage(veil)


def draw_shape(painter: QPainter, shape: Shape, size: QSizeF, to_view: QTransform, chosen: bool) -> None:
    """Draw a shape's outline, solid for what is inspected and dashed for what is ignored; with handles if chosen."""
    _stroke(painter, to_view.map(outline_of(shape, size)), shape.ignored, chosen)
    if chosen:
        for x, y in handles_of(shape):
            draw_handle(painter, to_view.map(QPointF(x * size.width(), y * size.height())))


def draw_path(painter: QPainter, path: QPainterPath, ignored: bool) -> None:
    """Draw what is not finished yet; the path is in the view's pixels."""
    _stroke(painter, path, ignored, chosen=True)


def draw_handle(painter: QPainter, middle: QPointF) -> None:
    """Draw where a finger takes hold."""
    half = HANDLE_PX / 2
    painter.setPen(QPen(QColor(LIGHT.focus), 3))
    painter.setBrush(QBrush(QColor(current_theme().contour)))
    painter.drawRoundedRect(QRectF(middle.x() - half, middle.y() - half, HANDLE_PX, HANDLE_PX), 3, 3)


def _stroke(painter: QPainter, path: QPainterPath, ignored: bool, chosen: bool) -> None:
    theme = current_theme()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # On a picture the focus has the colour it has in the dark, in every theme.
    for colour, width in ((theme.contour_edge, 5.0), (DARK.focus if chosen else theme.contour, 2.5)):
        pen = QPen(QColor(colour), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if ignored and colour != theme.contour_edge:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([3, 2])
        painter.strokePath(path, pen)
