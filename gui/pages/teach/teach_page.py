"""The Teach page of the window: the wizard between its header and its footer."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from core.drafts.draft import Draft, Step
from gui.pages.teach.state import TeachState
from gui.pages.teach.step_page import StepPage
from gui.pages.teach.teach_footer import TeachFooter
from gui.pages.teach.teach_header import TeachHeader
from gui.pages.teach.wizard import TeachWizard
from gui.workers import Failure


class TeachPage(QWidget):
    """Teaches one product after another; what is unfinished is kept as drafts."""

    left = Signal()  # the engineer wants to leave the draft for now

    def __init__(self, state: TeachState, pages: Sequence[StepPage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.state = state
        names = self._names()
        self._header = TeachHeader([names[page.step] for page in pages])
        self._footer = TeachFooter()
        self.wizard = TeachWizard(state, pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self.wizard, 1)
        column.addWidget(self._footer)
        self._connect()
        self._on_moved()
        self._header.show_draft(state.draft)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        for part in (self._header, self.wizard, self._footer):
            part.set_compact(compact)

    @property
    def busy(self) -> bool:
        """Whether something runs that the draft on view must not be left over."""
        return any(page.busy() for page in self.wizard.all_pages)

    @Slot(object)
    def go_on_with(self, draft: Draft) -> bool:
        """Go on with another draft; False, and it is told, while the one on view must not be left."""
        if self.busy:
            what = self.tr("Another recipe is being taught now; this one waits among the unfinished teachings.")
            self.state.failed.emit(Failure(what, self.tr("Let it end, or cancel it, and continue with the other.")))
            return False
        self.state.begin(draft)
        self.state.resumed.emit()
        return True

    def close_what_is_over(self) -> bool:
        """Give Esc to the page on view; says whether that had a use for it."""
        return self.wizard.current.escape()

    @Slot()
    def show_training(self) -> None:
        """A draft can't be left while something is taught for it."""
        self._footer.set_leavable(not self.busy)
        self._on_moved()

    def shutdown(self) -> None:
        """End what runs and write what is to be written; before the window goes."""
        self.wizard.stop()
        self.state.shutdown()

    def _connect(self) -> None:
        self._header.step_requested.connect(self.wizard.go_to_place)
        self._footer.back_requested.connect(self.wizard.go_back)
        self._footer.next_requested.connect(self.wizard.go_on)
        self._footer.leave_requested.connect(self._on_leave)
        self.wizard.moved.connect(self._on_moved)
        self.wizard.arrived.connect(self._on_arrived)
        self.state.draft_changed.connect(self._on_draft_changed)
        self.state.draft_chosen.connect(self.go_on_with)
        self.state.saved.connect(self._on_saved)
        self.state.failed.connect(self._on_failed)
        for key, action in (("Alt+Left", self.wizard.go_back), ("Alt+Right", self.wizard.go_on)):
            shortcut = QShortcut(QKeySequence(key), self, autoRepeat=False)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    def _names(self) -> Mapping[Step, str]:
        return {
            "product": self.tr("Product"),
            "good_images": self.tr("Good images"),
            "region": self.tr("Region"),
            "train": self.tr("Train"),
            "clean": self.tr("Clean"),
            "threshold": self.tr("Threshold"),
            "save": self.tr("Save"),
        }

    @Slot()
    def _on_moved(self) -> None:
        place, count = self.wizard.currentId(), len(self.wizard.steps)
        self._header.show_steps(place, self.wizard.reachable)
        self._footer.show_step(place, count, self.wizard.can_next, last=place == count - 1)
        self._footer.show_reason("" if self.wizard.can_next else self.wizard.current.missing())

    @Slot()
    def _on_arrived(self) -> None:
        """Have the keys go to the new page, unless it has given them to one of its controls."""
        page, focused = self.wizard.current, QApplication.focusWidget()
        if focused is None or not page.isAncestorOf(focused):
            page.setFocus()

    @Slot(object)
    def _on_draft_changed(self, draft: Draft) -> None:
        self._header.show_draft(draft, self.state.unsaved)

    @Slot()
    def _on_saved(self) -> None:
        self._header.show_draft(self.state.draft)

    @Slot(object)
    def _on_failed(self, _failure: Failure) -> None:
        self._header.show_draft(self.state.draft, self.state.unsaved)

    @Slot()
    def _on_leave(self) -> None:
        """Keep the draft and begin at the list of unfinished ones."""
        self.wizard.stop()
        self.state.begin()
        self.wizard.resume()
        self.left.emit()
