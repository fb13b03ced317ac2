"""Step 3: where on the picture to look."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.drafts.draft import Draft, Step
from core.drafts.images import GoodImage
from core.region.region_of_interest import RegionOfInterest
from core.sources.folder import read_picture
from core.types import Frame, SkippedImage
from gui.background import Background
from gui.look.theme import scaled
from gui.pages.teach.mark_panel import MarkPanel
from gui.pages.teach.reference_picker import ReferencePicker
from gui.pages.teach.region_editor import RegionEditor
from gui.pages.teach.region_result import RegionResult
from gui.pages.teach.state import TeachState
from gui.pages.teach.step_page import StepPage
from gui.widgets.segmented import Choice, Segmented
from gui.workers import Failure

_COLUMN, _COLUMN_COMPACT = 480, 400  # pixels: width of the right column
_WAIT_MS = 10_000


class RegionPage(StepPage):
    """The region to inspect and areas to ignore, drawn on a good picture; and a mark that tells where the part lies."""

    step: ClassVar[Step] = "region"

    def __init__(self, state: TeachState, parent: QWidget | None = None) -> None:
        super().__init__(
            state,
            self.tr("Where shall Filbert look?"),
            self.tr("Draw what to inspect and what to ignore, or go on to inspect the whole picture."),
            parent,
        )
        editor = RegionEditor(self)
        self.shapes, self.canvas, self.tools = editor.shapes, editor.canvas, editor.tools
        self.mark = MarkPanel(state)
        self._picker = ReferencePicker()
        self._modes = Segmented(
            self.tr("What to draw"),
            [
                Choice("region", self.tr("Region"), icon="scan-eye"),
                Choice("mark", self.tr("Mark to follow"), icon="crosshair"),
            ],
        )
        self._result = RegionResult()
        self._reader = Background(self)
        self._shown_key = ""
        self._lay_out()
        self._connect()
        self._on_shapes_changed()

    def set_compact(self, compact: bool) -> None:
        """Take the measures of the small layout, or of the large one."""
        super().set_compact(compact)
        self._side.setFixedWidth(scaled(_COLUMN_COMPACT if compact else _COLUMN))

    def initializePage(self) -> None:
        """Show the draft's region on a good picture."""
        self._show_draft()

    def isComplete(self) -> bool:
        """Whether anything is left to inspect."""
        return not self._result.objection

    def missing(self) -> str:
        """Why one can't go on."""
        return self._result.objection

    def escape(self) -> bool:
        """Give up a shape that was begun."""
        canvas = self.mark.canvas if self._canvases.currentIndex() else self.canvas
        return canvas.give_up()

    def stop(self) -> None:
        """End what reads pictures."""
        self._reader.drop(_WAIT_MS)
        self.mark.stop()

    def _connect(self) -> None:
        self._modes.choose("region")
        self._modes.chosen.connect(self._on_mode)
        self.shapes.changed.connect(self._on_shapes_changed)
        self.tools.undo_wanted.connect(self._on_undo)
        self._picker.chosen.connect(self._on_picked)
        self._reader.done.connect(self._on_read)
        self._reader.failed.connect(self._on_failed)
        self.state.draft_changed.connect(self._on_draft_changed)
        self.state.images_changed.connect(self._on_images_changed)

    def _lay_out(self) -> None:
        self._canvases, self._panels = QStackedWidget(), QStackedWidget()
        region = QWidget()
        column = QVBoxLayout(region)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.tools)
        column.addWidget(self._result)
        column.addStretch()
        for stack, first, second in (
            (self._canvases, self.canvas, self.mark.canvas),
            (self._panels, region, self.mark),
        ):
            stack.addWidget(first)
            stack.addWidget(second)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._canvases, 1)
        left.addWidget(self._picker)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(12)
        side.addWidget(self._modes)
        side.addWidget(self._panels, 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self._side)
        self.column.addLayout(row, 1)
        self.set_compact(False)

    def _region(self) -> RegionOfInterest | None:
        return RegionOfInterest(shapes=self.shapes.shapes) if self.shapes.shapes else None

    def _show_draft(self) -> None:
        draft = self.state.draft
        shapes = draft.region.shapes if draft.region else ()
        if draft.key != self._shown_key or shapes != self.shapes.shapes:  # what can be undone stays so
            self._shown_key = draft.key
            self.shapes.begin_with(shapes)
        self.mark.show_draft(draft)
        self._on_images_changed()

    @Slot()
    def _on_shapes_changed(self) -> None:
        self._result.show_region(self._region())
        if self._shown_key == self.state.draft.key:  # a region that can't be used, too: it is work all the same
            self.state.change(region=self._region())
        self.ways_changed.emit()

    @Slot(object)
    def _on_mode(self, mode: str) -> None:
        for stack in (self._canvases, self._panels):
            stack.setCurrentIndex(1 if mode == "mark" else 0)

    @Slot()
    def _on_undo(self) -> None:
        shapes = self.mark.shapes if self._canvases.currentIndex() else self.shapes
        shapes.undo()

    @Slot(object)
    def _on_draft_changed(self, draft: Draft) -> None:
        if draft.key != self._shown_key and self._shown_key:
            self._show_draft()

    @Slot()
    def _on_images_changed(self) -> None:
        self._picker.show_images(self.state.kept)
        self.mark.show_images(self.state.kept)

    @Slot(object)
    def _on_picked(self, image: GoodImage) -> None:
        self._reader.do(partial(read_picture, image.path, image.name, 1))

    @Slot(object)
    def _on_read(self, item: Frame | SkippedImage) -> None:
        if isinstance(item, SkippedImage):
            self.state.failed.emit(Failure(item.reason))
            return
        self.canvas.show_picture(item.image)
        self.mark.show_picture(item.image, item.name)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self.state.failed.emit(failure)
