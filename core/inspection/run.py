"""One run over a source, for the window and the command line alike: what is judged, and what is only passed on."""

from collections.abc import Callable, Generator, Iterator
from functools import partial
from time import perf_counter
from typing import Protocol

from core.errors import FilbertError
from core.inspection.overlap import Overlap
from core.inspection.trigger import Trigger
from core.sources.base import WAKE_S, Source, SourceItem, drops_frames, reading
from core.types import Frame, Inspection, SkippedImage, SourceNotice, SourceState

Outcome = Inspection | SkippedImage | SourceNotice | Frame
"""What comes of a source's item. A Frame comes back as it is when nobody asked for a verdict on it."""

OLDEST_S = 0.5
"""A camera's picture may be so old, in seconds, when its turn comes, unless the station says otherwise."""

IDLE = SourceNotice(SourceState.LIVE)
"""All is well, and there is nothing to do."""

_Step = Callable[[], Outcome]
"""Finds out what comes of an item; what takes time happens when it is called."""


class Inspects(Protocol):
    """What finds out about a frame: an Inspector, or a test's stand-in."""

    @property
    def device_label(self) -> str:
        """What it runs on, in words for the screen."""

    @property
    def parts_at_once(self) -> int:
        """How many frames it is best given at the same time, each in a thread of its own; 1 for one after another."""

    def enter_thread(self) -> None:
        """Make ready the calling thread, in which frames will be inspected beside others."""

    def inspect(self, frame: Frame) -> Inspection:
        """Find out about one frame. Raises FilbertError when this frame can't be inspected."""


def always() -> bool:
    """Go on."""
    return True


class Run:
    """Inspects what a source gives, and gives what comes of it in the source's order.

    A source that drops pictures is read all the time, so that its newest one and its state are known while the trigger
    waits; `oldest_s` is the station's limit: a picture of it that is older than that when its turn comes is never
    judged. Any other source gives its next picture only once the trigger wants it, and none is left out.

    `may_go_on` is asked before each item: it may wait, which pauses the run, and ends it with False.
    """

    def __init__(
        self,
        source: Source,
        inspector: Inspects,
        trigger: Trigger | None = None,
        oldest_s: float = float("inf"),
        clock: Callable[[], float] = perf_counter,
        may_go_on: Callable[[], bool] = always,
    ) -> None:
        self._source, self._inspector = source, inspector
        self._trigger = trigger or Trigger()
        self._oldest_s, self._clock = oldest_s, clock
        self._may_go_on = may_go_on

    def outcomes(self) -> Generator[Outcome]:
        """Read and judge until the source ends; comes back at least every WAKE_S seconds from a source that waits.

        Raises SourceError when the source has gone for good. A picture that can't be inspected is skipped.
        """
        width = self._inspector.parts_at_once
        if width > 1:
            ahead = 0 if drops_frames(self._source) else 1
            return Overlap(self._steps(), width, self._inspector.enter_thread, ahead).results()
        return self._one_after_another()

    def _one_after_another(self) -> Generator[Outcome]:
        steps = self._steps()
        try:
            for step in steps:
                yield step()
        finally:
            steps.close()

    def _steps(self) -> Generator[_Step]:
        with reading(self._source) as items:
            yield from self._read_always(items) if drops_frames(self._source) else self._read_when_wanted(items)

    def _read_always(self, items: Iterator[SourceItem]) -> Iterator[_Step]:
        while self._may_go_on():
            item = next(items, None)
            if item is None:
                return
            if isinstance(item, SourceNotice) and item.state is not SourceState.LIVE:
                self._trigger.forget()  # what comes after a trouble is not what somebody asked for before it
            yield self._judged_if_wanted(item) if isinstance(item, Frame) else partial(_as_it_is, item)

    def _read_when_wanted(self, items: Iterator[SourceItem]) -> Iterator[_Step]:
        while self._may_go_on():
            if not self._trigger.wait(WAKE_S):
                yield partial(_as_it_is, IDLE)
                continue
            item = next(items, None)
            if item is None:
                return
            if isinstance(item, Frame):
                self._trigger.takes(item.captured_at)
                yield partial(self._judge, item)
            else:
                yield partial(_as_it_is, item)

    def _judged_if_wanted(self, frame: Frame) -> _Step:
        if not self._trigger.takes(frame.captured_at):
            return partial(_as_it_is, frame)
        if self._clock() - frame.captured_at > self._oldest_s:
            return partial(_as_it_is, SourceNotice(SourceState.STALLED, too_old(self._oldest_s)))
        return partial(self._judge, frame)

    def _judge(self, frame: Frame) -> Inspection | SkippedImage:
        try:
            return self._inspector.inspect(frame)
        except FilbertError as error:
            return SkippedImage(frame.name, frame.number, str(error))


def _as_it_is(item: Outcome) -> Outcome:
    return item


def too_old(limit_s: float) -> str:
    """Why a picture older than the station's limit is not judged; the same for each, so that it is told once."""
    return f"Pictures are older than {limit_s:g} s when their turn comes and are not judged. The computer is too busy."
