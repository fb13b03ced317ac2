"""Keeps what was found out, in a thread of its own, so that a slow disk doesn't hold up the next part."""

import queue
import threading
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from core.errors import FilbertError, OutputError
from core.sources.base import SettlingSource, Source
from core.types import Inspection, SkippedImage

PictureResult = Inspection | SkippedImage
"""What came of a picture."""

Sink = Callable[[PictureResult], None]
"""Keeps one result, for good once it returns. Raises OutputError when it can't."""

CAPACITY = 32
"""Results that may wait; then whoever adds waits too: nothing is lost, and memory has a bound."""


class Recorder:
    """Gives each result to all sinks, one result after another, in a thread of its own.

    The first error of a sink ends recording: what waits is given up, and `add` and `close` raise it from then on, so
    that nobody goes on inspecting parts that leave no trace. Leaving the `with` block waits for all that was added.
    """

    def __init__(self, sinks: Sequence[Sink], capacity: int = CAPACITY) -> None:
        self._sinks = tuple(sinks)
        self._waiting: queue.Queue[PictureResult | None] = queue.Queue(capacity)
        self._error: FilbertError | None = None
        self._thread = threading.Thread(target=self._work, name="recorder", daemon=True)

    def __enter__(self) -> Self:
        if self._sinks:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._sinks:
            return
        self._waiting.put(None)
        self._thread.join()
        if error is not self._error:  # also when the run was stopped: that something is missing must be heard
            self._raise_error()

    def add(self, result: PictureResult) -> None:
        """Have a result recorded. Waits while many do; raises what a sink raised before."""
        self._raise_error()
        if self._sinks:
            self._waiting.put(result)

    def _raise_error(self) -> None:
        if self._error is not None:
            raise self._error

    def _work(self) -> None:
        while True:
            result = self._waiting.get()
            if result is None:
                return
            if self._error is None:  # after an error the queue is emptied, so that nobody waits for ever
                self._record(result)

    def _record(self, result: PictureResult) -> None:
        try:
            for sink in self._sinks:
                sink(result)
        except FilbertError as error:
            self._error = error
        except Exception as error:  # noqa: BLE001 - told by `add`, in the thread that inspects
            self._error = OutputError(f"A result could not be kept: {type(error).__name__}: {error}.")


def settling(source: Source) -> list[Sink]:
    """The sink that tells a source what became of its pictures, if it wants to know."""
    if not isinstance(source, SettlingSource):
        return []

    def settle(result: PictureResult) -> None:
        if isinstance(result, Inspection):
            source.settle(result.frame, result.verdict)
        else:
            source.settle(result, None)

    return [settle]
