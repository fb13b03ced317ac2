"""Teaching a draft in a thread of its own, beside an inspection that may be running."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal, Slot

from core.drafts.draft import Draft
from core.drafts.images import GoodImage
from core.types import TrainingProgress
from gui.services import TeachDraft
from gui.teaching_worker import TeachingRun, TeachingWorker

_LONGEST_WAIT_MS = 60_000  # far beyond its slowest step

Watch = Callable[[], None]
"""Called in the teaching's thread at each step: gives torch as many cores as there are to spare."""


class Training(QObject):
    """At most one teaching at a time; it ends in exactly one of `done`, `failed` and `cancelled`."""

    changed = Signal()  # `running` has, or that it is to finish
    progressed = Signal(object)  # TrainingProgress
    done = Signal(object)  # (Taught, its basis)
    failed = Signal(object)  # Failure
    cancelled = Signal()

    def __init__(self, teach: TeachDraft, share_cores: Watch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._teach, self._share_cores = teach, share_cores
        self._run: TeachingRun | None = None
        self._finishing = False

    @property
    def running(self) -> bool:
        """Whether a teaching is under way."""
        return self._run is not None

    @property
    def finishing(self) -> bool:
        """Whether it was asked to make do with what it has."""
        return self._finishing

    def start(self, draft: Draft, kept: Sequence[GoodImage], folder: Path) -> None:
        """Teach these images; does nothing while a teaching is under way."""
        if self._run is not None:
            return
        self._finishing = False
        worker = TeachingWorker(partial(self._work, draft, tuple(kept), folder))
        worker.done.connect(self.done)
        worker.failed.connect(self.failed)
        worker.cancelled.connect(self.cancelled)
        self._run = TeachingRun(worker)
        self._run.progressed.connect(self.progressed)
        self._run.ended.connect(self._on_ended)
        self._run.start(QThread.Priority.LowPriority)
        self.changed.emit()

    @Slot()
    def cancel(self) -> None:
        """End it; nothing changes. `cancelled` comes once it has."""
        if self._run is not None:
            self._run.stop()

    @Slot()
    def finish_now(self) -> None:
        """Have it make do with what it has learned so far."""
        if self._run is not None and not self._finishing:
            self._finishing = True
            self.changed.emit()

    def shutdown(self) -> None:
        """End it and wait for it."""
        if self._run is not None:
            self._run.stop()
            self._run.wait(_LONGEST_WAIT_MS)

    def _work(
        self,
        draft: Draft,
        kept: Sequence[GoodImage],
        folder: Path,
        on_progress: Callable[[TrainingProgress], None],
        should_stop: Callable[[], bool],
    ) -> object:
        def on_step(progress: TrainingProgress) -> None:
            self._share_cores()
            on_progress(progress)

        self._share_cores()
        return self._teach(draft, kept, folder, on_step, should_stop, lambda: self._finishing)

    @Slot()
    def _on_ended(self) -> None:
        self._run, self._finishing = None, False
        self.changed.emit()
