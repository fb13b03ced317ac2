"""What a station has under way: an inspection, a teaching or nothing, and how far it has come."""

from PySide6.QtCore import QObject, Signal, Slot

from core.types import SourceNotice, SourceState
from gui.station.activity import Activity
from gui.station.inspection_run import InspectionRun
from gui.station.inspection_worker import InspectionWorker
from gui.station.source_watch import SourceWatch
from gui.station.taught import TaughtDemo
from gui.teaching_worker import TeachingRun, TeachingWorker
from gui.workers import Failure, Worker, WorkerThread


class StationWork(QObject):
    """At most one worker at a time, from its start to its end. It knows nothing of what the work is for."""

    changed = Signal()  # the activity, or whether a source can be trusted
    results_arrived = Signal(object)  # list of results, oldest first
    preview_arrived = Signal(object)  # Frame that nobody wanted a verdict on
    progressed = Signal(object)  # TrainingProgress
    loaded = Signal(str)  # the device that inspects
    taught = Signal(object)  # TaughtDemo
    failed = Signal(object)  # Failure that ended it, once until it is acknowledged
    ended = Signal()  # nothing is under way any more

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.activity = Activity.IDLE
        self.run: InspectionRun | None = None  # this run, or the last one
        self._thread: WorkerThread | None = None
        self._watch = SourceWatch(self)
        self._watch.changed.connect(self.changed)

    @property
    def busy(self) -> bool:
        """Whether something is under way, and be it that it ends."""
        return self._thread is not None

    @property
    def can_stop(self) -> bool:
        """Whether there is something to stop."""
        return self.busy and self.activity is not Activity.STOPPING

    @property
    def trouble(self) -> SourceNotice | None:
        """What keeps a running inspection from judging; None when all is well."""
        return self._watch.trouble

    @property
    def source_state(self) -> SourceState | None:
        """How a running source that has to be waited for is doing; None for one that has no such state."""
        return self._watch.state

    def inspect(self, worker: InspectionWorker) -> None:
        """Begin an inspection; nothing else may be under way."""
        self.run = InspectionRun(worker)
        self.run.results_arrived.connect(self.results_arrived)
        self.run.preview_arrived.connect(self.preview_arrived)
        worker.loaded.connect(self._on_loaded)
        worker.done.connect(self._on_finished)
        self._set_going(worker, self.run, Activity.LOADING)

    def teach(self, worker: TeachingWorker) -> None:
        """Begin a teaching; nothing else may be under way."""
        teaching = TeachingRun(worker)
        teaching.progressed.connect(self.progressed)
        worker.done.connect(self._on_taught)
        self._set_going(worker, teaching, Activity.TEACHING)

    def pause(self) -> None:
        """Have a running inspection stand still after the part in hand."""
        if self.activity is Activity.RUNNING and self.run is not None:
            self.run.pause()
            self._enter(Activity.PAUSED)

    def resume(self) -> None:
        """Let a paused inspection go on."""
        if self.activity is Activity.PAUSED and self.run is not None:
            self.run.resume()
            self._enter(Activity.RUNNING)

    def stop(self) -> None:
        """End after what is in hand; `ended` tells when it has."""
        if self._thread is not None:
            self._thread.stop()
            self._settle(Activity.STOPPING)

    def fail(self, failure: Failure) -> None:
        """End for this reason and stay in FAILED until it is acknowledged; of several failures the first one stands."""
        if self.activity is Activity.FAILED:
            return
        self.stop()
        self._enter(Activity.FAILED)
        self.failed.emit(failure)

    def acknowledge(self) -> None:
        """Leave FAILED: somebody has taken note."""
        if self.activity is Activity.FAILED:
            self._enter(Activity.STOPPING if self.busy else Activity.IDLE)

    def rest(self) -> None:
        """Go back to IDLE: what finished was another recipe's or source's. A failure stays."""
        self._settle(Activity.IDLE)

    def shutdown(self, milliseconds: int) -> None:
        """Stop, wait for the end, and pass on what was finished by then."""
        self.stop()
        if self._thread is not None:
            self._thread.wait(milliseconds)
            self._take_last_results()

    def _set_going(self, worker: Worker, thread: WorkerThread, activity: Activity) -> None:
        worker.failed.connect(self._on_failed)
        worker.cancelled.connect(self._on_cancelled)
        thread.ended.connect(self._on_ended)
        self._thread = thread
        self._enter(activity)
        thread.start()

    def _take_last_results(self) -> None:
        if self.run is not None:
            self.run.take_results()

    def _enter(self, activity: Activity) -> None:
        self.activity = activity
        self._watch.follow(self.run if activity is Activity.RUNNING else None)
        self.changed.emit()

    def _settle(self, activity: Activity) -> None:
        """Enter an activity, but leave a failure standing: somebody has to acknowledge it."""
        self._enter(Activity.FAILED if self.activity is Activity.FAILED else activity)

    @Slot(str)
    def _on_loaded(self, device: str) -> None:
        self.loaded.emit(device)
        if self.activity is Activity.LOADING:
            self._enter(Activity.RUNNING)

    @Slot(object)
    def _on_taught(self, taught: TaughtDemo) -> None:
        self.taught.emit(taught)

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
        self._thread = None
        self._settle(self.activity)  # what may be begun has changed
        self.ended.emit()
