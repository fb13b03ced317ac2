"""When the test source plays which tick of its script: by the clock, or as fast as it is asked."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from core.sources.script import Act, Place


class Timeline(Protocol):
    """Hands out ticks 0, 1, 2…, each at most once. Used from several threads: a hanging one and its successor."""

    def take(self) -> int:
        """Wait for the next tick and take it."""

    def present(self) -> int:
        """Give the tick that it is now."""

    def skip(self) -> None:
        """Let a tick pass without a picture."""

    def begin_of(self, place: Place) -> float:
        """Give the time of its first tick, in seconds of the clock."""

    def end_of(self, place: Place) -> float | None:
        """Give the time of the first tick after it, None when nobody can know."""

    def hang(self, place: Place) -> None:
        """Come back at its end."""


class PacedTimeline:
    """One tick each `period_s` of the clock, from now on. Who is late misses ticks."""

    def __init__(self, period_s: float, clock: Callable[[], float], sleep: Callable[[float], object]) -> None:
        self._period_s = period_s
        self._clock = clock
        self._sleep = sleep
        self._start = clock()
        self._next = 0
        self._lock = threading.Lock()

    def take(self) -> int:
        """Wait for the next tick and take it."""
        with self._lock:
            tick = max(self._next, self.present())
            self._next = tick + 1
        early = self._time_of(tick) - self._clock()
        if early > 0:
            self._sleep(early)
        return tick

    def present(self) -> int:
        """Give the tick that it is now."""
        return int((self._clock() - self._start) / self._period_s)

    def skip(self) -> None:
        """Time passes by itself."""

    def begin_of(self, place: Place) -> float:
        """Give the time of its first tick."""
        return self._time_of(place.begin)

    def end_of(self, place: Place) -> float:
        """Give the time of the first tick after it."""
        return self._time_of(place.end)

    def hang(self, place: Place) -> None:
        """Come back at its end."""
        self._sleep(max(0.0, self.end_of(place) - self._clock()))

    def _time_of(self, tick: int) -> float:
        return self._start + tick * self._period_s


class FreeTimeline:
    """One tick each time it is asked."""

    def __init__(self, period_s: float, clock: Callable[[], float], sleep: Callable[[float], object]) -> None:
        self._period_s = period_s
        self._clock = clock
        self._sleep = sleep
        self._next = 0
        self._lock = threading.Lock()

    def take(self) -> int:
        """Take the next tick."""
        with self._lock:
            self._next += 1
            return self._next - 1

    def present(self) -> int:
        """Give the tick that comes next."""
        return self._next

    def skip(self) -> None:
        """Leave a tick out."""
        self.take()

    def begin_of(self, _: Place) -> float:
        """It begins when it is played."""
        return self._clock()

    def end_of(self, _: Place) -> None:
        """It ends when something else is played."""
        return

    def hang(self, place: Place) -> None:
        """Come back after as many periods as it has ticks, and leave these out."""
        self._sleep(self._period_s * (place.end - place.begin))
        with self._lock:
            self._next = max(self._next, place.end)


@dataclass(frozen=True)
class PlayedFault:
    """A fault that was played: seconds of the clock at its beginning and its end, None while it lasts.

    `first_number` is the number of the picture that would have come at its beginning (its tick, counted from 1).
    """

    act: Act
    began_at: float
    ended_at: float | None
    first_number: int


class FaultLog:
    """Notes which faults were played, and when."""

    def __init__(self, timeline: Timeline, clock: Callable[[], float]) -> None:
        self._timeline = timeline
        self._clock = clock
        self._faults: list[PlayedFault] = []
        self._step: int | None = None
        self._lock = threading.Lock()

    @property
    def faults(self) -> tuple[PlayedFault, ...]:
        """The faults so far, in order."""
        with self._lock:
            return tuple(self._faults)

    def note(self, place: Place | None) -> None:
        """Note what is played now, None for the end; the same step again is no news."""
        with self._lock:
            if place is not None and place.step == self._step:
                return
            self._step = place.step if place is not None else None
            if self._faults and self._faults[-1].ended_at is None:
                self._faults[-1] = replace(self._faults[-1], ended_at=self._clock())
            if place is not None and place.act.is_fault:
                self._faults.append(self._fault(place))

    def _fault(self, place: Place) -> PlayedFault:
        if place.act is Act.ERROR:  # takes no time, and may come late
            now = self._clock()
            return PlayedFault(place.act, now, now, place.begin + 1)
        began, ended = self._timeline.begin_of(place), self._timeline.end_of(place)
        return PlayedFault(place.act, began, ended, place.begin + 1)
