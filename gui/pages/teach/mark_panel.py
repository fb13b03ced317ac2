"""The mark that tells where a part lies: chosen on one good picture, looked for on others."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.drafts.draft import Draft
from core.drafts.images import GoodImage
from core.region.alignment import Alignment
from core.region.mark import MOST_TURNED
from core.region.shapes import Rectangle
from core.types import Image
from gui.background import Background
from gui.pages.teach.found_marks import FoundMarksView
from gui.pages.teach.mark_search import FoundMarks, look_for_mark
from gui.pages.teach.region_canvas import RegionCanvas
from gui.pages.teach.region_shapes import RegionShapes
from gui.pages.teach.state import TeachState
from gui.widgets.action_button import ToolButton
from gui.widgets.card import Card
from gui.widgets.labels import text_label
from gui.widgets.warning_strip import WarningStrip
from gui.workers import Failure

_WAIT_MS = 10_000
_SHOWN = 6  # good pictures the mark is looked for in


class MarkPanel(Card):
    """Says what a mark is for, shows where it is found on some good pictures, and takes it away again.

    `canvas` is the picture it is drawn on.
    """

    def __init__(self, state: TeachState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shapes = RegionShapes(self)
        self.canvas = RegionCanvas(self.shapes, veils=False)
        self.canvas.setAccessibleName(self.tr("Picture to draw the mark on"))
        self._state, self._reference, self._images = state, "", tuple[GoodImage, ...]()
        self._of_draft = ""
        self._searcher = Background(self)
        self._said = text_label("", 15, 600)
        self._trouble = WarningStrip()
        self._found = FoundMarksView()
        self._remove = ToolButton(self.tr("Remove the mark"), "", "trash-2")
        self._remove.clicked.connect(self.shapes.clear)
        self._any_angle = ToolButton(self.tr("At any angle"), "", "rotate-ccw")
        self._any_angle.setAccessibleDescription(self.tr("Look for parts in every turn; takes a little longer."))
        self._any_angle.setCheckable(True)
        self._any_angle.clicked.connect(self._on_changed)
        self.shapes.changed.connect(self._on_changed)
        self._searcher.done.connect(self._on_found)
        self._searcher.failed.connect(self._on_failed)
        self._lay_out()
        self._on_changed()

    def show_draft(self, draft: Draft) -> None:
        """Show the mark of a draft."""
        self._of_draft = draft.key
        mark = draft.alignment
        self._any_angle.setChecked(mark is not None and mark.any_angle)
        boxes = (Rectangle(x=mark.x, y=mark.y, width=mark.width, height=mark.height),) if mark else ()
        self.shapes.begin_with(boxes)

    def show_images(self, images: Sequence[GoodImage]) -> None:
        """Look for the mark in some of these."""
        self._images = tuple(images)
        self._search()

    def show_picture(self, image: Image, name: str) -> None:
        """Draw on this good picture."""
        self._reference = name
        self.canvas.show_picture(image)

    def stop(self) -> None:
        """End the search."""
        self._searcher.drop(_WAIT_MS)

    def _lay_out(self) -> None:
        lead = text_label(
            self.tr(
                "If parts lie differently from picture to picture, draw a box around something that every good part "
                "shows, such as a corner or a hole. The region then follows it; a part without it, or turned by more "
                "than {0:.0f}° unless it may lie at any angle, is NO PART."
            ).format(MOST_TURNED),
            15,
            400,
            "text2",
        )
        for label in (lead, self._said):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 12, 15, 12)
        column.setSpacing(8)
        column.addWidget(lead)
        buttons = QHBoxLayout()
        buttons.addWidget(self._any_angle)
        buttons.addWidget(self._remove)
        column.addLayout(buttons)
        column.addWidget(self._said)
        column.addWidget(self._trouble)
        column.addWidget(self._found, 1)

    def _mark(self) -> Alignment | None:
        box = self.shapes.shapes[-1] if self.shapes.shapes else None
        if not isinstance(box, Rectangle):
            return None
        mark = self._state.draft.alignment
        unmoved = mark and (mark.x, mark.y, mark.width, mark.height) == (box.x, box.y, box.width, box.height)
        reference = mark.reference if mark and unmoved else self._reference
        return Alignment(
            x=box.x,
            y=box.y,
            width=box.width,
            height=box.height,
            reference=reference,
            any_angle=self._any_angle.isChecked(),
        )

    def _search(self) -> None:
        mark = self._mark()
        if mark is None or not self._images:
            self._found.show_found(FoundMarks())
            self._said.setText(self.tr("No mark: the region lies still") if mark is None else "")
            self._trouble.show_warning("")
            return
        step = max(1, len(self._images) // _SHOWN)
        reference = next((image for image in self._images if image.name == mark.reference), self._images[0])
        self._searcher.do(partial(look_for_mark, mark, reference, self._images[::step][:_SHOWN]))

    @Slot()
    def _on_changed(self) -> None:
        shapes = self.shapes.shapes
        if len(shapes) > 1:  # there is one mark: the new one takes the old one's place
            self.shapes.keep_last()
            return
        self._remove.setEnabled(bool(shapes))
        if self._of_draft == self._state.draft.key:
            self._state.change(alignment=self._mark())
        self._search()

    @Slot(object)
    def _on_found(self, found: FoundMarks) -> None:
        if not self.shapes.shapes:
            return
        seen = sum(mark.corners is not None for mark in found.marks)
        self._said.setText(self.tr("Found on {0} of {1} good pictures").format(seen, len(found.marks)))
        few = seen < len(found.marks)
        advice = self.tr("Draw the box around something with clear edges that all good parts show alike.")
        if not self._any_angle.isChecked():
            advice += self.tr(" Parts turned by more than {0:.0f}° are found with At any angle.").format(MOST_TURNED)
        self._trouble.show_warning(found.trouble or (advice if few else ""))
        self._found.show_found(found)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._said.setText("")
        self._trouble.show_warning(failure.what)
