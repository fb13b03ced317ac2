"""The picture a region is drawn on."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Slot
from PySide6.QtGui import QColor, QEventPoint, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.errors import RegionError
from core.region.region_of_interest import RegionOfInterest
from core.types import Image, Mask
from gui.look.theme import current_theme
from gui.pages.teach.drawing_tool import DrawingTool, Tool
from gui.pages.teach.region_hand import ARROWS, DELETE, ENTER, PAGES, RegionHand
from gui.pages.teach.region_paint import draw_path, draw_shape, veil_of
from gui.pages.teach.region_shapes import RegionShapes
from gui.pictures.picture_layers import draw_picture
from gui.pictures.pyramid import Pyramid
from gui.widgets.own_keys import keeps_key
from gui.widgets.zoom_view import ZoomView

_MASK_SIDE = 700  # pixels of the mask that is shown
_OWN_KEYS = (*ARROWS, *ENTER, *DELETE, *PAGES, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0)


class RegionCanvas(ZoomView):
    """Draws, chooses, moves and forms shapes by mouse, finger and keys; what is not inspected lies under a veil.

    With the focus, Enter puts a shape into the middle or closes a polygon, the arrows move the chosen shape (Ctrl:
    finely, Shift: its size), PageUp and PageDown choose another, Delete takes it away, Esc gives up what was begun.
    Without `veils` shapes are marks on the picture and leave nothing out.
    """

    def __init__(self, shapes: RegionShapes, *, veils: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shapes, self._veils = shapes, veils
        self._hand = RegionHand(shapes)
        self._pyramid: Pyramid | None = None
        self._veil: QImage | None = None
        shapes.changed.connect(self._on_changed)
        self.setAccessibleName(self.tr("Picture to draw the region on"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def drawing(self) -> DrawingTool:
        """The tool, and the shape that is being drawn."""
        return self._hand.drawing

    def show_picture(self, image: Image) -> None:
        """Show a good part (H, W, 3)."""
        self._pyramid = Pyramid(image)
        self._viewport.set_picture(QSizeF(self._size()))
        self.viewport_changed()
        self._on_changed()

    def set_tool(self, tool: Tool) -> None:
        """Draw with another tool; what was begun is given up."""
        self._hand.cancel()
        self.drawing.tool = tool
        self.update()

    def give_up(self) -> bool:
        """Forget a shape that was begun; says whether there was one."""
        begun = self.drawing.drawing
        self._hand.cancel()
        self.update()
        return begun

    def sizeHint(self) -> QSize:
        """Most of the page."""
        return QSize(720, 540)

    def minimumSizeHint(self) -> QSize:
        """Enough to draw on."""
        return QSize(240, 180)

    def viewport_changed(self) -> None:
        """Draw another part of the picture."""
        self._hand.target, self._hand.picture = self._viewport.target(), QSizeF(self._size())
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is in the middle there."""
        super().resizeEvent(event)
        self.viewport_changed()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that stand for something here, and Esc only while there is something to give up."""
        if event.type() is QEvent.Type.TouchCancel:
            self._hand.interrupt()
        own = (*_OWN_KEYS, Qt.Key.Key_Escape) if self.drawing.drawing else _OWN_KEYS
        return keeps_key(event, own) or super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a shape, or take hold of one."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._press(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        self._hand.move(event.position())
        if self.drawing.drawing:
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._release()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do by keys what fingers do."""
        key, repeated = Qt.Key(event.key()), event.isAutoRepeat()
        if self._pyramid is not None and self._hand.key(key, event.modifiers(), repeated=repeated):
            self.update()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw picture, veil, shapes and what is being drawn."""
        painter, view = QPainter(self), QRectF(self.rect())
        painter.fillRect(view, QColor(current_theme().well))
        if self._pyramid is not None:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            self._draw_picture(painter, view, self._pyramid)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(current_theme().focus), 3))
            painter.drawRect(view.adjusted(1.5, 1.5, -1.5, -1.5))

    def _draw_picture(self, painter: QPainter, view: QRectF, pyramid: Pyramid) -> None:
        to_view, size = self._viewport.to_view(), QSizeF(self._size())
        draw_picture(painter, pyramid, to_view, view, grey=False)
        if self._veil is not None:
            painter.drawImage(self._viewport.target(), self._veil)
        for number, shape in enumerate(self.shapes.shapes):
            draw_shape(painter, shape, size, to_view, chosen=number == self.shapes.chosen)
        if self.drawing.drawing:
            draw_path(painter, to_view.map(self.drawing.path(size)), self.drawing.ignored)

    def _press(self, at: QPointF) -> None:
        if self._pyramid is not None:
            self._hand.press(at)
            self.update()

    def _release(self) -> None:
        self._hand.release()
        self.update()

    def _size(self) -> QSize:
        if self._pyramid is None:
            return QSize(1, 1)
        height, width = self._pyramid.full.shape[:2]
        return QSize(width, height)

    def _on_touched(self, points: list[QEventPoint]) -> None:
        """One finger draws; two zoom and move the picture."""
        if len(points) != 1:
            self._hand.interrupt()
            super()._on_touched(points)
        elif points[0].state() is QEventPoint.State.Pressed:
            self._press(points[0].position())
        elif points[0].state() is QEventPoint.State.Released:
            self._release()
        else:
            self._hand.move(points[0].position())
            self.update()

    def _show_cursor(self) -> None:
        self.setCursor(Qt.CursorShape.CrossCursor)

    @Slot()
    def _on_changed(self) -> None:
        """Draw the veil anew; where nothing would be left there is none: words say so beside the picture."""
        mask = self._mask()
        self._veil = None if mask is None else veil_of(mask)
        self.update()

    def _mask(self) -> Mask | None:
        """What is inspected; None for all of the picture, and where nothing would be left."""
        size = self._size()
        shrink = min(1.0, _MASK_SIDE / max(size.width(), size.height()))
        height, width = max(1, round(size.height() * shrink)), max(1, round(size.width() * shrink))
        if not (self._veils and self.shapes.shapes):
            return None
        try:
            return RegionOfInterest(shapes=self.shapes.shapes).mask(height, width)
        except RegionError:
            return None
