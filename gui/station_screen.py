"""Shows the station on the Inspect page, in the run bar and in the header."""

from PySide6.QtCore import QObject, Signal, Slot

from gui.pages.inspect.inspect_page import InspectPage
from gui.station.inspection_worker import Result
from gui.station.station import Station
from gui.station_header import StationHeader
from gui.status_text import StatusText
from gui.widgets.run_bar import RunBar


class StationScreen(QObject):
    """Follows the station: all of it when it changes, what parts change with each batch of results."""

    results_shown = Signal()

    def __init__(
        self, station: Station, text: StatusText, page: InspectPage, run_bar: RunBar, header: StationHeader
    ) -> None:
        super().__init__(page)
        self._station, self._text = station, text
        self._page, self._run_bar, self._header = page, run_bar, header
        station.changed.connect(self.show_all)
        station.results_arrived.connect(self._on_results_arrived)
        station.preview_arrived.connect(page.show_preview)
        station.progressed.connect(page.show_progress)
        self.show_all()

    @Slot()
    def show_all(self) -> None:
        """Show what the station has and does, and what can be done."""
        station, recipe = self._station, self._station.recipe
        self._page.show_status(station.activity, self._text.waiting(), station.trouble)
        self._page.show_shift(station.shift)
        self._show_run()
        self._run_bar.set_available(station.can_start, station.can_pause, station.can_stop)
        self._run_bar.set_trigger(visible=True, enabled=station.can_trigger)
        self._page.set_review_line(recipe.card.review_from if recipe is not None else 1.0)
        self._page.set_shortcoming(recipe.shortcoming if recipe is not None else "")
        self._header.show_all()

    @Slot(object)
    def _on_results_arrived(self, results: list[Result]) -> None:
        self._page.show_results(results)
        self._page.show_shift(self._station.shift)
        self._show_run()
        self._header.show_rate()
        self.results_shown.emit()

    def _show_run(self) -> None:
        self._run_bar.show_state(self._text.run_title(), self._text.run_line())
