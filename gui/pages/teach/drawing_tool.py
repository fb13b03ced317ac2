"""What a finger on the picture makes: the tools of the region."""

from enum import Enum, auto

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QPainterPath, QPolygonF

from core.region.shapes import Point, Polygon, Shape, Stroke
from gui.pages.teach.shape_geometry import held_inside, outline_of, rectangle_between

_SLIP = 0.01  # of the picture: a rectangle smaller than that was none
_FINE = 0.004  # of the picture: points of a stroke nearer than that are one


class Tool(Enum):
    """What is done on the picture."""

    CHOOSE = auto()
    RECTANGLE = auto()
    POLYGON = auto()
    BRUSH = auto()


class DrawingTool:
    """A shape while it is drawn: from the first point to the last. Points are fractions of the picture."""

    def __init__(self) -> None:
        self.tool = Tool.RECTANGLE
        self.ignored = False
        self.brush = 0.06  # of the picture's shorter side
        self._points: list[Point] = []
        self._ahead: Point | None = None

    @property
    def drawing(self) -> bool:
        """Whether a shape has been begun."""
        return bool(self._points)

    @property
    def points(self) -> tuple[Point, ...]:
        """The points so far."""
        return tuple(self._points)

    def cancel(self) -> None:
        """Forget what was begun."""
        self._points, self._ahead = [], None

    def take_back(self) -> None:
        """Forget the point that was set last."""
        del self._points[-1:]

    def press(self, point: Point) -> None:
        """Begin a shape, or set a polygon's next corner."""
        self._points.append(held_inside(point))

    def move(self, point: Point) -> None:
        """Go on."""
        self._ahead = held_inside(point)
        if self.tool is Tool.BRUSH and self._points and _apart(self._points[-1], self._ahead) > _FINE:
            self._points.append(self._ahead)

    def release(self) -> Shape | None:
        """Let go: gives the shape where that ends it. A polygon goes on until it is closed."""
        if self.tool is Tool.POLYGON or not self._points:
            return None
        shape = self._shape()
        self.cancel()
        return shape

    def close(self) -> Shape | None:
        """Close a polygon; with fewer than three corners there is none."""
        points = self.points
        if self.tool is not Tool.POLYGON or len(points) < 3:
            return None
        self.cancel()
        return Polygon(ignored=self.ignored, points=points)

    def path(self, size: QSizeF) -> QPainterPath:
        """What there is so far, in the pixels of a picture of that size."""
        if self.tool is Tool.POLYGON:
            points = [*self._points, *([self._ahead] if self._ahead else [])]
            path = QPainterPath()
            path.addPolygon(QPolygonF([QPointF(x * size.width(), y * size.height()) for x, y in points]))
            return path
        shape = self._shape() if self._points else None
        return outline_of(shape, size) if shape else QPainterPath()

    def _shape(self) -> Shape | None:
        if self.tool is Tool.BRUSH:
            return Stroke(ignored=self.ignored, points=self.points, width=self.brush)
        first, last = self._points[0], self._ahead or self._points[0]
        if min(abs(first[0] - last[0]), abs(first[1] - last[1])) < _SLIP:
            return None
        return rectangle_between(first, last, self.ignored)


def _apart(one: Point, other: Point) -> float:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))
