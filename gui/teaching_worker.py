"""Teaches a recipe in its own thread."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot

from core.types import TrainingProgress
from gui.run_control import LatestValue, RunControl
from gui.workers import Worker, WorkerThread

Teach = Callable[[Callable[[TrainingProgress], None], Callable[[], bool]], object]
"""Teaching: is given where to report progress and whom to ask whether to stop; raises Cancelled if so."""


class TeachingWorker(Worker):
    """One teaching; `done` carries what it gave. The latest progress lies in `progress`."""

    progress_waiting = Signal()  # once, until it is taken

    def __init__(self, teach: Teach) -> None:
        super().__init__()
        self._teach = teach
        self._control = RunControl()
        self.progress: LatestValue[TrainingProgress] = LatestValue()

    def stop(self) -> None:
        """Ask the teaching to give up."""
        self._control.stop()

    def work(self) -> object:
        """Teach."""
        return self._teach(self._on_progress, lambda: self._control.stopped)

    def _on_progress(self, progress: TrainingProgress) -> None:
        if self.progress.put(progress):
            self.progress_waiting.emit()


class TeachingRun(WorkerThread):
    """The thread of a TeachingWorker. The window hears of the latest progress, not of each step."""

    progressed = Signal(object)  # TrainingProgress

    def __init__(self, worker: TeachingWorker) -> None:
        super().__init__(worker)
        self._progress = worker.progress
        worker.progress_waiting.connect(self._on_progress_waiting)

    @Slot()
    def _on_progress_waiting(self) -> None:
        progress = self._progress.take()
        if progress is not None:
            self.progressed.emit(progress)
