"""The good images to look at: all in the grid, or the one that is chosen as large as it fits."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.drafts.images import GoodImage
from gui.pages.teach.closer_look import CloserLook
from gui.pages.teach.image_grid import ImageGrid
from gui.pages.teach.image_model import ImageModel, ShownImages
from gui.pages.teach.thumbnail_shelf import ThumbnailShelf
from gui.widgets.action_button import ToolButton
from gui.widgets.labels import ElidedLabel
from gui.widgets.segmented import Choice, Segmented


class ImageGallery(QWidget):
    """The grid or a closer look, and below it the chosen image's name with what can be done about it.

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
        self.filter.choose(ShownImages.ALL)
        self._chosen, self._dropped = "", frozenset[str]()
        self._name, self._toggle = ElidedLabel(13, 400, "text2"), ToolButton(self.tr("Drop"), self.tr("Del"))
        self.closer, self._look = CloserLook(), ToolButton(self.tr("Look closer"), "", "search")
        self._look.setCheckable(True)
        self._views = QStackedWidget()
        self._views.addWidget(self.grid)
        self._views.addWidget(self.closer)
        below = QHBoxLayout()
        below.addWidget(self._name, 1)
        below.addWidget(self._look)
        below.addWidget(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._views, 1)
        column.addLayout(below)
        self.filter.chosen.connect(self._on_shown_chosen)
        self.grid.chosen.connect(self._on_chosen)
        self.grid.toggled.connect(self.toggled)
        self.grid.verticalScrollBar().valueChanged.connect(self.scrolled)
        self.grid.activated.connect(self._look.click)  # Enter, or two taps
        self.closer.stepped.connect(self._on_stepped)
        self.closer.toggled.connect(self._on_toggle)
        self._look.toggled.connect(self._on_look)
        self._toggle.clicked.connect(self._on_toggle)
        self._show_chosen()

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self.grid.set_compact(compact)

    def show_images(self, images: Sequence[GoodImage], dropped: Sequence[str], badges: Mapping[str, str]) -> None:
        """Show these; `badges` has a short word for each that has a remark."""
        self._dropped = frozenset(dropped)
        row = self.model.row_of(self._chosen)
        self.model.show_images(images, dropped, badges)
        if self._look.isChecked() and row is not None and self.model.row_of(self._chosen) is None:
            self._look_at(min(row, self.model.rowCount() - 1))  # the one that has taken its place
        present = {image.name for image in images}
        self._show_counts(len(images), len(badges), len(self._dropped & present))
        self._show_chosen()

    def show_image(self, name: str) -> None:
        """Bring an image into view and choose it."""
        if self.model.row_of(name) is None:
            self.filter.choose(ShownImages.ALL)
            self.model.show_only(ShownImages.ALL)
        self.grid.show_image(name)

    def look_at_all(self) -> bool:
        """Go back from a closer look to the grid; says whether there was one."""
        looking = self._look.isChecked()
        self._look.setChecked(False)
        return looking

    def forget(self) -> None:
        """Let go of the pictures: those of another draft come."""
        self.look_at_all()
        self.closer.forget()
        self._chosen = ""
        self._shelf.clear()

    def stop(self) -> None:
        """End what reads pictures, and wait for it."""
        self._shelf.shutdown()
        self.closer.stop()

    def _choices(self, every: int, check: int, dropped: int) -> tuple[Choice, ...]:
        return (
            Choice(ShownImages.ALL, self.tr("All {0}").format(every)),
            Choice(ShownImages.TO_CHECK, self.tr("To check {0}").format(check)),
            Choice(ShownImages.DROPPED, self.tr("Dropped {0}").format(dropped)),
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
        if row is None:
            self.look_at_all()
        for button in (self._toggle, self._look):
            button.setEnabled(row is not None)
        self._name.setText(self._chosen if row is not None else self.tr("Tap a picture to drop it or to keep it."))
        text = self.tr("Keep") if self._chosen in self._dropped else self.tr("Drop")
        self._toggle.setText(text)
        self._toggle.setAccessibleName(f"{text}: {self._chosen}")

    @Slot(object)
    def _on_shown_chosen(self, shown: ShownImages) -> None:
        self.model.show_only(shown)

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        self._chosen = name
        self._show_chosen()
        self._show_closer()

    def _show_closer(self) -> None:
        row = self.model.row_of(self._chosen)
        image = None if row is None else self.model.image_at(row)
        if image is not None and self._look.isChecked():
            self.closer.show_image(image)

    @Slot(bool)
    def _on_look(self, closer: bool) -> None:
        self._show_closer()
        text = self.tr("All images") if closer else self.tr("Look closer")
        self._look.setText(text)
        self._look.setAccessibleName(text)
        view = self.closer if closer else self.grid
        self._views.setCurrentWidget(view)
        view.setFocus()

    @Slot(int)
    def _on_stepped(self, step: int) -> None:
        row = self.model.row_of(self._chosen)
        if row is not None:
            self._look_at(row + step)

    def _look_at(self, row: int) -> None:
        image = self.model.image_at(row)
        if image is not None:
            self.grid.show_image(image.name)

    @Slot()
    def _on_toggle(self) -> None:
        self.toggled.emit(self._chosen)
