"""The station's state in words."""

from PySide6.QtCore import QLocale, QObject

from core.sources.spec import SourceKind
from gui.opener import Opener
from gui.station.activity import Activity
from gui.station.station import Station

_SOURCE_ICONS = {
    SourceKind.CAMERA: "camera",
    SourceKind.VIDEO: "film",
    SourceKind.STREAM: "network",
    SourceKind.HOT_FOLDER: "folder-input",
    SourceKind.TEST: "flask-conical",
}


class StatusText(QObject):
    """Says what the station does, and what it waits for."""

    def __init__(self, station: Station, opener: Opener) -> None:
        super().__init__(station)
        self._station, self._opener = station, opener

    def waiting(self) -> str:
        """Say why there is no verdict."""
        lines = {
            Activity.TEACHING: self.tr("Learning the good parts"),
            Activity.LOADING: self.tr("Loading the recipe"),
            Activity.RUNNING: self._waiting_for_a_part(),
            Activity.PAUSED: self._waiting_for_a_part(),
            Activity.STOPPING: self.tr("Finishing what is in hand"),
            Activity.FINISHED: self.tr("No image could be inspected"),
            Activity.FAILED: self.tr("Parts are not inspected"),
        }
        return lines.get(self._station.activity) or self._missing()

    def run_title(self) -> str:
        """Say what the station does, in a word or two."""
        titles = {
            Activity.IDLE: self.tr("Not started"),
            Activity.TEACHING: self.tr("Learning"),
            Activity.LOADING: self.tr("Loading"),
            Activity.RUNNING: self.tr("Running"),
            Activity.PAUSED: self.tr("Paused"),
            Activity.STOPPING: self.tr("Stopping"),
            Activity.FINISHED: self.tr("Finished"),
            Activity.FAILED: self.tr("Stopped"),
        }
        return titles[self._station.activity]

    def run_line(self) -> str:
        """Say what came of a run that has finished; else what Stop is not."""
        if self._station.activity is Activity.FINISHED:
            return self._tally()
        return self.tr("Software stop only, not a safety stop")

    def source_icon(self) -> str:
        """Give the icon of the kind of source that is open."""
        kind = self._opener.source_kind
        return "folder-open" if kind is None else _SOURCE_ICONS.get(kind, "folder-open")

    def recipe_detail(self) -> str:
        """Give the recipe's version and the day it was taught, in the station's time."""
        recipe = self._station.recipe
        if self._station.activity is Activity.TEACHING:
            return self.tr("One is being taught")
        if recipe is None:
            return self.tr("None opened")
        day = recipe.card.taught_at.astimezone().date()
        month = QLocale().standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)
        return self.tr("Version {0}, taught {1} {2}").format(recipe.card.version, day.day, month)

    def source_detail(self) -> str:
        """Say how many pictures the source has, if that is known."""
        source = self._station.source
        if source is None:
            return ""
        if source.total is None:
            return ""
        return self.tr("1 image") if source.total == 1 else self.tr("{0} images").format(source.total)

    def _waiting_for_a_part(self) -> str:
        if self._station.can_trigger:
            return self.tr("Press Space to have a part judged")
        run = self._station.run
        some = run is not None and run.inspected > 0
        return self.tr("Waiting for the next part") if some else self.tr("Waiting for the first part")

    def _missing(self) -> str:
        if self._opener.busy:
            return self.tr("Opening")
        if self._station.can_start:
            return self.tr("Press Start (F5)")
        if self._station.recipe is None:
            return self.tr("Open a recipe (Ctrl+O)")
        return self.tr("Open a folder (F3), or choose a camera (Ctrl+5)")

    def _tally(self) -> str:
        run, source = self._station.run, self._station.source
        if run is None or source is None:
            return ""
        given = run.inspected + run.skipped
        total = given if source.total is None else source.total
        tally = self.tr("{0} of {1} images").format(given, total)
        if run.last_skipped is None:
            return tally
        return self.tr("{0}, {1} skipped; the last: {2}").format(tally, run.skipped, run.last_skipped.reason)
