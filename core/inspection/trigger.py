"""Which pictures are judged: all, one for each press of a key, or one every so many seconds."""

import threading
from collections.abc import Callable
from enum import StrEnum
from time import perf_counter


class TriggerMode(StrEnum):
    """How a station decides that a picture is to be judged."""

    FREE = "free"  # every picture
    SOFTWARE = "software"  # the first picture taken after somebody asked for one
    INTERVAL = "interval"  # the first picture taken after each interval


class Trigger:
    """Says whether a picture is wanted. One thread asks; any thread may fire or choose another mode.

    `clock` gives seconds as `Frame.captured_at` does.
    """

    def __init__(
        self,
        mode: TriggerMode = TriggerMode.FREE,
        interval_s: float = 0.0,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        self._changed = threading.Condition()
        self._clock = clock
        self._mode, self._interval_s = mode, interval_s
        self._wanted_from: float | None = None

    @property
    def mode(self) -> TriggerMode:
        """The mode chosen last."""
        return self._mode

    def choose(self, mode: TriggerMode, interval_s: float = 0.0) -> None:
        """Decide in another way from now on; what was wanted before is forgotten."""
        with self._changed:
            self._mode, self._interval_s, self._wanted_from = mode, interval_s, None
            self._changed.notify_all()

    def fire(self) -> None:
        """Want the next picture taken from now on. Means something in SOFTWARE mode only."""
        with self._changed:
            self._wanted_from = self._clock()
            self._changed.notify_all()

    def forget(self) -> None:
        """Want no picture any more that somebody asked for in SOFTWARE mode."""
        with self._changed:
            if self._mode is TriggerMode.SOFTWARE:
                self._wanted_from = None

    def wait(self, seconds: float) -> bool:
        """Wait until a picture taken now would be judged, at most that long; whether it would be."""
        with self._changed:
            self._changed.wait_for(self._is_due, timeout=min(seconds, self._until_due()))
            return self._is_due()

    def takes(self, captured_at: float) -> bool:
        """Whether a picture taken at that moment is to be judged; if so, the wish is fulfilled."""
        with self._changed:
            if self._mode is TriggerMode.FREE:
                return True
            if self._mode is TriggerMode.INTERVAL:
                return self._takes_in_interval(captured_at)
            if self._wanted_from is None or captured_at < self._wanted_from:
                return False
            self._wanted_from = None
            return True

    def _takes_in_interval(self, captured_at: float) -> bool:
        if self._wanted_from is not None and captured_at < self._wanted_from:
            return False
        # Counted from the moment it was due, so that the rate holds; from this picture on if that is long past.
        kept_up = self._wanted_from is not None and captured_at < self._wanted_from + self._interval_s
        begin = self._wanted_from if kept_up and self._wanted_from is not None else captured_at
        self._wanted_from = begin + self._interval_s
        return True

    def _is_due(self) -> bool:
        return self._until_due() <= 0

    def _until_due(self) -> float:
        if self._mode is TriggerMode.FREE:
            return 0.0
        if self._wanted_from is None:
            return 0.0 if self._mode is TriggerMode.INTERVAL else threading.TIMEOUT_MAX
        return max(0.0, self._wanted_from - self._clock())
