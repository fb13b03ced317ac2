"""Inspects what a source gives, one part after another, in its own thread."""

from collections.abc import Callable, Sequence
from contextlib import closing
from time import perf_counter

from PySide6.QtCore import Signal

from core.errors import Cancelled, RecipeError
from core.inspection.recorder import PictureResult, Recorder, Sink, settling
from core.inspection.run import IDLE, Inspects, Outcome, Run
from core.inspection.trigger import Trigger
from core.sources.base import Source
from core.types import Frame, Inspection, SkippedImage, SourceNotice, SourceState, Verdict
from gui.run_control import LatestValue, ResultQueue, RunControl
from gui.station.screen_pace import ScreenPace, screen_tick_s
from gui.workers import Worker

Result = PictureResult | SourceNotice
"""What reaches the screen in order, and none is lost: results, and changes of the source's state among them."""

WAITING_AT_MOST = 8  # results between worker and screen: about 10 MB of webcam pictures, 300 MB of 12 megapixels


class InspectionWorker(Worker):
    """One run over a source. A frame that can't be inspected is skipped; anything unforeseen ends the run.

    `make_inspector` may take seconds and is called in the worker's thread; `oldest_s` is the station's limit for a
    picture's age; `sinks` keep results, in a thread of their own. `done` comes after the last part, `cancelled` after
    `stop`. Results lie in `results`, the newest picture that nobody wanted a verdict on in `preview`.
    """

    loaded = Signal(str)  # the device inspected on
    results_waiting = Signal()  # once, until they are taken

    def __init__(
        self,
        make_inspector: Callable[[], Inspects],
        source: Source,
        trigger: Trigger | None = None,
        oldest_s: float = float("inf"),
        prepare: Callable[[Inspection | Frame], None] = lambda _shown: None,
        sinks: Sequence[Sink] = (),
    ) -> None:
        super().__init__()
        self._sinks = tuple(sinks)
        self._prepare = prepare  # for the screen, which is to do no more than draw
        self.screen_tick_s = screen_tick_s(source)
        self._pace = ScreenPace(self.screen_tick_s)
        self._make_inspector, self._source = make_inspector, source
        self._trigger, self._oldest_s = trigger or Trigger(), oldest_s
        self._notice: SourceNotice | None = None
        self.control = RunControl()
        self.results: ResultQueue[Result] = ResultQueue(WAITING_AT_MOST)
        self.preview: LatestValue[Frame] = LatestValue()
        self.dropped = 0  # pictures of the source that nobody took in time
        self.alive_at = perf_counter()  # when it last had something to say; a worker held up has not

    def stop(self) -> None:
        """Ask the run to end after the part in hand, whatever it waits for."""
        self.control.stop()
        self.results.close()

    def work(self) -> None:
        """Load, then inspect until the source ends. Raises Cancelled, RecipeError, SourceError, OutputError."""
        from core.device import leave_a_core_free  # noqa: PLC0415 - imports torch, and the window is to be seen before

        leave_a_core_free()  # for the window; torch counts its threads for each thread that calls it
        inspector = self._make_inspector()
        self.alive_at = perf_counter()
        self.loaded.emit(inspector.device_label)
        self._go_on_or_cancel()
        run = Run(self._source, inspector, self._trigger, self._oldest_s, may_go_on=self.control.wait)
        with Recorder([*self._sinks, *settling(self._source)]) as recorder, closing(run.outcomes()) as outcomes:
            try:
                for outcome in outcomes:
                    self.alive_at = perf_counter()
                    self._pass_on(outcome, recorder)
            except BaseException:
                self.control.stop()  # whoever reads the source may wait in a pause
                raise
        if self.control.stopped:
            raise Cancelled("The run was stopped.")

    def _go_on_or_cancel(self) -> None:
        if not self.control.wait():
            raise Cancelled("The run was stopped.")

    def _pass_on(self, outcome: Outcome, recorder: Recorder) -> None:
        if isinstance(outcome, Frame):
            self._show(outcome)
        elif isinstance(outcome, SourceNotice):
            if outcome is not IDLE:
                self._tell(outcome)
        else:
            _raise_if_no_score(outcome)
            self._tell_it_lives()
            recorder.add(outcome)
            self._hand_over(outcome)

    def _show(self, frame: Frame) -> None:
        self._tell_it_lives()
        self._prepare(frame)
        if self.preview.put(frame):
            self.results_waiting.emit()

    def _tell(self, notice: SourceNotice) -> None:
        """Pass a notice on if it is news: a source repeats itself while it waits."""
        before = self._notice
        if before is None or (before.state, before.sentence) != (notice.state, notice.sentence):
            self._hand_over(notice)
        self._notice = notice
        self.dropped = notice.dropped

    def _tell_it_lives(self) -> None:
        """A picture is news after trouble: not every source says so itself, nor knows that one came too late."""
        if self._notice is not None and self._notice.state is not SourceState.LIVE:
            self._tell(SourceNotice(SourceState.LIVE, dropped=self._notice.dropped))

    def _hand_over(self, result: Result) -> None:
        if isinstance(result, Inspection) and self._pace.is_worth_preparing(result):
            self._prepare(result)
        if self.results.put(result):
            self.results_waiting.emit()


def _raise_if_no_score(result: Inspection | SkippedImage) -> None:
    """Raise RecipeError for an inspection that came to nothing: the station's trouble, not the part's."""
    if isinstance(result, Inspection) and result.verdict is Verdict.ERROR:
        raise RecipeError(result.reason)
