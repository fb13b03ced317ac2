"""The checks of good images, for the window."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from core.drafts.images import GoodImage
from gui.pages.teach.check_worker import CheckReport, CheckWorker
from gui.workers import WorkerThread

_LONGEST_WAIT_MS = 20_000


class Checking(QObject):
    """Has images looked at in the background; tells what is to be said of them as it becomes known."""

    reported = Signal(object)  # CheckReport

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker: CheckWorker | None = None
        self._thread: WorkerThread | None = None

    def check(self, images: Sequence[GoodImage]) -> None:
        """Look at these; what was seen before is not read again."""
        if self._worker is None:
            self._worker = CheckWorker()
            self._worker.report_waiting.connect(self._on_report_waiting)
            self._thread = WorkerThread(self._worker)
            self._thread.start()
        self._worker.check(images)

    @Slot()
    def hold(self) -> None:
        """Let the window draw: Python lets one thread at a time."""
        if self._worker is not None:
            self._worker.hold()

    def shutdown(self) -> None:
        """End it, and wait for that."""
        if self._thread is not None:
            self._thread.stop()
            self._thread.wait(_LONGEST_WAIT_MS)
        self._worker = self._thread = None

    @Slot()
    def _on_report_waiting(self) -> None:
        report: CheckReport | None = self._worker.report.take() if self._worker is not None else None
        if report is not None:
            self.reported.emit(report)
