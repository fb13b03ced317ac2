"""Capturing live, for the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from core.sources.base import Source
from gui.pages.teach.capture_worker import CaptureView, CaptureWish, CaptureWorker, JudgesFrames
from gui.workers import WorkerThread

_LONGEST_WAIT_MS = 20_000


class Capturing(QObject):
    """Opens the source, shows what it sees and keeps pictures, as long as it is asked to."""

    changed = Signal()  # `running` has
    seen = Signal(object)  # CaptureView
    failed = Signal(object)  # Failure

    def __init__(self, make_readiness: Callable[[], JudgesFrames] | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_readiness = make_readiness
        self._worker: CaptureWorker | None = None
        self._thread: WorkerThread | None = None

    @property
    def possible(self) -> bool:
        """Whether there is anything that says which pictures are steady enough."""
        return self._make_readiness is not None

    @property
    def running(self) -> bool:
        """Whether the source is open."""
        return self._thread is not None

    def start(self, open_source: Callable[[], Source], folder: Path) -> None:
        """Open the source; pictures that are asked for go into `folder`."""
        if self._thread is not None or self._make_readiness is None:
            return
        self._worker = CaptureWorker(open_source, folder, self._make_readiness())
        self._worker.view_waiting.connect(self._on_view_waiting)
        self._worker.failed.connect(self.failed)
        self._thread = WorkerThread(self._worker)
        self._thread.ended.connect(self._on_ended)
        self._thread.start()
        self.changed.emit()

    def wish(self, wish: CaptureWish) -> None:
        """Keep pictures as soon as they are ready."""
        if self._worker is not None:
            self._worker.wish(wish)

    @Slot()
    def stop(self) -> None:
        """Close the source; `changed` tells when it is."""
        if self._thread is not None:
            self._thread.stop()

    def shutdown(self) -> None:
        """Close the source, and wait for that."""
        if self._thread is not None:
            self._thread.stop()
            self._thread.wait(_LONGEST_WAIT_MS)

    @Slot()
    def _on_view_waiting(self) -> None:
        view: CaptureView | None = self._worker.view.take() if self._worker is not None else None
        if view is not None:
            self.seen.emit(view)

    @Slot()
    def _on_ended(self) -> None:
        self._worker = self._thread = None
        self.changed.emit()
