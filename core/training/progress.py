"""How far teaching has come, and the user's wish to stop or to finish it."""

import time
from collections.abc import Callable

from core.errors import Cancelled
from core.training.remaining import Remaining
from core.types import Glimpse, LossCurve, TrainingProgress

OnProgress = Callable[[TrainingProgress], None]
ShouldStop = Callable[[], bool]
Clock = Callable[[], float]

GLIMPSE_S = 1.0
"""Seconds between two looks at what the detector sees; two may pass until one is delivered."""

_MOST_SHARE = 5.0  # looks may take one part in so many of the time


def ignore_progress(_: TrainingProgress) -> None:
    """For those who don't watch."""


def never() -> bool:
    """For those who can't stop it."""
    return False


class Plan:
    """The work of teaching as stages, each with its share of the whole, so that one bar tells the truth throughout.

    `stages` maps what is being done to its expected cost, in any one unit; `kinds` to a word that stages of the same
    kind of work have in common. `clock` gives seconds.
    """

    def __init__(
        self,
        stages: dict[str, float],
        on_progress: OnProgress,
        should_stop: ShouldStop,
        should_finish: ShouldStop = never,
        kinds: dict[str, str] | None = None,
        clock: Clock = time.perf_counter,
    ) -> None:
        self._on_progress = on_progress
        self._should_stop, self._should_finish = should_stop, should_finish
        self._clock = clock
        self._remaining = Remaining(stages, kinds or {}, clock())
        self._look: Callable[[], tuple[Glimpse, ...]] | None = None
        self._look_at = clock()
        self._taught: list[tuple[int, float]] = []
        self._held_out: list[tuple[int, float]] = []
        self._latest = TrainingProgress(next(iter(stages)), 0.0, None)
        self._finishing = False

    def heed_stop(self) -> None:
        """Raise Cancelled when the user wants to stop; else show what the detector sees, if it is time to."""
        if self._should_stop():
            raise Cancelled("Teaching was stopped; nothing was saved.")
        if self._look is not None and self._clock() >= self._look_at:
            self._glimpse(self._look)

    @property
    def finishing(self) -> bool:
        """Whether the user wants what there is so far; once said, it stays said."""
        self._finishing = self._finishing or self._should_finish()
        return self._finishing

    def watch(self, look: Callable[[], tuple[Glimpse, ...]] | None) -> None:
        """From now on show what `look` gives every second or two; it may take a fifth of the time at most."""
        self._look = look

    def add_taught(self, loss: float) -> None:
        """A further step was made, with this loss of the images learned from."""
        self._taught.append((len(self._taught) + 1, loss))

    def add_held_out(self, loss: float) -> None:
        """After the latest step the loss of images held out was this."""
        self._held_out.append((len(self._taught), loss))

    def report(self, stage: str, done: float) -> None:
        """Say that this share (0 to 1) of the stage is done. Raises Cancelled when the user wants to stop."""
        self.heed_stop()
        fraction, left = self._remaining.reached(stage, done, self._clock())
        self._tell(TrainingProgress(stage, fraction, left, self._losses(), self._latest.glimpses, self.finishing))

    def _glimpse(self, look: Callable[[], tuple[Glimpse, ...]]) -> None:
        self._look = None  # looking reads features, and reading comes by here
        began = self._clock()
        glimpses = look()
        ended = self._clock()
        self._look, self._look_at = look, ended + max(GLIMPSE_S, _MOST_SHARE * (ended - began))
        at = self._latest
        left = self._remaining.now(ended)
        self._tell(TrainingProgress(at.stage, at.fraction, left, self._losses(), glimpses, self.finishing))

    def _losses(self) -> LossCurve:
        return LossCurve(tuple(self._taught), tuple(self._held_out))

    def _tell(self, progress: TrainingProgress) -> None:
        self._latest = progress
        self._on_progress(progress)
