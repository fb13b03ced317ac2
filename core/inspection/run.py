"""One run over a source, for the window and the command line alike: what is judged, and what is only passed on."""

from collections.abc import Callable, Generator, Iterator
from time import perf_counter
from typing import Protocol

from core.errors import FilbertError
from core.inspection.trigger import Trigger
from core.sources.base import WAKE_S, Source, SourceItem, drops_frames
from core.types import Frame, Inspection, SkippedImage, SourceNotice, SourceState

Outcome = Inspection | SkippedImage | SourceNotice | Frame
"""What comes of a source's item. A Frame comes back as it is when nobody asked for a verdict on it."""

IDLE = SourceNotice(SourceState.LIVE)
"""All is well, and there is nothing to do."""


class Inspects(Protocol):
    """What finds out about a frame: an Inspector, or a test's stand-in."""

    @property
    def device_label(self) -> str:
        """What it runs on, in words for the screen."""

    def inspect(self, frame: Frame) -> Inspection:
        """Find out about one frame. Raises FilbertError when this frame can't be inspected."""


class Run:
    """Inspects what a source gives, one picture after another.

    A source that drops pictures is read all the time, so that its newest one and its state are known while the trigger
    waits; `oldest_s` is the station's limit: a picture of it that is older than that when its turn comes is never
    judged. Any other source gives its next picture only once the trigger wants it, and none is left out.
    """

    def __init__(
        self,
        source: Source,
        inspector: Inspects,
        trigger: Trigger | None = None,
        oldest_s: float = float("inf"),
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        self._source, self._inspector = source, inspector
        self._trigger = trigger or Trigger()
        self._oldest_s, self._clock = oldest_s, clock

    def outcomes(self) -> Generator[Outcome]:
        """Read and judge until the source ends; comes back at least every WAKE_S seconds from a source that waits.

        Raises SourceError when the source has gone for good. A picture that can't be inspected is skipped.
        """
        items = self._source.frames()
        try:
            yield from self._read_always(items) if drops_frames(self._source) else self._read_when_wanted(items)
        finally:
            close = getattr(items, "close", None)  # an iterator need not be a generator
            if close is not None:
                close()

    def _read_always(self, items: Iterator[SourceItem]) -> Iterator[Outcome]:
        for item in items:
            yield self._judged_if_wanted(item) if isinstance(item, Frame) else item

    def _read_when_wanted(self, items: Iterator[SourceItem]) -> Iterator[Outcome]:
        while True:
            if not self._trigger.wait(WAKE_S):
                yield IDLE
                continue
            item = next(items, None)
            if item is None:
                return
            if isinstance(item, Frame):
                self._trigger.takes(item.captured_at)
                yield self._judge(item)
            else:
                yield item

    def _judged_if_wanted(self, frame: Frame) -> Outcome:
        if not self._trigger.takes(frame.captured_at):
            return frame
        if self._clock() - frame.captured_at > self._oldest_s:
            return SourceNotice(SourceState.STALLED, too_old(self._oldest_s))
        return self._judge(frame)

    def _judge(self, frame: Frame) -> Outcome:
        try:
            return self._inspector.inspect(frame)
        except FilbertError as error:
            return SkippedImage(frame.name, frame.number, str(error))


def too_old(limit_s: float) -> str:
    """Why a picture older than the station's limit is not judged; the same for each, so that it is told once."""
    return f"Pictures are older than {limit_s:g} s when their turn comes and are not judged. The computer is too busy."
