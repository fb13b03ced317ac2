"""How long a command waits for a source that is in trouble."""

from collections.abc import Callable
from time import perf_counter

from core.errors import SourceError
from core.sources.base import GOES_ON
from core.types import SourceNotice, SourceState

PATIENCE_S = 15.0
"""A source that has been in trouble for so long is given up: a program that waits for the results must hear of it."""


class Patience:
    """Gives up a source that has been in trouble for too long."""

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self._clock = clock
        self._well_at = clock()

    def all_is_well(self) -> None:
        """A picture has come."""
        self._well_at = self._clock()

    def bear(self, notice: SourceNotice, end: str) -> None:
        """Hear how the source is. Raises SourceError, which ends with `end`, once that has been too bad too long."""
        if notice.state is SourceState.LIVE:
            self.all_is_well()
        if self._clock() - self._well_at > PATIENCE_S:
            why = notice.sentence.removesuffix(GOES_ON) or "Check the source."
            raise SourceError(f"{why} No picture has come for {PATIENCE_S:.0f} s, so {end}")
