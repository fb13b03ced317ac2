"""What the station has, and what can be done there: the window hands on what is pressed, and shows what it says."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.inspection.run import Inspects
from core.inspection.shift import Shift
from core.inspection.trigger import TriggerMode
from core.sources.base import Source
from core.types import Inspection, SkippedImage, SourceNotice, SourceState, Verdict
from gui.station.activity import Activity
from gui.station.decisions import Decisions
from gui.station.equipment import Equipment
from gui.station.inspection_run import InspectionRun
from gui.station.inspection_worker import Result
from gui.station.run_terms import RunTerms
from gui.station.taught import TaughtDemo
from gui.station.work import StationWork
from gui.teaching_worker import Teach, TeachingWorker
from gui.workers import Failure

if TYPE_CHECKING:
    from core.recipe import Recipe  # imports the networks, see gui.services

_LONGEST_WAIT_MS = 20_000  # for a worker when the window closes: far beyond its slowest step


class Station(QObject):
    """Recipe and source, the terms of a run, the shift's counts and the work in hand; changes come between two runs."""

    changed = Signal()
    resetting = Signal()  # the counts are about to be reset
    ready = Signal()  # the recipe is loaded: Start begins at once
    results_arrived = Signal(object)  # list of results, oldest first, already counted
    preview_arrived = Signal(object)  # Frame that nobody wanted a verdict on
    progressed = Signal(object)  # TrainingProgress
    failed = Signal(object)  # Failure that ended the run: the station is in ERROR until acknowledged

    def __init__(self, make_inspector: Callable[["Recipe"], Inspects], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shift, self.terms = Shift(), RunTerms()
        self._decisions = Decisions(self.shift)
        self._equipment, self._work = Equipment(make_inspector, self), StationWork(self)
        self._teach: Teach | None = None
        self._changes: list[Callable[[], None]] = []  # to be made once the work has ended
        self._start_wished = False
        self._equipment.ready.connect(self._on_ready)
        self._work.changed.connect(self.changed)
        self._work.results_arrived.connect(self._on_results)
        self._work.preview_arrived.connect(self.preview_arrived)
        self._work.progressed.connect(self.progressed)
        self._work.loaded.connect(self._equipment.take_device)
        self._work.taught.connect(self._on_taught)
        self._work.failed.connect(self._on_failed)
        self._work.ended.connect(self._make_changes)

    @property
    def recipe(self) -> "Recipe | None":
        """The recipe in use."""
        return self._equipment.recipe

    @property
    def source(self) -> Source | None:
        """Where pictures come from."""
        return self._equipment.source

    @property
    def device(self) -> str:
        """What computes; empty as long as that is not known."""
        return self._equipment.device

    @property
    def activity(self) -> Activity:
        """What the station is busy with."""
        return self._work.activity

    @property
    def run(self) -> InspectionRun | None:
        """This run, or the last one."""
        return self._work.run

    @property
    def trouble(self) -> SourceNotice | None:
        """What keeps a running station from judging; None when all is well."""
        return self._work.trouble

    @property
    def source_state(self) -> SourceState | None:
        """How a running source that has to be waited for is doing; None for one that has no such state."""
        return self._work.source_state

    @property
    def can_start(self) -> bool:
        """Whether Start would do something: begin or go on."""
        has_something = self._teach is not None or self._equipment.complete
        return self.activity is Activity.PAUSED or (not self._work.busy and has_something)

    @property
    def can_pause(self) -> bool:
        """Whether Pause would do something."""
        return self.activity is Activity.RUNNING

    @property
    def can_stop(self) -> bool:
        """Whether Stop would do something."""
        return self._work.can_stop

    @property
    def can_trigger(self) -> bool:
        """Whether asking for a verdict would do something: not while there is no picture to trust."""
        ready = self.activity is Activity.RUNNING and self.trouble is None
        return ready and self._equipment.paced(self.terms.trigger).mode is TriggerMode.SOFTWARE

    def can_decide(self, part: Inspection | None) -> bool:
        """Whether somebody may still say of this REVIEW part that it is good or bad."""
        return self._decisions.can_decide(part)

    def decide(self, part: Inspection, verdict: Verdict) -> None:
        """Count a REVIEW part as PASS or FAIL: somebody has looked at it. A second answer changes nothing."""
        if self._decisions.decide(part, verdict):
            self.terms.note(part, verdict)
            self.changed.emit()

    @Slot()
    def fire(self) -> None:
        """Have the next picture judged."""
        if self.can_trigger:
            self.terms.trigger.fire()

    def choose_trigger(self, mode: TriggerMode, interval_s: float) -> None:
        """Decide in another way which pictures are judged, from the next one on."""
        self.terms.trigger.choose(mode, interval_s)
        self.changed.emit()

    @Slot(object)
    def use_recipe(self, recipe: "Recipe") -> None:
        """Inspect with this recipe; a run or a teaching in progress ends first."""
        self._changes.append(partial(self._equipment.take_recipe, recipe))
        self._teach = None
        self._work.stop()
        self._make_changes()

    @Slot(object)
    def use_source(self, source: Source) -> None:
        """Inspect this source; a run in progress ends first. A teaching goes on, and is then used on it."""
        self._changes.append(partial(self._equipment.take_source, source))
        if self.activity is not Activity.TEACHING:
            self._work.stop()
        self._make_changes()

    def teach(self, teach: Teach) -> None:
        """Teach, then inspect what `teach` gives (a TaughtDemo). Start teaches again if it does not come to an end."""
        self._teach = teach
        self.start()

    def start_when_ready(self) -> None:
        """Start as soon as there are recipe and source."""
        self._start_wished = True
        self._start_if_wished()

    @Slot()
    def start(self) -> None:
        """Begin, or go on after a pause."""
        if not self.can_start:
            return
        self._start_wished = False
        if self.activity is Activity.PAUSED:
            self.shift.begin_run()
            self._work.resume()
        elif (worker := self.terms.worker(self._equipment)) is not None:
            self.shift.begin_run()
            self._work.inspect(worker)
        elif self._teach is not None:
            self._work.teach(TeachingWorker(self._teach))

    @Slot()
    def pause(self) -> None:
        """Stand still after the part in hand."""
        self._work.pause()

    @Slot()
    def stop(self) -> None:
        """End the run or the teaching after what is in hand."""
        self._start_wished = False
        self._work.stop()

    @Slot(object)
    def fail(self, failure: Failure) -> None:
        """End the run: the station can't be trusted to inspect. Of several failures the first one stands."""
        self._work.fail(failure)

    @Slot()
    def acknowledge(self) -> None:
        """Take note of a failure."""
        self._work.acknowledge()

    @Slot()
    def reset_counts(self) -> None:
        """Begin the shift's counts anew."""
        self.resetting.emit()
        self.shift.reset()
        self._decisions.clear()
        self.changed.emit()

    def shutdown(self) -> None:
        """Stop the work and wait for its end; results finished by then are still counted."""
        self._changes.clear()
        self._start_wished = False
        self._equipment.shutdown(_LONGEST_WAIT_MS)
        self._work.shutdown(_LONGEST_WAIT_MS)
        self.terms.close()

    def _start_if_wished(self) -> None:
        if self._start_wished and self._equipment.complete:
            self.start()

    @Slot()
    def _make_changes(self) -> None:
        if self._work.busy:
            return  # its end comes back here
        changes, self._changes = self._changes, []
        for change in changes:
            change()
        if changes:
            self._work.rest()
        self._start_if_wished()

    @Slot(object)
    def _on_taught(self, taught: TaughtDemo) -> None:
        self._start_wished = self.activity is Activity.TEACHING  # not if it was stopped at the last moment
        recipe = partial(self._equipment.take_recipe, taught.recipe)
        self._changes = [recipe, partial(self._equipment.take_source, taught.source, taught.pace), *self._changes]

    @Slot(object)
    def _on_results(self, results: list[Result]) -> None:
        for result in results:
            if isinstance(result, Inspection):
                self.shift.add(result)
                self._decisions.expect(result)
            elif isinstance(result, SkippedImage):
                self.shift.add_skipped()
        self.results_arrived.emit(results)
        if any(isinstance(result, SourceNotice) for result in results):
            self.changed.emit()

    @Slot()
    def _on_ready(self) -> None:
        self.changed.emit()
        self.ready.emit()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._start_wished = False
        self.failed.emit(failure)
