"""The one way to run work in the background: a worker object, moved to a thread that this module looks after."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from core.errors import Cancelled, FilbertError

log = logging.getLogger(__name__)

_running: set["WorkerThread"] = set()  # kept here too: Qt aborts when the object of a running thread is destroyed


@dataclass(frozen=True)
class Failure:
    """What went wrong and what to do about it, as the banner shows it."""

    what: str
    advice: str = ""
    foreseen: bool = True  # false for what is a fault of the program


def unforeseen(error: BaseException) -> Failure:
    """Sentences for an exception that none of us expected."""
    return Failure(
        f"Something unforeseen happened: {type(error).__name__}: {error}.",
        "Press Start to go on; if it comes again, send the log to support. The Station page says where it is.",
        foreseen=False,
    )


def thread_left() -> bool:
    """Whether a worker still runs. A process that ends then has to leave with os._exit, or Qt aborts it."""
    return any(thread.running for thread in _running)


class Worker(QObject):
    """Work for another thread. It ends in exactly one of `done`, `failed` and `cancelled`, then comes `ended`."""

    done = Signal(object)  # what the work gave
    failed = Signal(object)  # a Failure
    cancelled = Signal()
    ended = Signal()

    @Slot()
    def run(self) -> None:
        """Do the work and report how it ended; nothing it raises gets past here."""
        try:
            self.done.emit(self.work())
        except Cancelled:
            self.cancelled.emit()
        except FilbertError as error:
            self.failed.emit(Failure(str(error)))
        except Exception as error:
            log.exception("A worker failed")
            self.failed.emit(unforeseen(error))
        finally:
            self.ended.emit()

    def work(self) -> object:
        """Do the work itself, in the worker's thread. Raises Cancelled once `stop` was called."""
        raise NotImplementedError

    def stop(self) -> None:
        """Ask the work to end soon; called from the window's thread."""


class TaskWorker(Worker):
    """A plain function as work: short enough that nobody needs to stop it."""

    def __init__(self, task: Callable[[], object]) -> None:
        super().__init__()
        self._task = task

    def work(self) -> object:
        """Call the function."""
        return self._task()


class WorkerThread(QObject):
    """A thread with one worker in it; lives in the window's thread."""

    ended = Signal()  # everything the worker had to say has been received

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self._worker = worker
        self._thread = QThread()
        worker.moveToThread(self._thread)
        self._thread.started.connect(worker.run)
        # Directly: quit() is safe from any thread, and must work while nobody runs the window's event loop.
        worker.ended.connect(self._thread.quit, Qt.ConnectionType.DirectConnection)
        self._thread.finished.connect(self._on_finished)

    @property
    def running(self) -> bool:
        """Whether the thread runs."""
        return self._thread.isRunning()

    def start(self, priority: QThread.Priority = QThread.Priority.InheritPriority) -> None:
        """Begin the work; not every system heeds the priority."""
        _running.add(self)
        self._thread.start(priority)

    def stop(self) -> None:
        """Ask the worker to end; `ended` tells when it has."""
        self._worker.stop()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread's end, with the window standing still; False if it did not come in time.

        Such a thread is never terminated, which could corrupt what it works on.
        """
        if self._thread.wait(milliseconds):
            _running.discard(self)
            return True
        log.error("A worker did not end within %d ms: %r", milliseconds, self._worker)
        return False

    @Slot()
    def _on_finished(self) -> None:
        self._thread.wait()  # `finished` comes a moment before the thread is gone
        _running.discard(self)
        self.ended.emit()
