"""Opens recipes and sources without holding up the window."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from gui.services import Services
from gui.station import Station
from gui.workers import TaskWorker, WorkerThread

_LONGEST_WAIT_MS = 20_000


class Opener(QObject):
    """Gives the station what it opens. One that can't be opened is told of, and what was there stays in force."""

    changed = Signal()  # `busy` has
    failed = Signal(object)  # Failure

    def __init__(self, services: Services, station: Station) -> None:
        super().__init__(station)
        self._services = services
        self._recipe, self._source = Background(self), Background(self)
        self._recipe.done.connect(station.use_recipe)
        self._source.done.connect(station.use_source)
        for background in (self._recipe, self._source):
            background.failed.connect(self.failed)
            background.changed.connect(self.changed)

    @property
    def busy(self) -> bool:
        """Whether something is being opened."""
        return self._recipe.busy or self._source.busy

    def open_recipe(self, path: Path) -> None:
        """Open a recipe; a run in progress goes on until that has worked."""
        self._recipe.do(partial(self._services.load_recipe, path))

    def open_source(self, spec: str) -> None:
        """Open a source; a run in progress goes on until that has worked."""
        self._source.do(partial(self._services.open_source, spec))

    def shutdown(self) -> None:
        """Wait for what is under way."""
        for background in (self._recipe, self._source):
            background.shutdown(_LONGEST_WAIT_MS)


class Background(QObject):
    """Runs one task at a time. Of those asked for meanwhile the last one counts."""

    done = Signal(object)  # what the task gave
    failed = Signal(object)  # Failure
    changed = Signal()  # `busy` has

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: WorkerThread | None = None
        self._next: Callable[[], object] | None = None

    @property
    def busy(self) -> bool:
        """Whether a task is under way."""
        return self._thread is not None

    def do(self, task: Callable[[], object]) -> None:
        """Run `task`, now or after the one that is under way, whose outcome then interests nobody."""
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

    def shutdown(self, milliseconds: int) -> None:
        """Forget what was asked for, and wait for what is under way."""
        self._next = None
        if self._thread is not None:
            self._thread.wait(milliseconds)

    @Slot(object)
    def _on_done(self, thing: object) -> None:
        if self._next is None:
            self.done.emit(thing)

    @Slot(object)
    def _on_failed(self, failure: object) -> None:
        if self._next is None:
            self.failed.emit(failure)

    @Slot()
    def _on_ended(self) -> None:
        self._thread = None
        task, self._next = self._next, None
        if task is not None:
            self.do(task)
        self.changed.emit()
