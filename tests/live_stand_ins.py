"""A device played by hand, a clock set by hand, and ways to read a live source until something comes."""

import threading
import time
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import Any

import numpy as np

from core.sources.base import SourceItem
from core.types import Frame, Image, SourceNotice, SourceState

PATIENCE_S = 20.0  # only a test that fails waits that long; without Qt, for core's tests run where there is none


def in_thread(target: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=target)
    thread.start()
    return thread


def join(thread: threading.Thread) -> None:
    thread.join(PATIENCE_S)
    assert not thread.is_alive()


def picture(value: int, height: int = 24, width: int = 32) -> Image:
    """One that differs from those of other values, and isn't black."""
    image = np.full((height, width, 3), value, np.uint8)
    image[-1:, -1:] = 255
    return image


class HandClock:
    """Time passes when a test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Hang:
    """What makes a device hang until it is freed; then it gives `after`."""

    def __init__(self, after: Any = None) -> None:
        self.after = after
        self.freed = threading.Event()


class HandDevice:
    """Gives what a test tells it to, and no sooner. An exception is raised, a Hang hangs.

    Each opening takes the next of `openings` (an exception, a Hang, None), or just succeeds.
    """

    name = "Cam"

    def __init__(self, *openings: Any, period_s: float = 0.03, remark: str = "") -> None:
        self.period_s, self.remark = period_s, remark
        self.captures: list[HandCapture] = []
        self.opened = 0
        self.changed = threading.Condition()
        self._openings = list(openings)
        self._hangs: list[Hang] = []

    def open(self) -> "HandCapture":
        with self.changed:
            self.opened += 1
            what = self._openings.pop(0) if self._openings else None
            self.changed.notify_all()
        self.do(what)
        capture = HandCapture(self)
        with self.changed:
            self.captures.append(capture)
            self.changed.notify_all()
        return capture

    def do(self, what: Any) -> Any:
        if isinstance(what, Hang):
            self._hangs.append(what)
            assert what.freed.wait(PATIENCE_S)
            return self.do(what.after)
        if isinstance(what, Exception):
            raise what
        return what

    def give(self, *things: Any) -> None:
        """Give the things through the newest capture, and wait until each was delivered and the next asked for."""
        self.wait_for(lambda: bool(self.captures))
        capture = self.captures[-1]
        for thing in things:
            self.wait_for(lambda: capture.waiting)
            asked = capture.asked
            capture.things.put(thing)
            if not isinstance(thing, Hang | Exception):
                self.wait_for(lambda asked=asked: capture.asked > asked or capture.closed)  # type: ignore[misc]

    def wait_for(self, condition: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(condition, PATIENCE_S)

    def free(self) -> None:
        """Let everything that hangs or waits come back."""
        for hang in self._hangs:
            hang.freed.set()
        for capture in self.captures:
            capture.things.put(None)


class HandCapture:
    def __init__(self, device: HandDevice) -> None:
        self.period_s, self.remark = device.period_s, device.remark
        self.things: SimpleQueue[Any] = SimpleQueue()
        self.asked = 0
        self.waiting = False
        self.closed = False
        self.threads: set[str] = {threading.current_thread().name}
        self._device = device

    def grab(self) -> Any:
        with self._device.changed:
            self.asked += 1
            self.waiting = True
            self._device.changed.notify_all()
        thing = self.things.get(timeout=PATIENCE_S)
        self.waiting = False
        return self._device.do(thing)

    def close(self) -> None:
        self.threads.add(threading.current_thread().name)
        with self._device.changed:
            self.closed = True
            self._device.changed.notify_all()


class Reading:
    """Reads a source and keeps all that came."""

    def __init__(self, items: Iterator[SourceItem]) -> None:
        self.iterator = items
        self.items: list[SourceItem] = []

    def until(self, wanted: Callable[[SourceItem], bool]) -> SourceItem:
        give_up = time.monotonic() + PATIENCE_S
        for item in self.iterator:
            self.items.append(item)
            if wanted(item):
                return item
            assert time.monotonic() < give_up, self.items[-3:]
        raise AssertionError("The source ended.")

    def until_state(self, state: SourceState) -> SourceNotice:
        notice = self.until(lambda item: isinstance(item, SourceNotice) and item.state is state)
        assert isinstance(notice, SourceNotice)
        return notice

    def until_frame(self) -> Frame:
        frame = self.until(lambda item: isinstance(item, Frame))
        assert isinstance(frame, Frame)
        return frame

    @property
    def states(self) -> list[SourceState]:
        """The states that were shown, each once in a row."""
        states = [item.state for item in self.items if isinstance(item, SourceNotice)]
        return [state for index, state in enumerate(states) if index == 0 or states[index - 1] is not state]

    @property
    def frames(self) -> list[Frame]:
        return [item for item in self.items if isinstance(item, Frame)]

    def close(self) -> None:
        self.iterator.close()  # type: ignore[attr-defined]
