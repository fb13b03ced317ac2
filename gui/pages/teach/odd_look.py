"""One taught image, large, and what is odd about it."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.types import Inspection
from gui.background import Background
from gui.pages.teach.thumbnail_loader import Pictured, read_part
from gui.pictures.layers import Layers
from gui.pictures.prepared_picture import PreparedPicture
from gui.widgets.card import Card
from gui.widgets.image_view import ImageView
from gui.widgets.labels import ElidedLabel
from gui.widgets.score_text import score_text

_LEAST_HEIGHT = 120  # pixels: what the small layout has with the largest text


class OddLook(Card):
    """An image with its score, its heatmap and, where nothing on it is odd enough to be seen, a ring."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = Background(self)
        self._reader.done.connect(self._on_read)
        self.picture, self.caption = ImageView(), ElidedLabel(15, 600)
        self.why = ElidedLabel(15, 400, "text2")
        self.picture.set_framed(False)
        self.picture.setMinimumHeight(_LEAST_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.caption)
        column.addWidget(self.picture, 1)
        column.addWidget(self.why)

    def look_at(self, image: Pictured) -> None:
        """Show an image as soon as it is read."""
        self.caption.setText(self.tr("{0}   score {1}").format(image.key, score_text(image.score)))
        self._reader.do(partial(read_part, image))

    def show_nothing(self) -> None:
        """Say that there is nothing to show yet."""
        self.caption.setText("")
        self._show_message(self.tr("Nothing taught yet"), self.tr("Go back to Train."))

    def shutdown(self, milliseconds: int) -> None:
        """End what reads the picture."""
        self._reader.drop(milliseconds)

    @Slot(object)
    def _on_read(self, part: tuple[Inspection, PreparedPicture] | None) -> None:
        if part is None:
            self._show_message(self.tr("The picture can't be read"), self.tr("Bring its folder back."))
            return
        inspection, prepared = part
        self.picture.show_inspection(inspection, prepared)
        self._say_why(self._why_odd(prepared.layers))

    def _why_odd(self, layers: Layers) -> str:
        if not layers.outlines.isEmpty():
            return self.tr("The outline goes round what would fail.")
        return self.tr("The ring is round the oddest place.") if layers.oddest is not None else ""

    def _show_message(self, title: str, line: str) -> None:
        self.picture.show_message(title, line)
        self._say_why("")

    def _say_why(self, why: str) -> None:
        self.why.setText(why)
        self.picture.setAccessibleDescription(why)
