"""The pictures that versions are compared on."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.recipes.comparison import Comparison, Judged
from core.recipes.details import Details, KeptPicture
from gui.look.theme import current_theme, font, scaled
from gui.qt_image import opaque_qimage
from gui.widgets.card import Card
from gui.widgets.drawn import Drawn
from gui.widgets.labels import ElidedLabel, text_label
from gui.widgets.score_text import score_text
from gui.widgets.verdict_icons import draw_small_mark

_GAP = 12


class KeptCard(Card):
    """Some of the kept pictures in a row; once versions were compared, with what the present one made of each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._note = text_label(self.tr("Kept pictures"), 18, 600), ElidedLabel(13, 400, "text2")
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._strip = KeptStrip()
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(10)
        self._column.addLayout(head)
        self._column.addWidget(self._strip)
        self.set_compact(False)

    def show_details(self, details: Details | None) -> None:
        """Show some of a recipe's pictures; None while they are being read."""
        pictures = details.pictures if details is not None else ()
        self._strip.show_pictures(pictures)
        self._strip.setVisible(bool(pictures))
        if details is None:
            self._note.setText("")
        elif pictures:
            defects = self.tr("1 defect") if details.defects == 1 else self.tr("{0} defects").format(details.defects)
            text = self.tr("{0} good, {1}; every new version is compared on these")
            self._note.setText(text.format(details.good, defects))
        else:
            self._note.setText(self.tr("none yet: they are kept when a version is saved"))

    def show_comparison(self, comparison: Comparison) -> None:
        """Show what the present version makes of each."""
        self._strip.show_judged({image.path: image.after for image in comparison.images})

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        margin = 12 if compact else 20
        self._column.setContentsMargins(margin, margin - 4, margin, margin - 4)
        self._strip.set_side(84 if compact else 104)


class KeptStrip(Drawn):
    """Squares side by side, a caption under each; what finds no room at the right is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: tuple[KeptPicture, ...] = ()
        self._pixmaps: list[QPixmap] = []
        self._judged: Mapping[Path, Judged] = {}
        self._side = 112
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_pictures(self, pictures: Sequence[KeptPicture]) -> None:
        """Show these, not judged yet."""
        self._pictures, self._judged = tuple(pictures), {}
        self._pixmaps = [QPixmap.fromImage(opaque_qimage(picture.image)) for picture in pictures]
        self._take_name()
        self.update()

    def show_judged(self, judged: Mapping[Path, Judged]) -> None:
        """Show score and verdict of each."""
        self._judged = judged
        self._take_name()
        self.update()

    def set_side(self, side: int) -> None:
        """Make the squares so many pixels wide."""
        self._side = side
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Squares and captions."""
        return QSize(300, self._side + 6 + scaled(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what there is room for, spread over the width."""
        if not self._pictures:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        fitting = max(1, (self.width() + _GAP) // (self._side + _GAP))
        shown = self._fitting(min(fitting, len(self._pictures)))
        step = (self.width() - self._side) / max(1, len(shown) - 1)
        step = min(step, self._side + 4 * _GAP)
        for place, index in enumerate(shown):
            square = QRectF(round(place * step), 0, self._side, self._side)
            _draw_square(painter, square, self._pixmaps[index])
            self._draw_caption(painter, square, self._pictures[index])

    def _fitting(self, count: int) -> list[int]:
        """So many of the pictures, good and defects in turn left out."""
        good = [index for index, picture in enumerate(self._pictures) if picture.is_good]
        defects = [index for index, picture in enumerate(self._pictures) if not picture.is_good]
        while len(good) + len(defects) > count:
            (good if len(good) > len(defects) else defects).pop()
        return good + defects

    def _draw_caption(self, painter: QPainter, square: QRectF, picture: KeptPicture) -> None:
        theme, line = current_theme(), scaled(20)
        left, top = square.left(), square.bottom() + 6
        judged = self._judged.get(picture.path)
        if judged is not None:
            draw_small_mark(painter, QRectF(left, top + (line - 16) / 2, 16, 16), judged.verdict)
            painter.setPen(QColor(theme.text))
            painter.setFont(font(13, 600))
            text = score_text(judged.score) if judged.verdict.about_part else judged.verdict.value
            painter.drawText(QRectF(left + 22, top, self._side, line), Qt.AlignmentFlag.AlignVCenter, text)
            left += 22 + painter.fontMetrics().horizontalAdvance(text) + 8
        painter.setPen(QColor(theme.text2))
        painter.setFont(font(13, 400))
        kind = self.tr("good") if picture.is_good else self.tr("defect")
        painter.drawText(QRectF(left, top, self._side, line), Qt.AlignmentFlag.AlignVCenter, kind)

    def _take_name(self) -> None:
        kinds = [
            f"{picture.name} ({self.tr('good') if picture.is_good else self.tr('defect')})"
            for picture in self._pictures
        ]
        self.setAccessibleName(self.tr("Kept pictures: {0}").format(", ".join(kinds)))


def _draw_square(painter: QPainter, square: QRectF, pixmap: QPixmap) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(square, 4, 4)
    painter.fillPath(shape, QColor(current_theme().well))
    scale = min(square.width() / pixmap.width(), square.height() / pixmap.height())
    fitted = QRectF(QPointF(0, 0), pixmap.size().toSizeF() * scale)
    fitted.moveCenter(square.center())
    painter.save()
    painter.setClipPath(shape)
    painter.drawPixmap(fitted, pixmap, QRectF(pixmap.rect()))
    painter.restore()
