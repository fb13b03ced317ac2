"""How the window and a busy worker talk: flags and boxes, safe to use from both threads, free of Qt.

A worker in a loop can't receive queued signals, so it looks here for what it is told. And a signal for each result
would pile up without bound in a slow window, so results wait here, and only the first to come in is announced.
"""

import threading
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class RunControl:
    """Pause, resume and stop; a worker that waits here wakes at once."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._paused = False
        self._stopped = False

    @property
    def stopped(self) -> bool:
        """True from the first call of `stop` on; there is no way back."""
        return self._stopped

    def pause(self) -> None:
        """Have the worker finish what it has, and wait."""
        with self._changed:
            self._paused = True

    def resume(self) -> None:
        """Let a paused worker go on."""
        with self._changed:
            self._paused = False
            self._changed.notify_all()

    def stop(self) -> None:
        """Have the worker finish what it has, and end."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def wait(self) -> bool:
        """Wait for as long as it is paused; False as soon as the worker has to end."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or not self._paused)
            return not self._stopped


class ResultQueue(Generic[T]):
    """First in, first out, and nothing is dropped: who puts waits while `capacity` results lie here."""

    def __init__(self, capacity: int) -> None:
        self._changed = threading.Condition()
        self._results: deque[T] = deque()
        self._capacity = capacity
        self._announced = False
        self._closed = False

    def put(self, result: T) -> bool:
        """Add a result, once there is room; True when the taker has to be told that something waits, or all is full."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or len(self._results) < self._capacity)
            self._results.append(result)  # even when closed: a finished result is never lost
            news = not self._announced
            self._announced = True
            return news or len(self._results) == self._capacity

    @property
    def is_full(self) -> bool:
        """Whether who puts would have to wait."""
        with self._changed:
            return len(self._results) >= self._capacity

    def take_all(self) -> list[T]:
        """Take everything there is, oldest first."""
        with self._changed:
            results = list(self._results)
            self._results.clear()
            self._announced = False
            self._changed.notify_all()
            return results

    def close(self) -> None:
        """Let nobody wait for room any more: the run is to end."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


class LatestValue(Generic[T]):
    """One place: a newer value takes it over from one that nobody took."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._value: T | None = None

    def put(self, value: T) -> bool:
        """Leave a value; True when the taker has to be told that something waits."""
        with self._lock:
            news = self._value is None
            self._value = value
            return news

    def take(self) -> T | None:
        """Take the value, if there is one."""
        with self._lock:
            value, self._value = self._value, None
            return value
