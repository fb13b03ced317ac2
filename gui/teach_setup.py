"""Brings the Teach page, the drafts and the station together."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.drafts.store import DraftStore
from gui.main_window import MainWindow
from gui.opener import Opener
from gui.services import Services
from gui.station import Station

if TYPE_CHECKING:
    from gui.teach.state import TeachState
    from gui.teach.teach_page import TeachPage


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
        window.closing.connect(self._on_closing)
        window.set_page_maker("teach", self._make_page)

    def _make_page(self) -> QWidget:
        # Loaded when somebody first goes there: all its pages would cost the window's start a tenth of a second.
        from gui.teach.assembly import make_pages  # noqa: PLC0415
        from gui.teach.state import TeachState  # noqa: PLC0415
        from gui.teach.teach_page import TeachPage  # noqa: PLC0415
        from gui.teach.training import Training  # noqa: PLC0415

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
    def _on_done(self, path: Path) -> None:
        """Inspect with the new recipe; its draft is no longer needed."""
        self._opener.open_recipe(path)
        if self._state is not None:
            self._state.forget()
            self._state.resumed.emit()
        self._window.show_page("inspect")

    @Slot()
    def _on_closing(self) -> None:
        if self._page is not None:
            self._page.shutdown()
