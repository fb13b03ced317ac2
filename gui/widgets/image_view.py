"""The part, with what is odd about it."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from core.types import Image, Inspection, Region
from gui.look.restyling import when_restyled
from gui.look.theme import current_theme
from gui.pictures.layers import Layers, layers_of, live_layers
from gui.pictures.oddest_place import draw_oddest_place
from gui.pictures.picture_layers import draw_fitted, draw_heat, draw_inspected, draw_outlines, draw_picture
from gui.pictures.prepared_picture import PreparedPicture
from gui.pictures.region_marks import draw_regions, draw_tag, tag_size
from gui.pictures.view_size import ViewSize
from gui.widgets.image_notes import CAPTION_HEIGHT, draw_caption, draw_note, draw_note_box, draw_veil
from gui.widgets.zoom_view import ZoomView

_RADIUS = 7  # of the card around, inside its border


class ImageView(ZoomView):
    """The picture of a part in a dark well, with heatmap, outlines and regions over it.

    What is costly is made before (`prepared_picture`) or, once for each change, here; painting only copies it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inspection: Inspection | None = None
        self._layers: Layers | None = None
        self._canvas: QPixmap | None = None  # all that is shown, until something changes
        self._regions: tuple[Region, ...] = ()
        self._visible, self._opacity, self._veiled, self._framed = True, 0.6, False, True
        self._alone = False
        self._name = self._title = self._line = self._caption = self._veil_line = ""
        self.setMinimumSize(200, 160)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else all that lies under it is painted first
        self.setAccessibleName(self.tr("Picture: {0}").format(""))
        when_restyled(self._redraw)

    def set_compact(self, compact: bool) -> None:
        """Nothing changes: the view looks the same in both layouts."""

    def set_framed(self, framed: bool) -> None:
        """Round the corners on the left, for a view in a card, or not."""
        self._framed = framed
        self._redraw()

    def set_alone(self, alone: bool) -> None:
        """Round the corners on the right, too, for a view that has its card to itself."""
        if alone is not self._alone:
            self._alone = alone
            self._redraw()

    def show_inspection(self, inspection: Inspection, prepared: PreparedPicture | None = None) -> None:
        """Show a part; its regions are taken to be ordered by falling peak.

        What was not `prepared` by a worker is made here, which takes some milliseconds.
        """
        if inspection is self._inspection:
            return
        self._inspection, self._regions = inspection, inspection.regions if inspection.verdict.about_part else ()
        self._show_layers(prepared.layers if prepared else layers_of(inspection), inspection.frame.name)

    def show_live(self, image: Image, layers: Layers | None = None) -> None:
        """Show a picture that was not judged: no heatmap, no region. `layers` is what a worker made of it."""
        self._inspection, self._regions = None, ()
        self._show_layers(layers or live_layers(image), self.tr("live, not judged"))

    @property
    def wanted(self) -> ViewSize | None:
        """How large the next picture will be shown; None while only a part of it is."""
        return ViewSize(self.width(), self.height(), self.devicePixelRatioF()) if self.zoom == 1 else None

    def set_heatmap(self, visible: bool, opacity: float) -> None:
        """Show or hide the heatmap, at an opacity of 0 to 1."""
        self._visible, self._opacity = visible, opacity
        self._redraw()

    def show_message(self, title: str, line: str) -> None:
        """Show text instead of a picture."""
        self._inspection = self._layers = None
        self._title, self._line = title, line
        self._take_name(title)
        self._redraw()

    def set_caption(self, text: str) -> None:
        """Show a bar with text at the picture's top; an empty text hides it."""
        if text != self._caption:
            self._caption = text
            self._redraw()

    def set_veiled(self, veiled: bool, line: str = "") -> None:
        """Grey the picture under a hazard veil, as it is not live; a line may say since when."""
        if (veiled, line) != (self._veiled, self._veil_line):
            self._veiled, self._veil_line = veiled, line
            self._redraw()

    def viewport_changed(self) -> None:
        """Draw another part of the picture."""
        self._redraw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Copy what was drawn, and show whether keys come here."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn())
        if self.hasFocus():
            painter.setPen(QPen(QColor(current_theme().focus), 3))
            painter.drawRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5))

    def _show_layers(self, layers: Layers, name: str) -> None:
        self._layers = layers
        height, width = layers.pyramid.full.shape[:2]
        self._viewport.set_picture(QSizeF(width, height))
        self._take_name(name)
        self._redraw()

    def _redraw(self) -> None:
        self._canvas = None
        self.update()

    def _drawn(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = (QSizeF(self.size()) * ratio).toSize()
        if self._canvas is None or self._canvas.size() != size or self._canvas.devicePixelRatio() != ratio:
            self._canvas = QPixmap(size)
            self._canvas.setDevicePixelRatio(ratio)
            painter = QPainter(self._canvas)
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            self._draw_all(painter)
            painter.end()
        return self._canvas

    def _draw_all(self, painter: QPainter) -> None:
        view = QRectF(self.rect())
        painter.fillRect(view, QColor(current_theme().well))
        if self._layers is None:
            draw_note(painter, view, self._title, self._line)
        else:
            self._draw_part(painter, view, self._layers)
        draw_caption(painter, view, self._caption)
        if self._framed:
            self._draw_round_corners(painter)

    def _draw_part(self, painter: QPainter, view: QRectF, layers: Layers) -> None:
        to_view = self._viewport.to_view()
        if self._veiled or not draw_fitted(painter, layers.fitted, self._viewport.target()):
            draw_picture(painter, layers.pyramid, to_view, view, grey=self._veiled)
        if self._veiled:
            draw_veil(painter, self._viewport.target().intersected(view))
            draw_note_box(painter, view, self.tr("No live picture"), self._veil_line)
            return
        if self._visible and layers.heat is not None:
            draw_heat(painter, layers.heat, to_view, self._opacity)
        draw_inspected(painter, layers.inspected, to_view)
        draw_outlines(painter, layers.outlines, to_view, view)
        draw_oddest_place(painter, layers.oddest, to_view)
        draw_regions(painter, self._regions, to_view, self._room_for_tags())
        self._draw_zoom(painter)

    def _draw_zoom(self, painter: QPainter) -> None:
        """Say that this is not all of the picture."""
        if self.zoom > 1:
            text, room = f"{self.zoom:.1f} ×", self._room_for_tags()
            size = tag_size(text)
            draw_tag(painter, QRectF(QPointF(room.left(), room.bottom() - size.height()), size), text)

    def _room_for_tags(self) -> QRectF:
        return QRectF(self.rect()).adjusted(8, CAPTION_HEIGHT + 4 if self._caption else 8, -8, -8)

    def _draw_round_corners(self, painter: QPainter) -> None:
        """Cover the corners that lie in the round corners of the card around."""
        whole, inside = QPainterPath(), QPainterPath()
        whole.addRect(QRectF(self.rect()))
        inside.addRoundedRect(
            QRectF(self.rect()).adjusted(0, 0, 0 if self._alone else 2 * _RADIUS, 0), _RADIUS, _RADIUS
        )
        painter.fillPath(whole - inside, QColor(current_theme().surface))

    def _take_name(self, shown: str) -> None:
        if shown != self._name:
            self._name = shown
            self.setAccessibleName(self.tr("Picture: {0}").format(shown))
