"""On what terms a station inspects."""

from typing import TYPE_CHECKING

from core.inspection.recorder import Sink
from core.inspection.trigger import Trigger
from core.records.recording import Origin
from core.sources.base import Source
from core.types import Inspection, Verdict
from gui.pictures.prepared_pictures import PreparedPictures
from gui.station.equipment import Equipment
from gui.station.inspection_worker import InspectionWorker
from gui.station.recording import StationRecording

if TYPE_CHECKING:
    from core.recipe import Recipe  # imports the networks, see gui.services


class RunTerms:
    """What the station has set beside recipe and source, and how all of it makes a run."""

    def __init__(self) -> None:
        self.trigger = Trigger()
        self.oldest_s = float("inf")  # the limit for a picture's age
        self.lot = ""  # of the parts inspected from now on, for their records
        self.recording: StationRecording | None = None  # none: parts leave no trace
        self.pictures = PreparedPictures()  # of the results, as a worker has made them for the screen

    def worker(self, equipment: Equipment) -> InspectionWorker | None:
        """Make the worker of a run with this recipe and source; None when one of them is missing."""
        recipe, source, loader = equipment.recipe, equipment.source, equipment.loader
        if recipe is None or source is None or loader is None:
            return None
        paced = equipment.paced(self.trigger)
        sinks = self._sinks(recipe, source)
        return InspectionWorker(loader.load, source, paced, self.oldest_s, self.pictures.prepare, sinks)

    def note(self, part: Inspection, verdict: Verdict) -> None:
        """Put down in the records what the operator decided of a REVIEW part."""
        if self.recording is not None:
            self.recording.say(part, verdict)

    def close(self) -> None:
        """Write down what waits; no run comes after."""
        if self.recording is not None:
            self.recording.close()

    def _sinks(self, recipe: "Recipe", source: Source) -> tuple[Sink, ...]:
        """What a run's results go to beside the screen."""
        if self.recording is None:
            return ()
        card = recipe.card
        return (self.recording.sink(Origin(card.name, card.version, source.name, lambda: self.lot)),)
