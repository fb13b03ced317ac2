"""Which of the files that have come are complete: those that have not changed for a while."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from core.sources.arrivals import Arrival, Stamp

STABLE_S = 0.5
"""A file is complete when it has not changed for so long, seen in at least two looks."""

MOST_TRIES = 4
"""A file that can't be read is read so often, each time after twice as long, before it counts as unreadable."""


@dataclass(slots=True)
class _Waiting:
    stamp: Stamp
    since: float  # when it was first seen like this
    seen_at: float
    tries: int


class Readiness:
    """Tells which files are complete, in the order in which they were. Knows no clock and no disk.

    `stable_s` is how long a file must not have changed; 0 for files that something else says to be complete.
    """

    def __init__(self, stable_s: float = STABLE_S) -> None:
        self._stable_s = stable_s
        self._waiting: dict[str, _Waiting] = {}

    def see(self, name: str, stamp: Stamp, now: float) -> None:
        """A look has found a file like this."""
        waiting = self._waiting.get(name)
        if waiting is None:
            self._waiting[name] = _Waiting(stamp, now, now, 0)
        elif waiting.stamp != stamp:
            self._waiting[name] = _Waiting(stamp, now, waiting.seen_at, 0)

    def put_back(self, arrival: Arrival, now: float, unreadable: bool) -> None:
        """A file that was ready turned out not to be: it is open elsewhere or, `unreadable`, could not be read."""
        self._waiting[arrival.name] = _Waiting(arrival.stamp, now, arrival.seen_at, arrival.tries + unreadable)

    def keep_only(self, names: AbstractSet[str]) -> None:
        """Forget the files that are no longer there."""
        for name in self._waiting.keys() - names:
            del self._waiting[name]

    def take_ready(self, now: float) -> list[Arrival]:
        """Hand out the files that are ready, in order; each is handed out once.

        A folder's list is no snapshot: of two files that came at once the later may be seen a look earlier. So a
        file waits for an older one that has just been seen, but never longer than for its own readiness.
        """
        ready = [name for name, waiting in self._waiting.items() if self._left_s(waiting, now) <= 0]
        if not ready:
            return []
        young = (name for name, waiting in self._waiting.items() if self._is_young(waiting, now))
        first_young = min((self._arrival(name).order for name in young), default=None)
        arrivals = sorted((self._arrival(name) for name in ready), key=lambda arrival: arrival.order)
        if first_young is not None:
            arrivals = [one for one in arrivals if one.order < first_young or self._has_waited(one.name, now)]
        for arrival in arrivals:
            del self._waiting[arrival.name]
        return arrivals

    def __bool__(self) -> bool:
        """Whether any file waits."""
        return bool(self._waiting)

    def longest(self) -> tuple[str, float] | None:
        """The file that has been waiting longest, and since when; None when none waits."""
        if not self._waiting:
            return None
        name = min(self._waiting, key=lambda name: self._waiting[name].seen_at)
        return name, self._waiting[name].seen_at

    def _arrival(self, name: str) -> Arrival:
        waiting = self._waiting[name]
        return Arrival(name, waiting.stamp, waiting.seen_at, waiting.tries)

    def _window_s(self, waiting: _Waiting) -> float:
        if waiting.tries == 0:
            return self._stable_s
        return float(STABLE_S * 2**waiting.tries)

    def _left_s(self, waiting: _Waiting, now: float) -> float:
        return self._window_s(waiting) - (now - waiting.since)

    def _is_young(self, waiting: _Waiting, now: float) -> bool:
        return waiting.since == waiting.seen_at and self._left_s(waiting, now) > 0

    def _has_waited(self, name: str, now: float) -> bool:
        return now - self._waiting[name].since >= 2 * self._stable_s
