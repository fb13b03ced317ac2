"""What a recipe is, and what it promises."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.binomial import upper_bound
from core.recipe import RecipeCard
from core.recipes.catalogue import CatalogueEntry
from core.training.calibration import rejected_count
from core.types import Image
from gui.look.theme import current_theme
from gui.pages.recipes.fact_grid import FactGrid
from gui.pages.recipes.pill import Pill
from gui.pages.recipes.words import moment_text
from gui.qt_image import opaque_qimage
from gui.widgets.card import Card, hairline
from gui.widgets.drawn import Drawn
from gui.widgets.labels import ElidedLabel, text_label
from gui.widgets.score_text import percent_text


class FactsCard(Card):
    """Picture, name and state of a recipe, and six figures about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = PictureBox()
        self._name, self._detail = ElidedLabel(28, 700), ElidedLabel(15, 400, "text2")
        self._active = Pill(self.tr("ACTIVE on this station"), "check")
        self._trouble = text_label("", 15, 500)
        self._trouble.setObjectName("hint")
        self._trouble.setWordWrap(True)
        self._facts = FactGrid(
            (
                self.tr("Taught on"),
                self.tr("Promise"),
                self.tr("Good rejected when held out"),
                self.tr("FAIL / REVIEW from"),
                self.tr("Smallest region"),
                self.tr("Preset"),
            )
        )
        self._lay_out()
        self.set_compact(False)

    def show_state(self, entry: CatalogueEntry, active: bool) -> None:
        """Show whether the recipe is the active one, and its code, which may change."""
        self._active.setVisible(active)
        self._detail.setText(self._detail_of(entry))

    def show_entry(self, entry: CatalogueEntry, active: bool) -> None:
        """Show a recipe."""
        self._name.setText(entry.name)
        self.show_state(entry, active)
        self._trouble.setText(entry.trouble)
        self._trouble.setVisible(bool(entry.trouble))
        self._facts.setVisible(entry.card is not None)
        self.show_picture(entry.picture)
        if entry.card is not None:
            self._facts.show_texts(self._figures(entry.card))

    def show_picture(self, picture: Image | None) -> None:
        """Show a good part: a larger picture of it, once that has been read."""
        self._picture.show_picture(picture)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        margin = 12 if compact else 20
        self._row.setContentsMargins(margin, margin, margin, margin)
        self._row.setSpacing(16 if compact else 24)
        self._picture.setFixedSize(QSize(132, 132) if compact else QSize(196, 196))
        self._name.set_type(22 if compact else 28, 700)
        self._facts.set_compact(compact)

    def _lay_out(self) -> None:
        texts, head = QVBoxLayout(), QHBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._name)
        texts.addWidget(self._detail)
        head.addLayout(texts, 1)
        head.addWidget(self._active, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(hairline())
        column.addWidget(self._facts)
        column.addWidget(self._trouble)
        column.addStretch()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(column, 1)

    def _detail_of(self, entry: CatalogueEntry) -> str:
        if entry.card is None:
            return str(entry.path)
        code = self.tr("Code {0}").format(entry.notes.code) if entry.notes.code else ""
        version = self.tr("version {0}").format(entry.card.version)
        taught = self.tr("taught {0}").format(moment_text(entry.card.taught_at))
        text = ", ".join(filter(None, (code, version, taught)))
        return text[0].upper() + text[1:]

    def _figures(self, card: RecipeCard) -> tuple[str, ...]:
        rejected = rejected_count(card.held_out_scores)
        bound = upper_bound(rejected, card.good_count)
        review = f"1.00 / {card.review_from:.2f}" if card.review_from < 1 else self.tr("1.00 / none")
        size = card.taught_size
        pixels = round(card.min_area * size.width * size.height) if size is not None else 0
        smallest = f"{pixels} px" if pixels else self.tr("any")
        return (
            self.tr("{0} good images").format(card.good_count),
            self.tr("≤ {0} good rejected").format(percent_text(bound)),
            self.tr("{0} of {1}").format(rejected, card.good_count),
            review,
            smallest,
            card.preset.name,
        )


class PictureBox(Drawn):
    """A picture in a dark well, as large as fits, with round corners."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QPixmap | None = None
        self._shown: Image | None = None

    def show_picture(self, picture: Image | None) -> None:
        """Show a picture (H, W, 3), or an empty well."""
        if picture is not self._shown:
            self._shown = picture
            self._picture = None if picture is None else QPixmap.fromImage(opaque_qimage(picture))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter, shape = QPainter(self), QPainterPath()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape.addRoundedRect(self.rect(), 6, 6)
        painter.fillPath(shape, QColor(current_theme().well))
        if self._picture is None:
            return
        painter.setClipPath(shape)
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        painter.drawPixmap(left, top, size.width(), size.height(), self._picture)
