"""The wizard itself: its pages in order, and where one may go."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget, QWizard

from core.drafts.draft import Step
from gui.look.theme import RESTYLED
from gui.pages.teach.state import TeachState
from gui.pages.teach.step_page import StepPage

_HIDING = (*RESTYLED, QEvent.Type.LayoutRequest)  # at these QWizard may lay out anew


class TeachWizard(QWizard):
    """A QWizard inside the window. Its buttons are those of the page around it, in the window's own look.

    The draft remembers the page that was on view.
    """

    moved = Signal()  # to another page, or what keeps one from going on has changed
    arrived = Signal()  # at another page, which QWizard has finished with

    def __init__(self, state: TeachState, pages: Sequence[StepPage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._resuming = state, False
        self._wanted: Step | None = None  # the page to go on at, once what it needs has been read
        self.steps: tuple[Step, ...] = tuple(page.step for page in pages)
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setWizardStyle(QWizard.WizardStyle.ClassicStyle)
        self.setOptions(QWizard.WizardOption.NoDefaultButton | QWizard.WizardOption.NoCancelButton)
        self.setButtonLayout([])
        self.setMinimumSize(1, 1)  # else QWizard sets one, and keeps what a page of the large layout needed
        for place, page in enumerate(pages):
            self.setPage(place, page)
            page.ways_changed.connect(self.moved)
        self._clear_frame()
        self.currentIdChanged.connect(self._on_current_id_changed)
        state.step_requested.connect(self.go_to)
        state.resumed.connect(self.resume)
        state.images_changed.connect(self._on_more_known)
        state.taught_changed.connect(self._on_more_known)
        self.restart()

    @property
    def current(self) -> StepPage:
        """The page on view."""
        page = self.currentPage()
        if not isinstance(page, StepPage):
            raise TypeError("The wizard shows no step.")
        return page

    @property
    def all_pages(self) -> list[StepPage]:
        """All pages in order."""
        pages = [self.page(place) for place in range(len(self.steps))]
        return [page for page in pages if isinstance(page, StepPage)]

    @property
    def reachable(self) -> int:
        """The last place one may go to: all pages before it are complete."""
        pages = self.all_pages
        complete = [page.isComplete() for page in pages[:-1]]
        return complete.index(False) if False in complete else len(pages) - 1

    @property
    def can_next(self) -> bool:
        """Whether Next would go on."""
        return self.currentId() < len(self.steps) - 1 and self.current.isComplete()

    @Slot()
    def go_on(self) -> None:
        """Go to the next page, if this one is complete."""
        if self.can_next:
            self.next()
            self.arrived.emit()

    @Slot()
    def go_back(self) -> None:
        """Go to the page before; nothing is lost."""
        if self.currentId() > 0:
            self.back()
            self.arrived.emit()

    @Slot(str)
    def go_to(self, step: str) -> None:
        """Go to a page that can be reached, forwards or backwards; one that can't be is gone towards."""
        if step in self.steps:
            self.go_to_place(self.steps.index(step))

    @Slot(int)
    def go_to_place(self, place: int) -> None:
        """Go to the page at that place, from 0 on, page by page: each hears that it is left and entered."""
        while self.currentId() > place:
            self.back()
        while self.currentId() < place and self.can_next:
            before = self.currentId()
            self.next()
            if self.currentId() == before:  # the page has a reason of its own to stay
                break
        self.arrived.emit()

    @Slot()
    def resume(self) -> None:
        """Go to the page the draft was left at, as far as that can be reached, now or once its images are known."""
        step, self._resuming = self._state.draft.step, True
        try:
            self.go_to_place(0)
            self.go_to(step)
        finally:
            self._resuming = False
        self._wanted = step if self.current.step != step else None
        self.moved.emit()

    def stop(self) -> None:
        """End what runs for the pages, and wait for it."""
        for page in self.all_pages:
            page.stop()

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        for page in self.all_pages:
            page.set_compact(compact)

    def event(self, event: QEvent) -> bool:
        """Keep the frame away when it has been made anew, and the keys where they were: QWizard hides its pages."""
        focused = QApplication.focusWidget()
        done = super().event(event)
        if event.type() in _HIDING and focused is not None and self.isAncestorOf(focused):
            focused.setFocus()
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.StyleChange, QEvent.Type.Resize):
            self._clear_frame()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter and Esc alone: a dialog would be closed by them."""
        event.ignore()

    def reject(self) -> None:
        """Stay: what is inside a window can't be closed."""

    def _clear_frame(self) -> None:
        """Take away what a dialog has around its pages: margins, and a line above buttons that stand elsewhere.

        QWizard makes both anew whenever its look changes, and names neither.
        """
        sheet = next(child for child in self.children() if isinstance(child, QWidget))
        for child in sheet.children():
            if isinstance(child, QGridLayout):
                if not child.contentsMargins().isNull() or child.spacing():  # each change asks for a layout again
                    child.setContentsMargins(0, 0, 0, 0)
                    child.setSpacing(0)
            elif type(child) is QWidget and child.maximumHeight():
                child.setFixedHeight(0)

    @Slot()
    def _on_more_known(self) -> None:
        if self._wanted is not None:
            step, self._resuming = self._wanted, True
            try:
                self.go_to(step)
            finally:
                self._resuming = False
            self._wanted = step if self.current.step != step else None
        self.moved.emit()

    @Slot(int)
    def _on_current_id_changed(self, place: int) -> None:
        if place >= 0 and not self._resuming:
            self._wanted = None
            if self._state.draft.step != self.steps[place]:
                self._state.change(step=self.steps[place])
            self._state.save_now()
        self.moved.emit()
