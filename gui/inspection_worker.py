"""Inspects what a source gives, one part after another, in its own thread."""

from collections.abc import Callable
from time import perf_counter
from typing import Protocol

from PySide6.QtCore import Signal

from core.device import leave_a_core_free
from core.errors import Cancelled, FilbertError, RecipeError
from core.sources.base import Source
from core.types import Frame, Inspection, SkippedImage, SourceNotice, Verdict
from gui.run_control import ResultQueue, RunControl
from gui.workers import Worker

Result = Inspection | SkippedImage

_WAITING_AT_MOST = 32  # results between worker and screen: about 100 MB of pictures


class Inspects(Protocol):
    """What finds out about a frame: an Inspector, or a test's stand-in."""

    @property
    def device_label(self) -> str:
        """What it runs on, in words for the screen."""
        ...

    def inspect(self, frame: Frame) -> Inspection:
        """Find out about one frame. Raises FilbertError when this frame can't be inspected."""
        ...


class InspectionWorker(Worker):
    """One run over a source. A frame that can't be inspected is skipped; anything unforeseen ends the run.

    `make_inspector` may take seconds and is called in the worker's thread; `pace` is the shortest time from one part
    to the next, in seconds. `done` comes after the last part, `cancelled` after `stop`. Results lie in `results`.
    """

    loaded = Signal(str)  # the device inspected on
    results_waiting = Signal()  # once, until they are taken

    def __init__(self, make_inspector: Callable[[], Inspects], source: Source, pace: float = 0.0) -> None:
        super().__init__()
        self._make_inspector, self._source, self._pace = make_inspector, source, pace
        self.control = RunControl()
        self.results: ResultQueue[Result] = ResultQueue(_WAITING_AT_MOST)

    def stop(self) -> None:
        """Ask the run to end after the part in hand, whatever it waits for."""
        self.control.stop()
        self.results.close()

    def work(self) -> None:
        """Load, then inspect until the source ends. Raises Cancelled, RecipeError, SourceError."""
        leave_a_core_free()  # for the window; torch counts its threads for each thread that calls it
        inspector = self._make_inspector()
        self.loaded.emit(inspector.device_label)
        frames = iter(self._source.frames())
        due = perf_counter()
        while self.control.wait(due - perf_counter()):
            due = perf_counter() + self._pace
            item = next(frames, None)
            if item is None:
                return
            if not isinstance(item, SourceNotice):
                self._hand_over(_result_of(inspector, item))
        raise Cancelled("The run was stopped.")

    def _hand_over(self, result: Result) -> None:
        if self.results.put(result):
            self.results_waiting.emit()


def _result_of(inspector: Inspects, item: Frame | SkippedImage) -> Result:
    """Inspect a frame. Raises RecipeError when it gets no verdict: the station's trouble, not the part's."""
    if isinstance(item, SkippedImage):
        return item
    try:
        inspection = inspector.inspect(item)
    except FilbertError as error:
        return SkippedImage(item.name, item.number, str(error))
    if inspection.verdict not in (Verdict.PASS, Verdict.FAIL):
        raise RecipeError(inspection.reason)
    return inspection
