"""Tells of what went wrong, in the banner over all pages."""

from PySide6.QtCore import QObject, Slot

from gui.opener import Opener
from gui.pages.inspect.inspect_page import InspectPage
from gui.station.activity import Activity
from gui.station.station import Station
from gui.widgets.error_banner import ErrorBanner
from gui.workers import Failure


class FailureNotes(QObject):
    """Puts failures into the banner with what they mean for the station; the page makes room for it."""

    def __init__(self, banner: ErrorBanner, page: InspectPage, station: Station, opener: Opener) -> None:
        super().__init__(banner)
        self._banner, self._page, self._station = banner, page, station
        self._remark: tuple[str, str] | None = None  # told last of what stopped nothing, and not acknowledged
        self._shown = ("", "")
        self._awaited = False  # whether it tells of a source that is waited for
        banner.acknowledged.connect(self.acknowledge)
        station.failed.connect(self._on_station_failed)
        opener.failed.connect(self._on_not_opened)
        opener.source_opened.connect(self._on_source_opened)

    def show_failure(self, failure: Failure) -> None:
        """Tell of something that went wrong and stopped nothing; again, if something else is told before it is read."""
        self._remark = failure.what, failure.advice or self.tr("Nothing was changed.")
        self._show(*self._remark)

    def hide(self) -> None:
        """Tell of nothing any more."""
        self._remark = None
        self._banner.hide()
        self._page.set_crowded(False)

    @Slot()
    def acknowledge(self) -> None:
        """Somebody has taken note."""
        self._show_unread()
        self._station.acknowledge()

    @Slot(object)
    def _on_station_failed(self, failure: Failure) -> None:
        advice = failure.advice or self.tr("Parts are not inspected until you press Start. The counts are kept.")
        self._show(failure.what, advice)

    @Slot(object)
    def _on_not_opened(self, failure: Failure) -> None:
        if self._station.activity is Activity.FAILED:
            advice = self.tr("Nothing was changed. The station is still stopped by the error before.")
        else:
            advice = failure.advice or self.tr("Nothing was changed.")
        self._show(failure.what, advice)
        self._awaited = bool(failure.advice) and self._station.activity is not Activity.FAILED

    @Slot(str)
    def _on_source_opened(self, _spec: str) -> None:
        """Say no more that it isn't there."""
        if self._awaited:
            self._show_unread()

    def _show_unread(self) -> None:
        unread = self._remark if self._remark != self._shown else None
        self.hide()
        if unread is not None:
            self._show(*unread)

    def _show(self, what: str, advice: str) -> None:
        self._awaited, self._shown = False, (what, advice)
        self._banner.show_error(what, advice)
        self._page.set_crowded(True)
