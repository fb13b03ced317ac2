"""What the window's header says of the station."""

from PySide6.QtCore import QObject

from gui.station.activity import Activity
from gui.station.station import Station
from gui.status_text import StatusText
from gui.widgets.header import Header

_MEASURED = (Activity.RUNNING, Activity.PAUSED, Activity.FINISHED)


class StationHeader(QObject):
    """Puts recipe, source, device and speed of a station into the header."""

    def __init__(self, header: Header, station: Station, text: StatusText) -> None:
        super().__init__(header)
        self._header, self._station, self._text = header, station, text

    def show_all(self) -> None:
        """Show what the station has and does."""
        recipe, source = self._station.recipe, self._station.source
        name = self.tr("No recipe") if recipe is None else recipe.card.name
        self._header.show_recipe(name, self._text.recipe_detail(), recipe.thumbnail if recipe else None)
        self._header.show_source(source.name if source else "–", self._text.source_detail(), self._text.source_icon())
        self._header.show_source_state(self._station.source_state)
        self._header.show_device(self._station.device or "–")
        self.show_rate()

    def show_rate(self) -> None:
        """Show how fast it goes, and what was dropped; with each batch of results."""
        shift, run = self._station.shift, self._station.run
        self._header.show_dropped(run.dropped if run is not None else 0)
        if self._station.activity in _MEASURED:
            self._header.show_rate(shift.frames_per_second, shift.latency_p95_ms, shift.latency_p50_ms)
        else:
            self._header.show_rate(None, None)
