"""The good images to look at: the grid, which of them it shows, and the one that is chosen."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.drafts.images import GoodImage
from gui.teach.image_grid import ImageGrid
from gui.teach.image_model import ImageModel, Shown
from gui.teach.thumbnail_shelf import ThumbnailShelf
from gui.widgets.action_button import ToolButton
from gui.widgets.labels import ElidedLabel
from gui.widgets.segmented import Choice, Segmented


class ImageGallery(QWidget):
    """The grid, and below it the chosen image's name with the button that drops it or keeps it after all.

    `filter` says which images are shown; whoever holds the gallery finds it a place.
    """

    toggled = Signal(str)  # name: drop it, or keep it after all
    scrolled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf = ThumbnailShelf(self)
        self.model = ImageModel(self._shelf, self)
        self.grid = ImageGrid(self.model)
        self.filter = Segmented(self.tr("Show"), self._choices(0, 0, 0), height=44)
        self.filter.choose(Shown.ALL)
        self._chosen, self._dropped = "", frozenset[str]()
        self._name, self._toggle = ElidedLabel(13, 400, "text2"), ToolButton(self.tr("Drop"), self.tr("Del"))
        below = QHBoxLayout()
        below.addWidget(self._name, 1)
        below.addWidget(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.grid, 1)
        column.addLayout(below)
        self.filter.chosen.connect(self._on_shown_chosen)
        self.grid.chosen.connect(self._on_chosen)
        self.grid.toggled.connect(self.toggled)
        self.grid.verticalScrollBar().valueChanged.connect(self.scrolled)
        self._toggle.clicked.connect(self._on_toggle)
        self._show_chosen()

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self.grid.set_compact(compact)

    def show_images(self, images: Sequence[GoodImage], dropped: Sequence[str], badges: Mapping[str, str]) -> None:
        """Show these; `badges` has a short word for each that has a remark."""
        self._dropped = frozenset(dropped)
        self.model.show_images(images, dropped, badges)
        present = {image.name for image in images}
        self._show_counts(len(images), len(badges), len(self._dropped & present))
        self._show_chosen()

    def show_image(self, name: str) -> None:
        """Bring an image into view and choose it."""
        if self.model.row_of(name) is None:
            self.filter.choose(Shown.ALL)
            self.model.show_only(Shown.ALL)
        self.grid.show_image(name)

    def forget(self) -> None:
        """Let go of the pictures: those of another draft come."""
        self._chosen = ""
        self._shelf.clear()

    def stop(self) -> None:
        """End what reads pictures, and wait for it."""
        self._shelf.shutdown()

    def _choices(self, every: int, check: int, dropped: int) -> tuple[Choice, ...]:
        return (
            Choice(Shown.ALL, self.tr("All {0}").format(every)),
            Choice(Shown.TO_CHECK, self.tr("To check {0}").format(check)),
            Choice(Shown.DROPPED, self.tr("Dropped {0}").format(dropped)),
        )

    def _show_counts(self, every: int, check: int, dropped: int) -> None:
        """Change the words alone: a button that is made anew loses the finger that is on it."""
        for button, choice in zip(self.filter.buttons, self._choices(every, check, dropped), strict=True):
            if button.text() != choice.text:
                button.setText(choice.text)
                button.setAccessibleName(choice.text)
                button.updateGeometry()

    def _show_chosen(self) -> None:
        row = self.model.row_of(self._chosen)
        self._toggle.setEnabled(row is not None)
        self._name.setText(self._chosen if row is not None else self.tr("Tap a picture to drop it or to keep it."))
        text = self.tr("Keep") if self._chosen in self._dropped else self.tr("Drop")
        self._toggle.setText(text)
        self._toggle.setAccessibleName(f"{text}: {self._chosen}")

    @Slot(object)
    def _on_shown_chosen(self, shown: Shown) -> None:
        self.model.show_only(shown)

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        self._chosen = name
        self._show_chosen()

    @Slot()
    def _on_toggle(self) -> None:
        self.toggled.emit(self._chosen)
