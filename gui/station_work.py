"""What the station has under way, from its start to its end."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.inspection.recorder import Sink
from core.inspection.run import Inspects
from core.records.recording import Origin
from core.types import Inspection, SkippedImage, SourceNotice
from gui.activity import Activity
from gui.inspection_run import InspectionRun
from gui.inspection_worker import InspectionWorker, Result
from gui.station_state import StationState
from gui.taught import Taught
from gui.teaching_worker import TeachingRun, TeachingWorker
from gui.workers import Failure, Worker, WorkerThread

if TYPE_CHECKING:
    from core.recipe import Recipe  # imports the networks, see gui.services


class StationWork(StationState):
    """Begins and ends what inspects or teaches, counts what comes of it, and makes changes between two runs."""

    ready = Signal()  # the recipe is loaded: Start begins at once
    results_arrived = Signal(object)  # list of results, oldest first, already counted
    preview_arrived = Signal(object)  # Frame that nobody wanted a verdict on
    progressed = Signal(object)  # TrainingProgress
    failed = Signal(object)  # Failure that ended the run: the station is in ERROR until acknowledged

    def __init__(self, make_inspector: Callable[["Recipe"], Inspects], parent: QObject | None = None) -> None:
        super().__init__(make_inspector, parent)
        self._equipment.ready.connect(self._on_ready)
        self._changes: list[Callable[[], None]] = []  # to be made once the work has ended
        self._start_wished = False

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

    def _begin(self) -> None:
        loader, source = self._equipment.loader, self.source
        if loader is not None and source is not None:
            paced = self._equipment.paced(self.trigger)
            sinks = self._sinks(source.name)
            worker = InspectionWorker(loader.load, source, paced, self.oldest_s, self.pictures.prepare, sinks)
            self._begin_inspection(worker)
        elif self._teach is not None:
            self._begin_teaching(TeachingWorker(self._teach))

    def _sinks(self, source: str) -> tuple[Sink, ...]:
        """What a run's results go to beside the screen."""
        if self.recording is None or self.recipe is None:
            return ()
        card = self.recipe.card
        return (self.recording.sink(Origin(card.name, card.version, source, lambda: self.lot)),)

    def _begin_inspection(self, worker: InspectionWorker) -> None:
        self.run = InspectionRun(worker)
        self.run.results_arrived.connect(self._on_results)
        self.run.preview_arrived.connect(self.preview_arrived)
        worker.loaded.connect(self._on_loaded)
        worker.done.connect(self._on_finished)
        self.shift.begin_run()
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

    def _make_changes(self) -> None:
        if self._work is not None:
            return  # _on_ended comes back here
        changes, self._changes = self._changes, []
        for change in changes:
            change()
        self._settle(Activity.IDLE if changes else self.activity)
        self._start_if_wished()

    def _start_if_wished(self) -> None:
        if self._start_wished and self._equipment.complete:
            self.start()

    def _take_last_results(self) -> None:
        if self.run is not None:
            self.run.take_results()

    @Slot(object)
    def _on_taught(self, taught: Taught) -> None:
        self._start_wished = self.activity is Activity.TEACHING  # not if it was stopped at the last moment
        recipe = partial(self._equipment.take_recipe, taught.recipe)
        self._changes = [recipe, partial(self._equipment.take_source, taught.source, taught.pace), *self._changes]

    @Slot(str)
    def _on_loaded(self, device: str) -> None:
        self._equipment.device = device
        if self.activity is Activity.LOADING:
            self._enter(Activity.RUNNING)

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
        self._make_changes()
