"""What a page has done in the background, in one place."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, SignalInstance

from gui.background import Background
from gui.errands import Errands

_WAIT_MS = 30_000


class PageWork(QObject):
    """Tasks whose results come as signals, and errands that must not get lost; all end together, with the window."""

    failed = Signal(object)  # Failure
    changed = Signal()  # what is under way

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stopped = False
        self._backgrounds: list[Background] = []
        self._all_errands: list[Errands] = []

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not any(one.busy for one in self._backgrounds) and not any(one.busy for one in self._all_errands)

    def shutdown(self) -> None:
        """Give up what only shows something, and do what changes something; before the window goes."""
        self.stopped = True
        for errands in self._all_errands:
            errands.shutdown(_WAIT_MS)
        for background in self._backgrounds:
            background.shutdown(_WAIT_MS)

    def background(self, done: SignalInstance, failed: SignalInstance | None = None) -> Background:
        """One that tells what comes of its task by `done`; by `failed` what went wrong, if that is to be told."""
        made = Background(self)
        made.done.connect(done)
        if failed is not None:
            made.failed.connect(failed)
        self._backgrounds.append(made)
        return made

    def errands(self, done: SignalInstance) -> Errands:
        """Some that tell what comes of each task by `done`, what went wrong by `failed`, and by `changed` of both."""
        made = Errands(self)
        made.done.connect(done)
        made.failed.connect(self.failed)
        made.changed.connect(self.changed)
        self._all_errands.append(made)
        return made

    def begin(self, background: Background, task: Callable[[], object]) -> None:
        """Begin a task, unless the window goes: what comes to its end then still tells of it."""
        if not self.stopped:
            background.do(task)
