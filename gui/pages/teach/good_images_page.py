"""The page where good images are gathered and looked through."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.drafts.draft import Draft, Step
from core.good_images.counting import FEWEST
from core.good_images.usual import ENOUGH
from gui.look.theme import scaled
from gui.pages.teach.capture_worker import JudgesFrames
from gui.pages.teach.check_worker import CheckReport
from gui.pages.teach.checking import Checking
from gui.pages.teach.count_card import CountCard
from gui.pages.teach.image_gallery import ImageGallery
from gui.pages.teach.live_capture import LiveCapture
from gui.pages.teach.remark_text import badges, fine, grouped
from gui.pages.teach.remarks_card import RemarksCard
from gui.pages.teach.state import TeachState
from gui.pages.teach.step_page import StepPage
from gui.path_dialogs import PathDialogs
from gui.services import Services
from gui.widgets.action_button import ToolButton
from gui.widgets.card import Card


class GoodImagesPage(StepPage):
    """The good images left, what is to be checked of them right; a camera's live picture while one is captured."""

    step: ClassVar[Step] = "good_images"

    def __init__(
        self,
        state: TeachState,
        services: Services,
        dialogs: PathDialogs | None = None,
        make_readiness: Callable[[], JudgesFrames] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            state,
            self.tr("Show Filbert good parts only"),
            self.tr("Add 30 or more pictures of parts you would ship; look at the marked ones before you go on."),
            parent,
        )
        self._dialogs = dialogs or PathDialogs(self)
        self._checking = Checking(self)
        self.gallery, self._count, self._remarks = ImageGallery(), CountCard(), RemarksCard()
        self._report, self._key = CheckReport(), ""
        self.live = LiveCapture(state, services, make_readiness, self)
        self._capture = ToolButton(self.tr("Capture live"), "", "camera")
        self._add = ToolButton(self.tr("Add folder"), "", "folder-open")
        self._lay_out()
        self._connect()
        self._on_images_changed()
        self._on_draft_changed(state.draft)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        super().set_compact(compact)
        margin = 12 if compact else 16
        self._body.setContentsMargins(margin, margin, 8, margin)
        for box in (self._row, self._right):
            box.setSpacing(12 if compact else 16)
        self._side.setFixedWidth(min(scaled(400), 430) if compact else min(scaled(520), 640))
        for part in (self.gallery, self._count, self._remarks):
            part.set_compact(compact)

    def isComplete(self) -> bool:
        """Whether there are enough to be taught at all."""
        return len(self.state.kept) >= FEWEST and not self._report.hopeless

    def missing(self) -> str:
        """How many are needed."""
        if self.state.listing:
            return self.tr("Looking through the folders.")
        if len(self.state.kept) >= FEWEST:
            return self.tr("These pictures are all the same, or show nothing: add others.")
        return self.tr("Add at least {0} good images; 30 or more teach well.").format(FEWEST)

    def escape(self) -> bool:
        """End capturing, or go back from a closer look."""
        running = self.live.running
        self.live.stop()
        return running or self.gallery.look_at_all()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the camera once the page is left; at another look QWizard hides it for a moment only."""
        super().hideEvent(event)
        QTimer.singleShot(0, self._let_go)

    def stop(self) -> None:
        """End what reads images."""
        self.live.shutdown()
        self.gallery.stop()
        self._checking.shutdown()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self._add)
        tools.addWidget(self._capture)
        tools.addStretch()
        tools.addWidget(self.gallery.filter)
        left = Card()
        self._body = QVBoxLayout(left)
        self._body.setSpacing(8)
        self._views = QStackedWidget()
        self._views.addWidget(self.gallery)
        self._views.addWidget(self.live.panel)
        self._body.addLayout(tools)
        self._body.addWidget(self._views, 1)
        self._side = QWidget()
        self._right = QVBoxLayout(self._side)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.addWidget(self._count)
        self._right.addWidget(self._remarks, 1)
        self._row = QHBoxLayout()
        self._row.addWidget(left, 1)
        self._row.addWidget(self._side)
        self.column.addLayout(self._row, 1)

    def _connect(self) -> None:
        self._add.clicked.connect(self._on_add)
        self._capture.clicked.connect(self.live.start)
        self.live.changed.connect(self._on_capturing_changed)
        self.gallery.toggled.connect(self.state.toggle)
        self.gallery.scrolled.connect(self._checking.hold)
        self._remarks.keep_requested.connect(self._on_keep)
        self._remarks.drop_requested.connect(self._on_drop)
        self._remarks.show_requested.connect(self.gallery.show_image)
        self._checking.reported.connect(self._on_reported)
        self.state.images_changed.connect(self._on_images_changed)
        self.state.draft_changed.connect(self._on_draft_changed)

    def _show(self) -> None:
        """Show images, remarks and counts as they are now."""
        draft, kept, report = self.state.draft, self.state.kept, self._report
        unreadable = [one for one in report.unreadable if one[0] not in set(draft.left_out)]
        groups = grouped(report.remarks, unreadable, (*draft.accepted, *draft.left_out))
        self.gallery.show_images(self.state.images, draft.left_out, badges(groups))
        known = report.checked == report.total == len(kept)
        self._count.show_count(len(kept), self.state.listing, report.teachable if known else None)
        self._remarks.show_groups(groups, report.checked, len(kept))
        done = report.checked >= len(kept) >= ENOUGH  # of fewer nobody can say what is usual
        self._remarks.show_fine(fine(report.remarks, unreadable) if done else ())
        self.ways_changed.emit()

    @Slot()
    def _on_images_changed(self) -> None:
        if self._key != self.state.draft.key:
            self._key, self._report = self.state.draft.key, CheckReport()
            self.gallery.forget()
        if self.state.images:
            self._checking.check(self.state.kept)
        self._show()

    @Slot(object)
    def _on_draft_changed(self, _draft: Draft) -> None:
        self._capture.setVisible(self.live.offered)

    @Slot(object)
    def _on_reported(self, report: CheckReport) -> None:
        self._report = report
        self._show()

    @Slot()
    def _on_add(self) -> None:
        self._dialogs.ask_folder(self, self.tr("Add a folder of good images"), self._on_folder_chosen)

    @Slot()
    def _let_go(self) -> None:
        """Close the camera, unless the page is on view: somebody may want to inspect with it."""
        if not self.isVisible():
            self.live.stop()

    @Slot()
    def _on_capturing_changed(self) -> None:
        running = self.live.running
        self._views.setCurrentWidget(self.live.panel if running else self.gallery)
        self._capture.setEnabled(not running)
        if running:
            self.live.panel.setFocus()

    @Slot(str)
    def _on_folder_chosen(self, path: str) -> None:
        folder = Path(path)
        if folder not in self.state.draft.folders:
            self.state.change(folders=(*self.state.draft.folders, folder))

    @Slot(object)
    def _on_keep(self, names: tuple[str, ...]) -> None:
        self.state.keep(*names)
        self._show()

    @Slot(object)
    def _on_drop(self, names: tuple[str, ...]) -> None:
        self.state.drop(*names)
