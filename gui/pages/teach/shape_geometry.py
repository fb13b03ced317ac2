"""What a drawn shape looks like and how it is changed by hand; all points are fractions of the picture."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QPolygonF

from core.region.shapes import Point, Polygon, Rectangle, Shape, Stroke

LEAST_SIDE = 0.005
"""A rectangle is at least so wide and high: what is smaller was a slip of the finger."""

_NEW_HALF = 0.25  # of the picture's sides: half of a shape that is put into the middle


def outline_of(shape: Shape, size: QSizeF) -> QPainterPath:
    """The shape's outline in the pixels of a picture of that size."""
    if isinstance(shape, Stroke):
        return _stroke_outline(shape, size)
    path = QPainterPath()
    path.addPolygon(QPolygonF([_pixel(point, size) for point in corners_of(shape)]))
    path.closeSubpath()
    return path


def corners_of(shape: Rectangle | Polygon) -> tuple[Point, ...]:
    """The corners in order; a rectangle's from its upper left clockwise."""
    if isinstance(shape, Polygon):
        return shape.points
    right, down = shape.x + shape.width, shape.y + shape.height
    return (shape.x, shape.y), (right, shape.y), (right, down), (shape.x, down)


def handles_of(shape: Shape) -> tuple[Point, ...]:
    """Where it can be taken hold of to change its form; a stroke can only be moved."""
    return () if isinstance(shape, Stroke) else corners_of(shape)


def with_handle_at(shape: Shape, handle: int, point: Point) -> Shape:
    """The shape with one of its handles moved to a point of the picture."""
    x, y = held_inside(point)
    if isinstance(shape, Rectangle):
        fixed = corners_of(shape)[(handle + 2) % 4]
        return rectangle_between(fixed, (x, y), shape.ignored)
    if isinstance(shape, Polygon):
        points = list(shape.points)
        points[handle] = (x, y)
        return shape.model_copy(update={"points": tuple(points)})
    return shape


def rectangle_between(one: Point, other: Point, ignored: bool) -> Rectangle:
    """The rectangle with these opposite corners."""
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return Rectangle(
        ignored=ignored,
        x=left,
        y=top,
        width=max(right - left, LEAST_SIDE),
        height=max(bottom - top, LEAST_SIDE),
    )


def moved(shape: Shape, x: float, y: float) -> Shape:
    """The shape moved right and down, as far as it stays inside the picture."""
    box = bounds_of(shape)
    x = min(max(x, -box.left()), 1 - box.right()) if box.width() <= 1 else x
    y = min(max(y, -box.top()), 1 - box.bottom()) if box.height() <= 1 else y
    if isinstance(shape, Rectangle):
        return shape.model_copy(update={"x": shape.x + x, "y": shape.y + y})
    points = tuple((px + x, py + y) for px, py in shape.points)
    return shape.model_copy(update={"points": points})


def resized(shape: Shape, x: float, y: float) -> Shape:
    """The shape wider by `x` and higher by `y`, from its upper left corner on; a stroke's brush by the sum."""
    if isinstance(shape, Stroke):
        return shape.model_copy(update={"width": max(LEAST_SIDE, shape.width + x + y)})
    box = bounds_of(shape)
    width, height = max(LEAST_SIDE, box.width() + x), max(LEAST_SIDE, box.height() + y)
    width, height = min(width, 1 - box.left()), min(height, 1 - box.top())
    if isinstance(shape, Rectangle):
        return shape.model_copy(update={"width": width, "height": height})
    across, down = width / max(box.width(), LEAST_SIDE), height / max(box.height(), LEAST_SIDE)
    points = tuple(
        (box.left() + (px - box.left()) * across, box.top() + (py - box.top()) * down) for px, py in shape.points
    )
    return shape.model_copy(update={"points": points})


def bounds_of(shape: Shape) -> QRectF:
    """The upright box of the shape's points; a stroke's without the width of its brush."""
    if isinstance(shape, Rectangle):
        return QRectF(shape.x, shape.y, shape.width, shape.height)
    return QPolygonF([QPointF(x, y) for x, y in shape.points]).boundingRect()


def rectangle_in_the_middle(ignored: bool) -> Rectangle:
    """What a key puts there, to be moved and sized by keys."""
    return Rectangle(ignored=ignored, x=0.5 - _NEW_HALF, y=0.5 - _NEW_HALF, width=2 * _NEW_HALF, height=2 * _NEW_HALF)


def polygon_in_the_middle(ignored: bool) -> Polygon:
    """An octagon."""
    cut = 0.3 * _NEW_HALF
    near, far = 0.5 - _NEW_HALF, 0.5 + _NEW_HALF
    inner, outer = near + cut, far - cut
    points = (
        (inner, near),
        (outer, near),
        (far, inner),
        (far, outer),
        (outer, far),
        (inner, far),
        (near, outer),
        (near, inner),
    )
    return Polygon(ignored=ignored, points=points)


def held_inside(point: Point) -> Point:
    """The point, or the nearest one of the picture."""
    return min(1.0, max(0.0, point[0])), min(1.0, max(0.0, point[1]))


def _stroke_outline(stroke: Stroke, size: QSizeF) -> QPainterPath:
    pixels = [_pixel(point, size) for point in stroke.points]
    width = stroke.width * min(size.width(), size.height())
    path = QPainterPath()
    if len(pixels) == 1:
        path.addEllipse(pixels[0], width / 2, width / 2)
        return path
    path.addPolygon(QPolygonF(pixels))
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    outline = stroker.createStroke(path)
    outline.setFillRule(Qt.FillRule.WindingFill)
    return outline.simplified()


def _pixel(point: Point, size: QSizeF) -> QPointF:
    return QPointF(point[0] * size.width(), point[1] * size.height())
