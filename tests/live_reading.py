"""What the tests of live sources share: a reader with a clock and a device set by hand."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from live_stand_ins import HandClock, HandDevice, Reading, join, picture

from core.sources.live import LiveSource
from core.sources.policy import CAMERA, Policy
from core.types import SourceState

POLICY = replace(CAMERA, close_wait_s=0.05)  # a real wait, where a test lets a device hang
OPENING, LIVE, STALLED, LOST, RECONNECTING = SourceState
Read = Callable[..., Reading]


@contextmanager
def readings(clock: HandClock) -> Iterator[Read]:
    """Begin to read devices; all that hangs is freed at the end."""
    begun: list[tuple[Reading, HandDevice]] = []

    def begin(device: HandDevice, policy: Policy = POLICY) -> Reading:
        reading = Reading(LiveSource(device, policy, clock).frames())
        begun.append((reading, device))
        return reading

    yield begin
    for reading, device in begun:
        device.free()
        reading.close()
        device.free()
        for thread in threading.enumerate():
            if thread.name == "capture of Cam":
                join(thread)


def live(read: Read, device: HandDevice, policy: Policy = POLICY) -> Reading:
    """Begin to read, and go on until the first frame, whose value is 1."""
    reading = read(device, policy)
    reading.until_state(OPENING)
    device_gives(reading, device, picture(1))
    assert reading.until_frame().number == 1
    return reading


def device_gives(reading: Reading, device: HandDevice, *things: Any) -> None:
    """Let the capture be opened, which the reader's asking does, and give the things."""
    opened = len(device.captures)
    if not opened or device.captures[-1].closed:
        reading.until(lambda _: len(device.captures) > opened)
    device.give(*things)


def let_it_try(reading: Reading, device: HandDevice, clock: HandClock, openings: int) -> None:
    """Let time pass until the device was opened so many times."""

    def a_second_later(_: object) -> bool:
        done = device.opened >= openings
        clock.now += 0 if done else 1.0
        return done

    reading.until(a_second_later)
