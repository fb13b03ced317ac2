"""One run over a source, as the window's thread sees it."""

import logging
from time import perf_counter

from PySide6.QtCore import QTimer, Signal, Slot

from core.sources.news import News
from core.types import Inspection, SkippedImage, SourceNotice
from gui.station.inspection_worker import InspectionWorker, Result
from gui.workers import WorkerThread

log = logging.getLogger(__name__)


class InspectionRun(WorkerThread):
    """The thread of an InspectionWorker. Its results come in batches, at most one a screen tick, and none is lost."""

    results_arrived = Signal(object)  # list of results, oldest first
    preview_arrived = Signal(object)  # Frame that nobody wanted a verdict on

    def __init__(self, worker: InspectionWorker) -> None:
        super().__init__(worker)
        self.inspected = self.skipped = 0
        self.last_skipped: SkippedImage | None = None
        self.notice: SourceNotice | None = None  # what the source said of itself last
        self._for_log = News()
        self.dropped = 0  # pictures that nobody took in time
        self._inspection_worker = worker
        self._tick = QTimer(self, singleShot=True, interval=round(worker.screen_tick_s * 1000))
        self._tick.timeout.connect(self.take_results)
        worker.results_waiting.connect(self._on_results_waiting)

    @property
    def silent_for(self) -> float:
        """Seconds since the worker last had something to say."""
        return perf_counter() - self._inspection_worker.alive_at

    def pause(self) -> None:
        """Have the worker stand still after the part in hand."""
        self._inspection_worker.control.pause()

    def resume(self) -> None:
        """Let the worker go on."""
        self._inspection_worker.alive_at = perf_counter()
        self._inspection_worker.control.resume()

    @Slot()
    def take_results(self) -> None:
        """Take what waits, now."""
        results = self._inspection_worker.results.take_all()
        preview = self._inspection_worker.preview.take()
        self.dropped = self._inspection_worker.dropped
        for result in results:
            self._count(result)
        if results or preview is not None:
            self._tick.start()
        if results:
            self.results_arrived.emit(results)
        if preview is not None:
            self.preview_arrived.emit(preview)

    def _count(self, result: Result) -> None:
        if isinstance(result, Inspection):
            self.inspected += 1
        elif isinstance(result, SourceNotice):
            self.notice = result
            if self._for_log.is_in(result):
                log.info("The source is %s. %s", result.state, result.sentence)
        else:
            self.skipped += 1
            self.last_skipped = result
            log.warning("Skipped %s: %s", result.name, result.reason)

    @Slot()
    def _on_results_waiting(self) -> None:
        if not self._tick.isActive() or self._inspection_worker.results.is_full:
            self.take_results()
