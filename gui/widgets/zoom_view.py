"""A view that can be zoomed and moved by mouse, touch and keys."""

from PySide6.QtCore import QEvent, QPointF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QEventPoint,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QResizeEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gui.widgets.viewport import LARGEST_ZOOM, Viewport

_STEP = 1.5  # of a button or key
_NOTCH = 1.25  # of a mouse wheel
_ARROW = 80  # pixels
_TOUCHES = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)
_ARROWS = {
    Qt.Key.Key_Left: QPointF(_ARROW, 0),
    Qt.Key.Key_Right: QPointF(-_ARROW, 0),
    Qt.Key.Key_Up: QPointF(0, _ARROW),
    Qt.Key.Key_Down: QPointF(0, -_ARROW),
}


class ZoomView(QWidget):
    """Zooms around the cursor with the wheel, between two fingers, or around the middle; is moved by dragging.

    With the focus, + − and 0 zoom in, out and to fit, Shift and an arrow move. What is drawn is for a child to say.
    """

    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewport = Viewport()
        self._dragged_from: QPointF | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def zoom(self) -> float:
        """1 when all of the picture is seen, at most 16."""
        return self._viewport.zoom

    @property
    def can_zoom_in(self) -> bool:
        """Whether the picture can be made larger still."""
        return self.zoom < LARGEST_ZOOM

    @Slot()
    def zoom_in(self) -> None:
        """Make the picture one step larger."""
        self._zoom_at(self._centre(), _STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Make the picture one step smaller, at least to fit."""
        self._zoom_at(self._centre(), 1 / _STEP)

    @Slot()
    def fit(self) -> None:
        """Show all of the picture."""
        self._viewport.fit()
        self._on_viewport_changed()

    def viewport_changed(self) -> None:
        """Another part of the picture is to be seen: draw it. For a child to fill in."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is in the middle there."""
        super().resizeEvent(event)
        self._viewport.set_view(QSizeF(self.size()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the cursor."""
        self._zoom_at(event.position(), _NOTCH ** (event.angleDelta().y() / 120))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragged_from = event.position()
            self._show_cursor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture along."""
        if self._dragged_from is not None:
            self._move_by(event.position() - self._dragged_from)
            self._dragged_from = event.position()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of the picture."""
        self._dragged_from = None
        self._show_cursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with + − 0, move with Shift and an arrow."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key is Qt.Key.Key_Minus:
            self.zoom_out()
        elif key is Qt.Key.Key_0:
            self.fit()
        elif key in _ARROWS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._move_by(_ARROWS[key])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take touches and a touch pad's pinch, too."""
        if event.type() in _TOUCHES and isinstance(event, QTouchEvent):
            self._on_touched(event.points())
            event.accept()
            return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self._zoom_at(event.position(), 1 + event.value())
            return True
        return super().event(event)

    def _on_touched(self, points: list[QEventPoint]) -> None:
        """One finger moves; two zoom by how far apart they are, and move by what is between them."""
        down = [point for point in points if point.state() is not QEventPoint.State.Released]
        if len(down) == 1:
            self._move_by(down[0].position() - down[0].lastPosition())
        elif len(down) == 2:
            one, other = down
            now, before = one.position() - other.position(), one.lastPosition() - other.lastPosition()
            middle = (one.position() + other.position()) / 2
            self._viewport.move_by(middle - (one.lastPosition() + other.lastPosition()) / 2)
            self._zoom_at(middle, max(1.0, _length(now)) / max(1.0, _length(before)))

    def _zoom_at(self, point: QPointF, factor: float) -> None:
        self._viewport.zoom_at(point, factor)
        self._on_viewport_changed()

    def _move_by(self, way: QPointF) -> None:
        if self.zoom > 1:
            self._viewport.move_by(way)
            self._on_viewport_changed()

    def _on_viewport_changed(self) -> None:
        self._show_cursor()
        self.viewport_changed()
        self.zoom_changed.emit(self.zoom)

    def _centre(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)

    def _show_cursor(self) -> None:
        if self.zoom == 1:
            self.unsetCursor()
        else:
            held = self._dragged_from is not None
            self.setCursor(Qt.CursorShape.ClosedHandCursor if held else Qt.CursorShape.OpenHandCursor)


def _length(way: QPointF) -> float:
    return float((way.x() ** 2 + way.y() ** 2) ** 0.5)
