"""Step 5: which of the taught images are not good after all."""

from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.drafts.draft import Draft, Step
from core.training.held_out import HeldOutImage, ranking
from gui.look.theme import scaled
from gui.pages.teach.odd_look import OddLook
from gui.pages.teach.odd_model import OddModel
from gui.pages.teach.odd_view import OddView
from gui.pages.teach.state import TeachState
from gui.pages.teach.step_page import StepPage
from gui.pages.teach.thumbnail_loader import Pictured, ThumbnailLoader
from gui.widgets.action_button import ToolButton
from gui.widgets.card import Card
from gui.widgets.labels import text_label

_COLUMN, _COLUMN_COMPACT = 520, 400  # pixels: width of the right column
_WAIT_MS = 10_000


class CleanPage(StepPage):
    """The taught images, the oddest first; those that are marked are left out when it is taught again."""

    step: ClassVar[Step] = "clean"

    def __init__(self, state: TeachState, parent: QWidget | None = None) -> None:
        super().__init__(
            state,
            self.tr("Is every taught part good?"),
            self.tr("Look at the first ones, the oddest, and tap those you would not ship."),
            parent,
        )
        self.loader = ThumbnailLoader(self)
        self.model = OddModel(self.loader, self)
        self.view = OddView(self.model, self.tr("Taught images, the oddest first"))
        self._pictures: dict[str, Pictured] = {}
        self.look = OddLook()
        self._said, self._advice = text_label("", 20, 700), text_label("", 15, 400, "text2")
        self.again = ToolButton(self.tr("Teach again without them"), "", "refresh-cw")
        self._lay_out()
        self._connect()
        self._on_taught_changed()

    def set_compact(self, compact: bool) -> None:
        """Take the measures of the small layout, or of the large one."""
        super().set_compact(compact)
        self._side.setFixedWidth(scaled(_COLUMN_COMPACT if compact else _COLUMN))

    def initializePage(self) -> None:
        """Show what the last teaching gave."""
        self._on_taught_changed()

    def isComplete(self) -> bool:
        """Whether what is marked has left the recipe."""
        return not self._marked()

    def missing(self) -> str:
        """Why one can't go on."""
        return self.tr("Teach again without the marked images, or tap them once more.") if self._marked() else ""

    def stop(self) -> None:
        """End what reads pictures."""
        self.loader.shutdown(_WAIT_MS)
        self.look.shutdown(_WAIT_MS)

    def _connect(self) -> None:
        self.view.toggled.connect(self.state.toggle)
        self.view.looked_at.connect(self._on_looked_at)
        self.again.clicked.connect(self.state.training_requested)
        self.state.taught_changed.connect(self._on_taught_changed)
        self.state.draft_changed.connect(self._on_draft_changed)

    def _lay_out(self) -> None:
        grid = Card()
        inside = QVBoxLayout(grid)
        inside.setContentsMargins(12, 12, 6, 12)
        inside.addWidget(self.view)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(16)
        side.addWidget(self.look, 1)
        side.addWidget(self._marked_card())
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(grid, 1)
        row.addWidget(self._side)
        self.column.addLayout(row, 1)
        self.set_compact(False)

    def _marked_card(self) -> Card:
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(19, 15, 19, 15)
        column.setSpacing(8)
        for label in (self._said, self._advice):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            column.addWidget(label)
        column.addWidget(self.again)
        return card

    def _marked(self) -> list[str]:
        """Images that the last teaching had and that are to be left out."""
        return [name for name in self.state.draft.left_out if name in self._pictures]

    def _show_marked(self) -> None:
        marked = self._marked()
        self.model.show_marked(set(marked))
        self.again.setEnabled(bool(marked))
        if marked:
            self._said.setText(self.tr("{0} marked as not good").format(len(marked)))
            self._advice.setText(
                self.tr("They are still in the recipe. Teach again without them, or tap them once more.")
            )
        else:
            self._said.setText(self.tr("Nothing marked"))
            self._advice.setText(self.tr("The score says how odd an image was to a detector that had not seen it."))
        self.ways_changed.emit()

    @Slot()
    def _on_taught_changed(self) -> None:
        taught = self.state.taught
        images = [] if taught is None else [_pictured(image) for image in ranking(taught.held_out)]
        self._pictures = {image.key: image for image in images}
        self.loader.clear()
        self.model.show_images(images)
        if images:
            self.view.setCurrentIndex(self.model.index(0))
        else:
            self.look.show_nothing()
        self._show_marked()

    @Slot(object)
    def _on_draft_changed(self, _draft: Draft) -> None:
        self._show_marked()

    @Slot(str)
    def _on_looked_at(self, name: str) -> None:
        self.look.look_at(self._pictures[name])


def _pictured(image: HeldOutImage) -> Pictured:
    return Pictured(image.name, image.path, image.score, image.score_map)
