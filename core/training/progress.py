"""How far teaching has come, and the user's wish to stop it."""

import time
from collections.abc import Callable

from core.errors import Cancelled
from core.types import TrainingProgress

OnProgress = Callable[[TrainingProgress], None]
ShouldStop = Callable[[], bool]


def ignore_progress(_: TrainingProgress) -> None:
    """For those who don't watch."""


def never() -> bool:
    """For those who can't stop it."""
    return False


class Plan:
    """The work of teaching as stages, each with its share of the whole, so that one bar tells the truth throughout.

    `stages` maps what is being done to its expected cost, in any one unit.
    """

    def __init__(self, stages: dict[str, float], on_progress: OnProgress, should_stop: ShouldStop) -> None:
        self._stages = stages
        self._on_progress = on_progress
        self._should_stop = should_stop
        self._started = time.perf_counter()

    def heed_stop(self) -> None:
        """Raise Cancelled when the user wants to stop."""
        if self._should_stop():
            raise Cancelled("Teaching was stopped; nothing was saved.")

    def report(self, stage: str, done: float) -> None:
        """Say that this share (0 to 1) of the stage is done. Raises Cancelled when the user wants to stop."""
        self.heed_stop()
        names = list(self._stages)
        before = sum(self._stages[name] for name in names[: names.index(stage)])
        fraction = (before + done * self._stages[stage]) / sum(self._stages.values())
        elapsed = time.perf_counter() - self._started
        # The very beginning says more about start-up than about speed.
        seconds_left = elapsed / fraction * (1 - fraction) if fraction > 0.03 else None
        self._on_progress(TrainingProgress(stage, fraction, seconds_left))
