"""Short tasks in the background, one after another, none of which may get lost."""

import logging
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from core.errors import FilbertError
from gui.background import Background

log = logging.getLogger(__name__)

Task = Callable[[], object]


class Errands(QObject):
    """Runs every task it is given, in order; Background would leave out all but the last that wait."""

    done = Signal(object)  # what a task gave
    failed = Signal(object)  # Failure
    changed = Signal()  # `busy` has

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[Task] = deque()
        self._background = Background(self)
        self._background.done.connect(self.done)
        self._background.failed.connect(self.failed)
        self._background.changed.connect(self._on_changed)

    @property
    def busy(self) -> bool:
        """Whether something is under way or waits."""
        return self._background.busy or bool(self._waiting)

    def do(self, task: Task) -> None:
        """Run a task after those that were given before."""
        self._waiting.append(task)
        self._go_on()

    def shutdown(self, milliseconds: int) -> None:
        """Wait for what is under way, then do what still waits, here and now: the window goes."""
        waiting = list(self._waiting)
        self._waiting.clear()
        self._background.shutdown(milliseconds)
        for task in waiting:
            try:
                task()
            except FilbertError:
                log.exception("An errand failed while the window closed")

    def _go_on(self) -> None:
        if self._waiting and not self._background.busy:
            self._background.do(self._waiting.popleft())

    @Slot()
    def _on_changed(self) -> None:
        self._go_on()
        self.changed.emit()
