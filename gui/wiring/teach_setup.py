"""Brings the Teach page, the drafts and the station together."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from core.drafts.draft import Draft
from core.drafts.store import DraftStore
from gui.background import Background
from gui.main_window import MainWindow
from gui.opener import Opener
from gui.page_stack import Page
from gui.services import Services
from gui.station.station import Station
from gui.workers import Failure

if TYPE_CHECKING:
    from gui.pages.teach.state import TeachState
    from gui.pages.teach.teach_page import TeachPage

_LONGEST_WAIT_MS = 10_000


class TeachSetup(QObject):
    """Makes the wizard when somebody first goes there, and hands the station the recipe that was saved."""

    def __init__(
        self, store: DraftStore, services: Services, station: Station, opener: Opener, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._store, self._services = store, services
        self._station, self._opener, self._window = station, opener, window
        self._page: TeachPage | None = None
        self._state: TeachState | None = None
        self._drafter = Background(self)
        self._drafter.done.connect(self._on_drafted)
        self._drafter.failed.connect(window.show_failure)
        window.closing.connect(self._on_closing)
        window.set_page_maker("teach", self._make_page)

    @Slot(object)
    def improve(self, path: Path) -> None:
        """Begin to improve a recipe, with all pictures that are known to belong to it."""
        self._drafter.do(partial(_improving, path, self._store))

    def _make_page(self) -> Page:
        # Loaded when somebody first goes there: all its pages would cost the window's start a tenth of a second.
        from gui.pages.teach.assembly import make_pages  # noqa: PLC0415
        from gui.pages.teach.state import TeachState  # noqa: PLC0415
        from gui.pages.teach.teach_page import TeachPage  # noqa: PLC0415
        from gui.pages.teach.training import Training  # noqa: PLC0415

        state = self._state = TeachState(self._store, self._services.load_result, self)
        training = Training(self._services.teach_draft, self._share_cores, self)
        page = self._page = TeachPage(state, make_pages(state, training, self._services))
        state.failed.connect(self._window.show_failure)
        state.done.connect(self._on_done)
        training.changed.connect(page.show_training)
        return page

    def _share_cores(self) -> None:
        """Leave the inspection its share, as long as there is one. Called in the teaching's thread."""
        self._services.spare_cores(self._station.can_stop)

    @Slot(object)
    def _on_drafted(self, drafted: tuple[Draft, str]) -> None:
        """Go on with the draft on the Teach page, unless something is being taught there."""
        draft, remark = drafted
        self._window.show_page("teach")
        if self._page is not None and self._page.go_on_with(draft) and remark:
            self._window.show_failure(Failure(remark))

    @Slot(object)
    def _on_done(self, path: Path) -> None:
        """Inspect with the new recipe; its draft is no longer needed."""
        self._opener.open_recipe(path)
        if self._state is not None:
            self._state.forget()
            self._state.resumed.emit()
        self._window.show_page("inspect")

    @Slot()
    def _on_closing(self) -> None:
        self._drafter.shutdown(_LONGEST_WAIT_MS)
        if self._page is not None:
            self._page.shutdown()


def _improving(path: Path, store: DraftStore) -> tuple[Draft, str]:
    from core.drafts.improving import improving_draft  # noqa: PLC0415 - imports the networks

    return improving_draft(path, store)
