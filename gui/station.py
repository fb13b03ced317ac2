"""What the station has and does: recipe, source, run and counts. The window shows it and hands on what is pressed."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.inspection.run import Inspects
from core.inspection.shift import Shift
from core.inspection.trigger import Trigger, TriggerMode
from core.sources.base import Source
from core.types import Inspection, SkippedImage, SourceNotice, SourceState, Verdict
from gui.background import Background
from gui.inspection_run import InspectionRun
from gui.inspection_worker import InspectionWorker, Result
from gui.inspector_loader import InspectorLoader
from gui.prepared_pictures import PreparedPictures
from gui.teaching_worker import Teach, TeachingRun, TeachingWorker
from gui.workers import Failure, Worker, WorkerThread

if TYPE_CHECKING:
    from core.recipe import Recipe  # imports the networks, see gui.services

_LONGEST_WAIT_MS = 20_000  # for a worker when the window closes: far beyond its slowest step
_WATCH_MS = 500
_HELD_UP_S = 5.0  # a worker silent for so long is in trouble, and what the screen says is no longer true

log = logging.getLogger(__name__)


class Activity(Enum):
    """What the station does at the moment."""

    IDLE = auto()
    TEACHING = auto()
    LOADING = auto()
    RUNNING = auto()
    PAUSED = auto()
    STOPPING = auto()
    FINISHED = auto()
    FAILED = auto()


@dataclass(frozen=True)
class Taught:
    """What a teaching gives: a recipe, what to inspect with it, and the least seconds from part to part."""

    recipe: "Recipe"
    source: Source
    pace: float


class Station(QObject):
    """Recipe, source, counts, and at most one worker at a time that inspects or teaches."""

    changed = Signal()
    ready = Signal()  # the recipe is loaded: Start begins at once
    results_arrived = Signal(object)  # list of results, oldest first, already counted
    preview_arrived = Signal(object)  # Frame that nobody wanted a verdict on
    progressed = Signal(object)  # TrainingProgress
    failed = Signal(object)  # Failure that ended the run: the station is in ERROR until acknowledged

    def __init__(self, make_inspector: Callable[["Recipe"], Inspects], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.activity = Activity.IDLE
        self.recipe: Recipe | None = None
        self.source: Source | None = None
        self.device = ""
        self.shift = Shift()
        self.run: InspectionRun | None = None  # this run, or the last one
        self.pictures = PreparedPictures()  # of the results, as a worker has made them for the screen
        self.trigger = Trigger()
        self.oldest_s = float("inf")  # the limit for a picture's age
        self._make_inspector = make_inspector
        self._loader: InspectorLoader | None = None
        self._warm_up = Background(self)
        self._warm_up.done.connect(self._on_warm)
        self._warm_up.failed.connect(self._on_not_warm)
        self._pace = 0.0
        self._undecided: WeakSet[Inspection] = WeakSet()
        self._held_up = False
        self._watch = QTimer(self, interval=_WATCH_MS)
        self._watch.timeout.connect(self._on_watch)
        self._teach: Teach | None = None
        self._work: WorkerThread | None = None
        self._changes: list[Callable[[], None]] = []  # to be made once the work has ended
        self._start_wished = False

    @property
    def can_start(self) -> bool:
        """Whether Start would do something: begin or go on."""
        has_something = self._teach is not None or (self.recipe is not None and self.source is not None)
        return self.activity is Activity.PAUSED or (self._work is None and has_something)

    @property
    def can_pause(self) -> bool:
        """Whether Pause would do something."""
        return self.activity is Activity.RUNNING

    @property
    def can_stop(self) -> bool:
        """Whether Stop would do something."""
        return self._work is not None and self.activity is not Activity.STOPPING

    @property
    def can_trigger(self) -> bool:
        """Whether asking for a verdict would do something."""
        return self.activity is Activity.RUNNING and self.trigger.mode is TriggerMode.SOFTWARE

    @property
    def trouble(self) -> SourceNotice | None:
        """What keeps a running station from judging; None when all is well."""
        if self.activity is not Activity.RUNNING or self.run is None:
            return None
        if self._held_up:
            sentence = self.tr("There was no answer from the inspection for {0:.0f} s. The computer is too busy.")
            return SourceNotice(SourceState.STALLED, sentence.format(_HELD_UP_S))
        notice = self.run.notice
        return None if notice is None or notice.state is SourceState.LIVE else notice

    @property
    def source_state(self) -> SourceState | None:
        """How a running source that has to be waited for is doing; None for one that has no such state."""
        if self.activity is not Activity.RUNNING or self.run is None or self.run.notice is None:
            return None
        return self.trouble.state if self.trouble is not None else SourceState.LIVE

    def can_decide(self, part: Inspection | None) -> bool:
        """Whether somebody may still say of this REVIEW part that it is good or bad."""
        return part is not None and part in self._undecided

    def decide(self, part: Inspection, verdict: Verdict) -> None:
        """Count a REVIEW part as PASS or FAIL: somebody has looked at it. A second answer changes nothing."""
        if self.can_decide(part):
            self._undecided.discard(part)
            self.shift.decide(verdict)
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
        self._changes.append(partial(self._take_recipe, recipe))
        self._teach = None
        self._end_work()
        self._make_changes()

    @Slot(object)
    def use_source(self, source: Source) -> None:
        """Inspect this source; a run in progress ends first. A teaching goes on, and is then used on it."""
        self._changes.append(partial(self._take_source, source, 0.0))
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
    def start(self) -> None:
        """Begin, or go on after a pause."""
        if self.activity is Activity.PAUSED and self.run is not None:
            self.run.resume()
            self.shift.begin_run()
            self._enter(Activity.RUNNING)
        elif self.can_start:
            self._start_wished = False
            self._begin()

    @Slot()
    def pause(self) -> None:
        """Stand still after the part in hand."""
        if self.can_pause and self.run is not None:
            self.run.pause()
            self._enter(Activity.PAUSED)

    @Slot()
    def stop(self) -> None:
        """End the run or the teaching after what is in hand."""
        self._start_wished = False
        self._end_work()

    @Slot(object)
    def fail(self, failure: Failure) -> None:
        """End the run: the station can't be trusted to inspect. Of several failures the first one stands."""
        if self.activity is Activity.FAILED:
            return
        self.stop()
        self._enter(Activity.FAILED)
        self.failed.emit(failure)

    @Slot()
    def acknowledge(self) -> None:
        """Take note of a failure."""
        if self.activity is Activity.FAILED:
            self._enter(Activity.IDLE if self._work is None else Activity.STOPPING)

    @Slot()
    def reset_counts(self) -> None:
        """Begin the shift's counts anew."""
        self.shift.reset()
        self._undecided.clear()
        self.changed.emit()

    def shutdown(self) -> None:
        """Stop the work and wait for its end; results finished by then are still counted."""
        self._changes.clear()
        self._watch.stop()
        self._warm_up.shutdown(_LONGEST_WAIT_MS)
        self.stop()
        if self._work is not None:
            self._work.wait(_LONGEST_WAIT_MS)
            self._take_last_results()

    def _begin(self) -> None:
        if self._loader is not None and self.source is not None:
            paced = Trigger(TriggerMode.INTERVAL, self._pace) if self._pace else self.trigger
            self._begin_inspection(
                InspectionWorker(self._loader.load, self.source, paced, self.oldest_s, self.pictures.prepare)
            )
        elif self._teach is not None:
            self._begin_teaching(TeachingWorker(self._teach))

    def _begin_inspection(self, worker: InspectionWorker) -> None:
        self.run = InspectionRun(worker)
        self.run.results_arrived.connect(self._on_results)
        self.run.preview_arrived.connect(self.preview_arrived)
        worker.loaded.connect(self._on_loaded)
        worker.done.connect(self._on_finished)
        self.shift.begin_run()
        self._held_up = False
        self._watch.start()
        self._set_going(worker, self.run, Activity.LOADING)

    def _begin_teaching(self, worker: TeachingWorker) -> None:
        teaching = TeachingRun(worker)
        teaching.progressed.connect(self.progressed)
        worker.done.connect(self._on_taught)
        self._set_going(worker, teaching, Activity.TEACHING)

    def _set_going(self, worker: Worker, work: WorkerThread, activity: Activity) -> None:
        worker.failed.connect(self._on_failed)
        worker.cancelled.connect(self._on_cancelled)
        work.ended.connect(self._on_ended)
        self._work = work
        self._enter(activity)
        work.start()

    def _end_work(self) -> None:
        if self._work is not None:
            self._work.stop()
            self._settle(Activity.STOPPING)

    def _enter(self, activity: Activity) -> None:
        self.activity = activity
        self.changed.emit()

    def _settle(self, activity: Activity) -> None:
        """Enter an activity, but leave a failure standing: somebody has to acknowledge it."""
        self._enter(Activity.FAILED if self.activity is Activity.FAILED else activity)

    def _make_changes(self) -> None:
        if self._work is not None:
            return  # _on_ended comes back here
        changes, self._changes = self._changes, []
        for change in changes:
            change()
        self._settle(Activity.IDLE if changes else self.activity)
        self._start_if_wished()

    def _start_if_wished(self) -> None:
        if self._start_wished and self.recipe is not None and self.source is not None:
            self.start()

    def _take_recipe(self, recipe: "Recipe") -> None:
        self.recipe = recipe
        self._loader = InspectorLoader(partial(self._make_inspector, recipe))  # loads once, for all runs
        self._warm_up.do(self._loader.load)

    def _take_source(self, source: Source, pace: float) -> None:
        self.source, self._pace = source, pace

    def _take_last_results(self) -> None:
        if self.run is not None:
            self.run.take_results()

    @Slot(object)
    def _on_taught(self, taught: Taught) -> None:
        self._start_wished = self.activity is Activity.TEACHING  # not if it was stopped at the last moment
        recipe = partial(self._take_recipe, taught.recipe)
        self._changes = [recipe, partial(self._take_source, taught.source, taught.pace), *self._changes]

    @Slot(str)
    def _on_loaded(self, device: str) -> None:
        self.device = device
        if self.activity is Activity.LOADING:
            self._enter(Activity.RUNNING)

    @Slot(object)
    def _on_results(self, results: list[Result]) -> None:
        for result in results:
            if isinstance(result, Inspection):
                self._count(result)
            elif isinstance(result, SkippedImage):
                self.shift.add_skipped()
        self.results_arrived.emit(results)
        if any(isinstance(result, SourceNotice) for result in results):
            self.changed.emit()

    def _count(self, part: Inspection) -> None:
        self.shift.add(part)
        if part.verdict is Verdict.REVIEW:
            self._undecided.add(part)

    @Slot()
    def _on_watch(self) -> None:
        held_up = self.activity is Activity.RUNNING and self.run is not None and self.run.silent_for > _HELD_UP_S
        if held_up is not self._held_up:
            self._held_up = held_up
            self.changed.emit()

    @Slot(object)
    def _on_warm(self, inspector: Inspects) -> None:
        self.device = inspector.device_label
        self.changed.emit()
        self.ready.emit()

    @Slot(object)
    def _on_not_warm(self, failure: Failure) -> None:
        log.warning("The recipe is not ready yet: %s", failure.what)  # Start tries again, and tells what is wrong

    @Slot()
    def _on_finished(self) -> None:
        self._take_last_results()
        self._settle(Activity.FINISHED)

    @Slot()
    def _on_cancelled(self) -> None:
        self._take_last_results()
        self._settle(Activity.IDLE)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._take_last_results()
        self.fail(failure)

    @Slot()
    def _on_ended(self) -> None:
        self._work = None
        self._watch.stop()
        self._make_changes()
