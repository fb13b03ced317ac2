"""What a pointer or a key does to the shapes on a picture."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt

from core.region.shapes import Point
from gui.pages.teach.drawing_tool import DrawingTool, Tool
from gui.pages.teach.region_shapes import RegionShapes
from gui.pages.teach.shape_geometry import (
    handles_of,
    moved,
    outline_of,
    polygon_in_the_middle,
    rectangle_in_the_middle,
    resized,
    with_handle_at,
)

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
PAGES = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

_FINGER = 22  # pixels around a handle that take hold of it
_STEP, _FINE_STEP = 0.01, 0.002  # of the picture: what an arrow moves, alone and with Ctrl


class RegionHand:
    """Draws, chooses, moves and forms shapes. Points come in pixels of a view in which the picture lies in `target`."""

    def __init__(self, shapes: RegionShapes) -> None:
        self.shapes, self.drawing = shapes, DrawingTool()
        self.target, self.picture = QRectF(0, 0, 1, 1), QSizeF(1, 1)  # in pixels of the view, and of the picture
        self._held: QPointF | None = None  # while a shape is dragged
        self._setting = False  # a polygon's corner, whose finger is still down
        self._handle: int | None = None

    def press(self, at: QPointF) -> None:
        """Begin a shape, set a polygon's next corner, or take hold of a shape or of one of its handles."""
        handle = self._handle_at(at)
        if self.drawing.drawing and self._closes(at):
            self._finish_polygon()
        elif handle is not None and not self.drawing.drawing:
            self._hold(at, handle)
        elif self.drawing.tool is Tool.CHOOSE:
            self.shapes.choose(self._shape_at(at))
            if self.shapes.chosen is not None:
                self._hold(at, None)
        else:
            self.drawing.press(self._fraction(at))
            self._setting = self.drawing.tool is Tool.POLYGON

    def move(self, at: QPointF) -> None:
        """Go on with it."""
        if self._held is not None:
            self._drag(at, self._held)
            self._held = at
        elif self.drawing.drawing:
            self.drawing.move(self._fraction(at))

    def release(self) -> None:
        """Let go."""
        self._held = self._handle = None
        self._setting = False
        shape = self.drawing.release()
        if shape is not None:
            self.shapes.add(shape)

    def cancel(self) -> None:
        """Give up what was begun."""
        self._held = self._handle = None
        self._setting = False
        self.drawing.cancel()

    def interrupt(self) -> None:
        """Give up what the finger that is down has begun; the corners a polygon had before stay."""
        if self.drawing.tool is not Tool.POLYGON or self._held is not None:
            self.cancel()
        elif self._setting:
            self._setting = False
            self.drawing.take_back()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier, *, repeated: bool) -> bool:
        """Do by a key what fingers do; False for a key that means nothing now."""
        if key in ENTER:
            self._enter()
        elif key in DELETE:
            self.shapes.remove_chosen()
        elif key in PAGES:
            self.shapes.choose_next(-1 if key is Qt.Key.Key_PageUp else 1)
        elif key is Qt.Key.Key_Escape and self.drawing.drawing:
            self.cancel()
        elif key in ARROWS and self.shapes.chosen_shape is not None:
            self._push(ARROWS[key], modifiers, repeated=repeated)
        else:
            return False
        return True

    def _push(self, way: tuple[int, int], modifiers: Qt.KeyboardModifier, *, repeated: bool) -> None:
        """Move the chosen shape, or with Shift make it larger or smaller; a held key is undone as a whole."""
        shape = self.shapes.chosen_shape
        if shape is None:
            return
        step = _FINE_STEP if modifiers & Qt.KeyboardModifier.ControlModifier else _STEP
        if not repeated:
            self.shapes.remember()
        change = resized if modifiers & Qt.KeyboardModifier.ShiftModifier else moved
        self.shapes.replace(change(shape, step * way[0], step * way[1]))

    def _enter(self) -> None:
        if self.drawing.drawing:
            self._finish_polygon()
        elif self.drawing.tool is Tool.POLYGON:
            self.shapes.add(polygon_in_the_middle(self.drawing.ignored))
        elif self.drawing.tool is Tool.BRUSH:
            self.drawing.press((0.5, 0.5))
            self.release()
        else:
            self.shapes.add(rectangle_in_the_middle(self.drawing.ignored))

    def _finish_polygon(self) -> None:
        shape = self.drawing.close()
        if shape is not None:
            self.shapes.add(shape)

    def _hold(self, at: QPointF, handle: int | None) -> None:
        self._held, self._handle = at, handle
        self.shapes.remember()

    def _drag(self, at: QPointF, before: QPointF) -> None:
        shape = self.shapes.chosen_shape
        if shape is None:
            return
        (x, y), (x0, y0) = self._fraction(at), self._fraction(before)
        if self._handle is None:
            self.shapes.replace(moved(shape, x - x0, y - y0))
        else:
            self.shapes.replace(with_handle_at(shape, self._handle, (x, y)))
            self._handle = self._nearest_handle(at)  # a rectangle pulled over its own corner is held by another one

    def _closes(self, at: QPointF) -> bool:
        points = self.drawing.points
        return self.drawing.tool is Tool.POLYGON and len(points) >= 3 and self._near(points[0], at)

    def _handle_at(self, at: QPointF) -> int | None:
        nearest, shape = self._nearest_handle(at), self.shapes.chosen_shape
        if nearest is None or shape is None:
            return None
        return nearest if self._near(handles_of(shape)[nearest], at) else None

    def _nearest_handle(self, at: QPointF) -> int | None:
        shape = self.shapes.chosen_shape
        points = [self._in_view(point) for point in handles_of(shape)] if shape else []
        return min(range(len(points)), key=lambda number: (points[number] - at).manhattanLength(), default=None)

    def _shape_at(self, at: QPointF) -> int | None:
        """The uppermost shape there."""
        x, y = self._fraction(at)
        pixel = QPointF(x * self.picture.width(), y * self.picture.height())
        numbers = reversed(range(len(self.shapes.shapes)))
        return next((n for n in numbers if outline_of(self.shapes.shapes[n], self.picture).contains(pixel)), None)

    def _near(self, point: Point, at: QPointF) -> bool:
        way = self._in_view(point) - at
        return max(abs(way.x()), abs(way.y())) <= _FINGER

    def _fraction(self, at: QPointF) -> Point:
        target = self.target
        return (at.x() - target.left()) / target.width(), (at.y() - target.top()) / target.height()

    def _in_view(self, point: Point) -> QPointF:
        target = self.target
        return QPointF(target.left() + point[0] * target.width(), target.top() + point[1] * target.height())
