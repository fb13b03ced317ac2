"""One task at a time in the background, the newest wish winning."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from core.threads import step_back
from gui.workers import TaskWorker, WorkerThread

_T = TypeVar("_T")


def behind(task: Callable[..., _T], *values: object) -> _T:
    """Run something in the calling worker's thread that nobody waits for: all others go first."""
    step_back()
    return task(*values)


class Background(QObject):
    """Runs one task at a time. Of those asked for meanwhile the last one counts. After `shutdown` it does nothing."""

    done = Signal(object)  # what the task gave
    failed = Signal(object)  # Failure
    changed = Signal()  # `busy` has

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: WorkerThread | None = None
        self._next: Callable[[], object] | None = None
        self._closed = False
        self._dropped = False  # whether nobody wants to hear what is under way came to

    @property
    def busy(self) -> bool:
        """Whether a task is under way."""
        return self._thread is not None

    def do(self, task: Callable[[], object]) -> None:
        """Run `task`, now or after the one that is under way, whose outcome then interests nobody."""
        if self._closed:
            return
        if self._thread is not None:
            self._next = task
            return
        worker = TaskWorker(task)
        worker.done.connect(self._on_done)
        worker.failed.connect(self._on_failed)
        self._thread = WorkerThread(worker)
        self._thread.ended.connect(self._on_ended)
        self._thread.start()
        self.changed.emit()

    def settle(self, milliseconds: int) -> None:
        """Forget what was asked for, and wait for what is under way. Its outcome is told, and one may go on."""
        self._next = None
        if self._thread is not None:
            self._thread.wait(milliseconds)

    def drop(self, milliseconds: int) -> None:
        """The same, but nobody hears of the outcome."""
        self._dropped = self._thread is not None
        self.settle(milliseconds)

    def shutdown(self, milliseconds: int) -> None:
        """Forget what was asked for, and wait for what is under way, whose outcome nobody hears of any more."""
        self._closed = True
        self.settle(milliseconds)

    @property
    def _is_heard(self) -> bool:
        """Whether an outcome still interests anybody: what a thread has said arrives even after its end."""
        return self._next is None and not self._closed and not self._dropped

    @Slot(object)
    def _on_done(self, thing: object) -> None:
        if self._is_heard:
            self.done.emit(thing)

    @Slot(object)
    def _on_failed(self, failure: object) -> None:
        if self._is_heard:
            self.failed.emit(failure)

    @Slot()
    def _on_ended(self) -> None:
        self._thread, self._dropped = None, False
        task, self._next = self._next, None
        if task is not None:
            self.do(task)
        self.changed.emit()
