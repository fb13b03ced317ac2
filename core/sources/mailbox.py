"""Where the thread that captures and the one that inspects meet: one place, for the newest picture."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

from core.types import Image


class Phase(Enum):
    """How far a capture has come."""

    OPENING = auto()
    RUNNING = auto()
    FAILED = auto()
    ENDED = auto()


@dataclass(frozen=True)
class CaptureStatus:
    """What a capture last said of itself; times in seconds of its clock.

    `fresh_at` is when the newest usable, changed picture came. `still_since` is set while the picture does not
    change any more. `trouble` is a sentence: why it failed or why its pictures can't be used. `handing_over` says
    that it is not the device that is waited for, but the reader.
    """

    started_at: float
    phase: Phase = Phase.OPENING
    period_s: float = 0.0
    fresh_at: float | None = None
    still_since: float | None = None
    trouble: str = ""
    remark: str = ""
    handing_over: bool = False


@dataclass(frozen=True, eq=False)
class Picture:
    """One captured picture, its number in the order of capture, and when it was captured."""

    image: Image
    number: int
    captured_at: float


class Mailbox:
    """Keeps the newest picture until somebody takes it, and counts those that nobody took in time.

    With `lossless` the one who puts waits instead. Pictures are numbered from `first_number`. Once closed, nothing
    goes in any more and nobody waits.
    """

    def __init__(self, clock: Callable[[], float], first_number: int = 1, lossless: bool = False) -> None:
        self._changed = threading.Condition()
        self._clock = clock
        self._status = CaptureStatus(clock())
        self._picture: Picture | None = None
        self._next_number = first_number
        self._lossless = lossless
        self._dropped = 0
        self._version = 0
        self._seen = -1
        self._closed = False

    # The side that captures

    def put(self, image: Image, captured_at: float) -> None:
        """Put the newest picture in the place of the one before."""
        with self._changed:
            self._wait_for_reader()
            if self._closed:
                return
            self._dropped += self._picture is not None
            self._picture = Picture(image, self._next_number, captured_at)
            self._next_number += 1
            # Where the device waits for its reader, the age of a picture says nothing about the device.
            fresh_at = self._clock() if self._lossless else captured_at
            self._set(fresh_at=fresh_at, still_since=None, trouble="")
            self._version += 1  # a picture is news even at the same time of a coarse clock
            self._changed.notify_all()

    def tell(self, **changes: object) -> None:
        """Change the status, and wake the reader if that is news."""
        with self._changed:
            self._set(**changes)

    def tell_end(self, phase: Phase, trouble: str) -> None:
        """Tell that nothing more will come; a lossless mailbox first waits until the last picture was taken.

        Where no picture could be used at all, what was wrong with them stays the trouble.
        """
        with self._changed:
            self._wait_for_reader()
            why = self._status.trouble if self._status.fresh_at is None else ""
            self._set(phase=phase, trouble=trouble or why)

    def pause(self, seconds: float) -> None:
        """Wait so long, but not once the mailbox is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed, seconds)

    @property
    def closed(self) -> bool:
        """Whether nobody reads any more."""
        return self._closed

    # The side that reads

    @property
    def status(self) -> CaptureStatus:
        """What the capture last said of itself."""
        with self._changed:
            self._seen = self._version
            return self._status

    def take(self) -> Picture | None:
        """Take the newest picture, if there is one that nobody has taken."""
        with self._changed:
            picture, self._picture = self._picture, None
            self._changed.notify_all()
            return picture

    def wait(self, seconds: float) -> bool:
        """Wait until there is something new since the last status, or so many seconds; tell whether there is."""
        with self._changed:
            return self._changed.wait_for(lambda: self._version != self._seen or self._closed, seconds)

    def close(self) -> None:
        """Let nothing in any more; what was not taken counts as dropped."""
        with self._changed:
            self._closed = True
            self._dropped += self._picture is not None
            self._picture = None
            self._changed.notify_all()

    @property
    def dropped(self) -> int:
        """How many pictures nobody took in time."""
        with self._changed:
            return self._dropped

    @property
    def next_number(self) -> int:
        """The number the next picture will have."""
        with self._changed:
            return self._next_number

    def _wait_for_reader(self) -> None:
        if not self._lossless or self._picture is None:
            return
        self._set(handing_over=True)
        self._changed.wait_for(lambda: self._picture is None or self._closed)
        self._set(handing_over=False)

    def _set(self, **changes: object) -> None:
        status = replace(self._status, **changes)  # type: ignore[arg-type]
        if status != self._status:
            self._status = status
            self._version += 1
            self._changed.notify_all()
