"""A live source in trouble: silence, losses, pictures that do not change, and what is no picture."""

import logging
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from live_reading import (
    LIVE,
    LOST,
    OPENING,
    RECONNECTING,
    STALLED,
    Read,
    device_gives,
    let_it_try,
    live,
    readings,
)
from live_stand_ins import HandClock, HandDevice, Hang, picture

from core.errors import SourceError
from core.sources.policy import VIDEO
from core.types import SourceNotice


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def read(clock: HandClock) -> Iterator[Read]:
    with readings(clock) as begin:
        yield begin


def test_silence_is_stalled_then_lost_then_reconnected(read: Read, clock: HandClock) -> None:
    device = HandDevice()
    reading = live(read, device)
    clock.now += 0.41
    assert "no new picture for 0.4 s" in reading.until_state(STALLED).sentence
    clock.now += 1.51
    reading.until_state(LOST)
    device.captures[0].things.put(None)  # the driver comes back, and is not asked again
    device.wait_for(lambda: device.captures[0].closed)
    clock.now += 0.25
    reading.until_state(RECONNECTING)
    device_gives(reading, device, picture(2))

    frame = reading.until_frame()
    assert (frame.number, frame.image[0, 0, 0]) == (2, 2)
    assert reading.states == [OPENING, LIVE, STALLED, LOST, RECONNECTING, LIVE]


def test_no_frame_is_given_in_any_other_state_than_live(read: Read, clock: HandClock) -> None:
    device = HandDevice()
    reading = live(read, device)
    device.give(picture(2))
    clock.now += 0.41  # it lies in the mailbox all the time

    reading.until_state(STALLED)
    for _ in range(3):
        assert isinstance(reading.until(lambda _: True), SourceNotice)


def test_a_driver_that_hangs_is_left_behind(read: Read, clock: HandClock, caplog: pytest.LogCaptureFixture) -> None:
    device = HandDevice()
    reading = live(read, device)
    hang = Hang(after=picture(66))
    device.give(hang)
    clock.now += 0.41
    reading.until_state(STALLED)
    clock.now += 1.51
    reading.until_state(LOST)
    clock.now += 0.3
    with caplog.at_level(logging.WARNING):
        reading.until_state(RECONNECTING)
        device_gives(reading, device, picture(2))
    assert reading.until_frame().image[0, 0, 0] == 2
    assert "A capture of Cam hangs; a new one is tried." in caplog.messages

    hang.freed.set()  # the one left behind wakes up
    device.wait_for(lambda: device.captures[0].closed)
    device.give(picture(3))
    assert (reading.until_frame().image[0, 0, 0], device.captures[1].closed) == (3, False)
    assert [frame.image[0, 0, 0] for frame in reading.frames] == [1, 2, 3]
    assert [frame.number for frame in reading.frames] == [1, 2, 3]


def test_an_exception_of_the_driver_is_a_loss_with_its_reason(
    read: Read, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    device = HandDevice()
    reading = live(read, device)
    with caplog.at_level(logging.ERROR):
        device.give(MemoryError("no room for a picture"))
        lost = reading.until_state(LOST)
    assert "Cam has failed (no room for a picture)" in lost.sentence
    assert caplog.records[0].exc_info

    clock.now += 0.25
    device_gives(reading, device, picture(2))
    assert reading.until_frame().number == 2
    assert reading.states == [OPENING, LIVE, LOST, RECONNECTING, LIVE]


def test_the_same_exception_is_logged_once(read: Read, clock: HandClock, caplog: pytest.LogCaptureFixture) -> None:
    device = HandDevice(*[OSError("busy")] * 5)
    with caplog.at_level(logging.ERROR):
        reading = read(device)
        reading.until_state(LOST)
        let_it_try(reading, device, clock, 6)
        device.give(picture(1))

    assert len(caplog.records) == 1


def test_a_device_that_can_not_be_opened_is_tried_until_it_can(read: Read, clock: HandClock) -> None:
    device = HandDevice(*[SourceError("Cam is in use.")] * 4)
    reading = read(device)
    assert reading.until_state(LOST).sentence == "Cam is in use. Filbert goes on trying."
    let_it_try(reading, device, clock, 5)
    assert reading.until_state(RECONNECTING).sentence == "Cam is in use. Filbert goes on trying."

    device.give(picture(1))
    assert reading.until_frame().number == 1
    assert reading.states == [OPENING, LOST, RECONNECTING, LIVE]


def test_an_opening_that_hangs_is_given_up_in_time(read: Read, clock: HandClock) -> None:
    hang = Hang()
    device = HandDevice(hang)
    reading = read(device)
    reading.until(lambda _: device.opened == 1)
    clock.now += 10.1
    assert "no picture for 10 s" in reading.until_state(LOST).sentence
    clock.now += 0.3
    reading.until(lambda _: device.opened == 2)
    device.give(picture(2))
    assert reading.until_frame().image[0, 0, 0] == 2

    hang.freed.set()  # what was opened too late is closed again
    device.wait_for(lambda: len(device.captures) == 2)
    device.wait_for(lambda: device.captures[1].closed)
    assert not device.captures[0].closed


def test_captures_that_hang_do_not_pile_up(read: Read, clock: HandClock) -> None:
    device = HandDevice(*[Hang() for _ in range(30)])
    reading = read(device)
    for _ in range(40):
        reading.until(lambda _: True)
        clock.now += 10.1

    assert device.opened <= 8


def test_what_can_not_come_back_raises(read: Read) -> None:
    device = HandDevice()
    reading = live(read, device, replace(VIDEO, close_wait_s=0.05))
    device.give(SourceError("Cam has gone."))

    with pytest.raises(SourceError, match=r"^Cam has gone\.$"):
        reading.until_state(LOST)


# A picture that does not change


def test_fifteen_equal_pictures_are_given_and_no_sixteenth(read: Read, clock: HandClock) -> None:
    device = HandDevice()
    reading = live(read, device)
    for _ in range(14):
        clock.now += 0.03
        device.give(picture(1))
        reading.until_frame()
    clock.now += 0.03
    device.give(picture(1))
    assert "not changed for 0.5 s: the camera hangs" in reading.until_state(STALLED).sentence
    device.give(picture(1), picture(1))
    reading.until(lambda _: True)
    assert len(reading.frames) == 15

    device.give(picture(2))
    assert reading.until_frame().number == 16
    assert reading.states == [OPENING, LIVE, STALLED, LIVE]


def test_one_that_is_still_frozen_when_it_comes_back_is_not_trusted(read: Read, clock: HandClock) -> None:
    device = HandDevice()
    reading = live(read, device)
    device.give(*[picture(1)] * 15)
    reading.until_state(STALLED)
    frames = len(reading.frames)
    clock.now += 1.51
    reading.until_state(LOST)
    device.captures[0].things.put(picture(1))
    clock.now += 0.3
    reading.until_state(RECONNECTING)
    device_gives(reading, device, picture(1))
    assert reading.until_state(STALLED)
    assert len(reading.frames) == frames

    device.give(picture(2))
    assert reading.until_frame().image[0, 0, 0] == 2


def test_a_black_picture_has_its_own_sentence(read: Read) -> None:
    device = HandDevice()
    reading = live(read, device)
    device.give(*[np.zeros((24, 32, 3), np.uint8)] * 16)

    assert reading.until_state(STALLED).sentence == (
        "The picture of Cam is black. Take off the lens cap and switch the light on."
    )


# What is no picture

GARBAGE: dict[str, tuple[object, str]] = {
    "text": ("picture", "something else than pictures"),
    "numbers of another kind": (np.ones((24, 32, 3), np.float32), "something else than pictures"),
    "grey": (np.ones((24, 32), np.uint8), "without three colours"),
    "four colours": (np.ones((24, 32, 4), np.uint8), "without three colours"),
    "too small": (picture(1, 15, 32), "only 32 × 15 pixels"),
    "empty": (picture(1, 0, 0), "only 0 × 0 pixels"),
}


@pytest.mark.parametrize("kind", GARBAGE)
def test_garbage_is_not_given_and_named(read: Read, clock: HandClock, kind: str) -> None:
    garbage, why = GARBAGE[kind]
    device = HandDevice()
    reading = live(read, device)
    device.give(garbage)
    clock.now += 0.41
    assert why in reading.until_state(STALLED).sentence

    device.give(picture(2))
    assert reading.until_frame().number == 2
    assert len(reading.frames) == 2


def test_a_single_piece_of_garbage_is_got_over_silently(read: Read) -> None:
    device = HandDevice()
    reading = live(read, device)
    device.give(picture(1, 8, 8), None, picture(2))

    assert reading.until_frame().number == 2
    assert reading.states == [OPENING, LIVE]
