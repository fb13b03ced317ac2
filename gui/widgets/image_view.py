"""The part, with what is odd about it."""

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPixmap, QTransform
from PySide6.QtWidgets import QWidget

from core.inspection.heatmap import heatmap_rgba, threshold_contours
from core.types import Inspection
from gui.qt_image import to_qimage
from gui.theme import current_theme
from gui.widgets.image_notes import CAPTION_HEIGHT, draw_caption, draw_note, draw_note_box, draw_veil
from gui.widgets.region_marks import draw_outline, draw_regions, outline_path

_RADIUS = 7  # of the card around, inside its border


class ImageView(QWidget):
    """The picture of a part in a dark well, with heatmap, outlines and regions over it.

    What is costly (picture, heatmap, outlines) is made when the part or the heatmap's opacity changes, never while
    painting.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inspection: Inspection | None = None
        self._picture, self._fitted, self._heat = QImage(), QPixmap(), QImage()
        self._outlines = QPainterPath()
        self._visible, self._opacity, self._veiled = True, 0.6, False
        self._title = self._line = self._caption = self._veil_line = ""
        self.setMinimumSize(200, 160)
        self._name_itself()

    def set_compact(self, compact: bool) -> None:
        """Nothing changes: the view looks the same in both layouts."""

    def show_inspection(self, inspection: Inspection) -> None:
        """Show a part; its regions are taken to be ordered by falling peak."""
        self._inspection = inspection
        self._picture, self._fitted = to_qimage(inspection.frame.image), QPixmap()
        height, width = inspection.frame.image.shape[:2]
        self._outlines = outline_path(threshold_contours(inspection.score_map, width, height))
        self._make_heat()
        self._name_itself()
        self.update()

    def set_heatmap(self, visible: bool, opacity: float) -> None:
        """Show or hide the heatmap, at an opacity of 0 to 1."""
        self._visible, self._opacity = visible, opacity
        self._make_heat()
        self.update()

    def show_message(self, title: str, line: str) -> None:
        """Show text instead of a picture."""
        self._inspection, self._title, self._line = None, title, line
        self._name_itself()
        self.update()

    def set_caption(self, text: str) -> None:
        """Show a bar with text at the picture's top; an empty text hides it."""
        self._caption = text
        self.update()

    def set_veiled(self, veiled: bool, line: str = "") -> None:
        """Grey the picture under a hazard veil, as it is not live; a line may say since when."""
        if veiled is not self._veiled:
            self._fitted = QPixmap()
        self._veiled, self._veil_line = veiled, line
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the well, the picture, and all that lies on it."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(current_theme().well))
        if self._inspection is None:
            draw_note(painter, QRectF(self.rect()), self._title, self._line)
        else:
            self._draw_part(painter, self._inspection)
        draw_caption(painter, QRectF(self.rect()), self._caption)
        self._draw_round_corners(painter)

    def _make_heat(self) -> None:
        if self._inspection is not None:
            heat = to_qimage(heatmap_rgba(self._inspection.score_map, self._opacity))
            self._heat = heat.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)

    def _draw_part(self, painter: QPainter, inspection: Inspection) -> None:
        target = self._target()
        painter.drawPixmap(target.topLeft(), self._fitted_picture(target))
        if self._veiled:
            draw_veil(painter, target)
            draw_note_box(painter, QRectF(self.rect()), self.tr("No live picture"), self._veil_line)
            return
        to_view = QTransform.fromTranslate(target.left(), target.top())
        to_view.scale(target.width() / self._picture.width(), target.height() / self._picture.height())
        if self._visible:
            painter.drawImage(target, self._heat)
        draw_outline(painter, to_view.map(self._outlines))
        draw_regions(painter, inspection.regions, to_view, self._room_for_tags())

    def _target(self) -> QRectF:
        """Where the picture stands: as large as can be at its own aspect, in the middle, on whole pixels."""
        size = QSizeF(self._picture.size()).scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        width, height = max(1, round(size.width())), max(1, round(size.height()))
        return QRectF((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def _room_for_tags(self) -> QRectF:
        return QRectF(self.rect()).adjusted(8, CAPTION_HEIGHT + 4 if self._caption else 8, -8, -8)

    def _fitted_picture(self, target: QRectF) -> QPixmap:
        """Give the picture in screen pixels, made anew only when part, size or veil have changed."""
        ratio = self.devicePixelRatioF()
        size = (target.size() * ratio).toSize()
        if self._fitted.size() != size:
            picture = self._picture
            if self._veiled:
                picture = picture.convertToFormat(QImage.Format.Format_Grayscale8)
            smooth = Qt.TransformationMode.SmoothTransformation
            self._fitted = QPixmap.fromImage(picture.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
            self._fitted.setDevicePixelRatio(ratio)
        return self._fitted

    def _draw_round_corners(self, painter: QPainter) -> None:
        """Cover the corners on the left, which lie in the round corners of the card around."""
        whole, inside = QPainterPath(), QPainterPath()
        whole.addRect(QRectF(self.rect()))
        inside.addRoundedRect(QRectF(self.rect()).adjusted(0, 0, 2 * _RADIUS, 0), _RADIUS, _RADIUS)
        painter.fillPath(whole - inside, QColor(current_theme().surface))

    def _name_itself(self) -> None:
        shown = self._inspection.frame.name if self._inspection else self._title
        self.setAccessibleName(self.tr("Picture: {0}").format(shown))
