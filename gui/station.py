"""What can be done at the station: the window hands on what is pressed, and shows what the station says."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from core.inspection.trigger import TriggerMode
from core.sources.base import Source
from core.types import Inspection, Verdict
from gui.activity import Activity
from gui.station_work import StationWork
from gui.teaching_worker import Teach

if TYPE_CHECKING:
    from core.recipe import Recipe  # imports the networks, see gui.services

_LONGEST_WAIT_MS = 20_000  # for a worker when the window closes: far beyond its slowest step


class Station(StationWork):
    """All that an operator or the window may ask of the station, beside starting and stopping."""

    def decide(self, part: Inspection, verdict: Verdict) -> None:
        """Count a REVIEW part as PASS or FAIL: somebody has looked at it. A second answer changes nothing."""
        if self._decisions.decide(part, verdict):
            if self.recording is not None:
                self.recording.say(part, verdict)
            self.changed.emit()

    @Slot()
    def fire(self) -> None:
        """Have the next picture judged."""
        if self.can_trigger:
            self.trigger.fire()

    def choose_trigger(self, mode: TriggerMode, interval_s: float) -> None:
        """Decide in another way which pictures are judged, from the next one on."""
        self.trigger.choose(mode, interval_s)
        self.changed.emit()

    @Slot(object)
    def use_recipe(self, recipe: "Recipe") -> None:
        """Inspect with this recipe; a run or a teaching in progress ends first."""
        self._changes.append(partial(self._equipment.take_recipe, recipe))
        self._teach = None
        self._end_work()
        self._make_changes()

    @Slot(object)
    def use_source(self, source: Source) -> None:
        """Inspect this source; a run in progress ends first. A teaching goes on, and is then used on it."""
        self._changes.append(partial(self._equipment.take_source, source))
        if self.activity is not Activity.TEACHING:
            self._end_work()
        self._make_changes()

    def teach(self, teach: Teach) -> None:
        """Teach, then inspect what `teach` gives (a Taught). Start teaches again if it does not come to an end."""
        self._teach = teach
        self.start()

    def start_when_ready(self) -> None:
        """Start as soon as there are recipe and source."""
        self._start_wished = True
        self._start_if_wished()

    @Slot()
    def pause(self) -> None:
        """Stand still after the part in hand."""
        if self.can_pause and self.run is not None:
            self.run.pause()
            self._enter(Activity.PAUSED)

    @Slot()
    def acknowledge(self) -> None:
        """Take note of a failure."""
        if self.activity is Activity.FAILED:
            self._enter(Activity.IDLE if self._work is None else Activity.STOPPING)

    @Slot()
    def reset_counts(self) -> None:
        """Begin the shift's counts anew."""
        self.shift.reset()
        self._decisions.clear()
        self.changed.emit()

    def shutdown(self) -> None:
        """Stop the work and wait for its end; results finished by then are still counted."""
        self._changes.clear()
        self._equipment.shutdown(_LONGEST_WAIT_MS)
        self.stop()
        if self._work is not None:
            self._work.wait(_LONGEST_WAIT_MS)
            self._take_last_results()
        if self.recording is not None:
            self.recording.close()
