"""Watches a hot folder: which of its files are to be inspected next, and whether the folder is there at all."""

import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from core.files import readable_name
from core.sources.arrivals import Arrival, Stamp, counts_as_image, stamp_from, stamp_of
from core.sources.base import GOES_ON
from core.sources.readiness import STABLE_S, Readiness
from core.sources.sentinels import Sentinels
from core.sources.settling import Settling
from core.types import SourceNotice, SourceState

PERIOD_S = 0.2
"""The folder is looked at so often."""

ODD_S = 30.0
"""A file that is not complete after so long is told to the user."""

# A folder that takes long to list is looked at less often, so that looking takes a share of the time at most.
_SHARE_IDLE = 1 / 6
_SHARE_BUSY = 1 / 40

Scan = Callable[[Path], AbstractContextManager[Iterator[os.DirEntry[str]]]]


class HotWatch:
    """The files of a hot folder that are ready, first come first. Used from one thread.

    `notice` is the state: LIVE, or LOST with a sentence while the folder can't be listed.
    """

    def __init__(
        self, folder: Path, settling: Settling, sentinels: Sentinels, clock: Callable[[], float], scan: Scan
    ) -> None:
        self.notice = SourceNotice(SourceState.OPENING)
        self._folder = folder
        self._settling = settling
        self._sentinels = sentinels
        self._clock = clock
        self._scan = scan
        self._readiness = Readiness(0.0 if sentinels else STABLE_S)
        self._without_sentinel: dict[str, float] = {}  # since when
        self._queue: deque[Arrival] = deque()
        self._queued: set[str] = set()
        self._looked_at = float("-inf")
        self._look_took = 0.0

    @property
    def seconds_to_look(self) -> float:
        """How long until the folder is to be looked at again; 0 when it is time."""
        pause = self._look_took / (_SHARE_BUSY if self._queue else _SHARE_IDLE)
        if not self._queue and self._readiness:
            pause = min(pause, STABLE_S)  # somebody waits for what the next look may find ready
        return max(0.0, self._looked_at + max(PERIOD_S, pause) - self._clock())

    def take(self) -> Arrival | None:
        """Take the next file that is ready, None when there is none."""
        if not self._queue:
            return None
        arrival = self._queue.popleft()
        self._queued.discard(arrival.name)
        return arrival

    def look_soon(self) -> None:
        """Something is not as it was: it is time for a look."""
        self._looked_at = float("-inf")

    def put_back(self, arrival: Arrival, unreadable: bool) -> None:
        """The file is not complete after all: it is open elsewhere or, `unreadable`, can't be read."""
        self._readiness.put_back(arrival, self._clock(), unreadable)

    def look(self) -> None:
        """Look at the folder."""
        started = self._clock()
        moved = self._settling.looking()
        try:
            found = self._list(started)
        except OSError as error:
            self._lose(error)
        else:
            self._take_stock(found, started)
            self._settling.looked(moved, found)
        self._looked_at = self._clock()
        self._look_took = self._looked_at - started

    def _list(self, now: float) -> set[str]:
        """Give the names of all images, and show those that are new to `_readiness`."""
        found: set[str] = set()
        sentinels: set[str] = set()
        new: list[tuple[str, Stamp]] = []
        with self._scan(self._folder) as entries:
            for entry in entries:
                if self._sentinels.is_one(entry.name):
                    sentinels.add(entry.name)
                elif counts_as_image(entry.name):
                    found.add(entry.name)
                    stamp = None if entry.name in self._queued else self._new_stamp(entry)
                    if stamp is not None:
                        new.append((entry.name, stamp))
        lacking = []
        for name, stamp in new:
            if not self._sentinels or self._is_complete(name, stamp, sentinels):
                self._readiness.see(name, stamp, now)
            else:
                lacking.append(name)
        self._without_sentinel = {name: self._without_sentinel.get(name, now) for name in lacking}
        return found

    def _new_stamp(self, entry: os.DirEntry[str]) -> Stamp | None:
        """The stamp of a file that was not inspected yet, None for any other."""
        try:
            listed = stamp_from(entry.stat())
        except OSError:
            return None
        if listed is None or self._settling.knows(entry.name, listed):
            return None
        stamp = stamp_of(self._folder / entry.name)  # what Windows lists of a file that is open may be old
        return None if stamp is None or self._settling.knows(entry.name, stamp) else stamp

    def _is_complete(self, name: str, stamp: Stamp, sentinels: set[str]) -> bool:
        """Whether a sentinel says so, and is no older than the file: else it belongs to what was there before."""
        for sentinel in self._sentinels.beside(name):
            if sentinel in sentinels:
                its = stamp_of(self._folder / sentinel)
                if its is not None and its.mtime_ns >= stamp.mtime_ns:
                    return True
        return False

    def _take_stock(self, found: set[str], now: float) -> None:
        if self.notice.state is not SourceState.LIVE:
            self._settling.catch_up(found)
        self._readiness.keep_only(found)
        if self._queued - found:
            self._queue = deque(arrival for arrival in self._queue if arrival.name in found)
            self._queued &= found
        for arrival in self._readiness.take_ready(now):
            self._queue.append(arrival)
            self._queued.add(arrival.name)
        self.notice = SourceNotice(SourceState.LIVE, self._what_is_odd(now))

    def _what_is_odd(self, now: float) -> str:
        """Say that a file doesn't become complete, if so."""
        if self._without_sentinel:
            name = min(self._without_sentinel, key=lambda name: self._without_sentinel[name])
            if now - self._without_sentinel[name] > ODD_S:
                count, shown = len(self._without_sentinel), readable_name(Path(name))
                others = f" and {count - 1} more" if count > 1 else ""
                wanted = readable_name(Path(self._sentinels.beside(name)[0]))
                return f"{shown}{others} waited for: write {wanted}, newer than the image, once it is complete."
        waiting = self._readiness.longest()
        if waiting is not None and now - waiting[1] > ODD_S:
            name, seconds = readable_name(Path(waiting[0])), now - waiting[1]
            return f"{name} is still being written after {seconds:.0f} s. Close it in the program that writes it."
        return ""

    def _lose(self, error: OSError) -> None:
        self._queue.clear()
        self._queued.clear()
        self._readiness.keep_only(frozenset())
        self._without_sentinel.clear()
        name = readable_name(self._folder)
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            why = f"{name} has gone. Bring it back, under the same name."
        elif isinstance(error, PermissionError):
            why = f"{name} may not be read. Ask for the right to read it."
        else:
            why = f"{name} can't be read ({error.strerror or error}). Check the drive or network it is on."
        self.notice = SourceNotice(SourceState.LOST, why + GOES_ON)
