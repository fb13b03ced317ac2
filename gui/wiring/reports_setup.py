"""Brings the Report page, the records and the station's shifts together."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from core.errors import SettingsError
from core.records.places import archive_folder
from core.shifts import ShiftTimes, shift_times
from gui.main_window import MainWindow
from gui.memory import Memory
from gui.page_stack import Page
from gui.station.recording import StationRecording
from gui.workers import Failure

if TYPE_CHECKING:
    from gui.pages.reports.report_page import ReportPage


class ReportsSetup(QObject):
    """Makes the page when somebody first goes there."""

    def __init__(self, recording: StationRecording, memory: Memory, window: MainWindow) -> None:
        super().__init__(window)
        self._recording, self._memory, self._window = recording, memory, window
        self._page: ReportPage | None = None
        window.closing.connect(self._on_closing)
        window.set_page_maker("report", self._make_page)

    def _make_page(self) -> Page:
        # Loaded when somebody first goes there, as the other pages are.
        from gui.pages.reports.report_page import ReportPage  # noqa: PLC0415
        from gui.pages.reports.report_work import ReportAccess  # noqa: PLC0415

        page = self._page = ReportPage(ReportAccess(self._recording.store, archive_folder()), self._times)
        page.back_requested.connect(partial(self._window.show_page, "review"))
        page.failed.connect(self._window.show_failure)
        page.choices.shifts_chosen.connect(self._on_shifts_chosen)
        page.choices.show_shifts(self._memory.settings.shift_starts)
        return page

    def _times(self) -> ShiftTimes:
        return shift_times(self._memory.settings.shift_starts)

    @Slot(object)
    def _on_shifts_chosen(self, starts: tuple[str, ...]) -> None:
        try:
            self._memory.change(shift_starts=starts)
        except SettingsError as error:
            self._window.show_failure(Failure(str(error)))
        if self._page is not None:
            self._page.choices.show_shifts(self._memory.settings.shift_starts)
            self._page.make()

    @Slot()
    def _on_closing(self) -> None:
        if self._page is not None:
            self._page.shutdown()
