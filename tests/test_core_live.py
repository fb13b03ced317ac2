import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from live_stand_ins import PATIENCE_S, HandClock, HandDevice, Hang, Reading, in_thread, join, picture

from core.errors import SourceError
from core.sources.device import Ended
from core.sources.live import LiveSource
from core.sources.policy import CAMERA, VIDEO, Policy
from core.types import Frame, SkippedImage, SourceNotice, SourceState

POLICY = replace(CAMERA, close_wait_s=0.05)  # a real wait, where a test lets a device hang
OPENING, LIVE, STALLED, LOST, RECONNECTING = SourceState

Read = Callable[..., Reading]


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def read(clock: HandClock) -> Iterator[Read]:
    """Begin to read a device; all that hangs is freed at the end."""
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


# Pictures


def test_a_source_is_named_and_endless() -> None:
    source = LiveSource(HandDevice(), POLICY)

    assert (source.name, source.total) == ("Cam", None)


def test_nothing_is_opened_before_somebody_reads(read: Read) -> None:
    device = HandDevice()
    reading = read(device)
    assert device.opened == 0

    reading.until_state(OPENING)
    reading.until(lambda _: device.opened == 1)


def test_a_frame_is_the_picture_with_its_number_and_time(read: Read, clock: HandClock) -> None:
    device = HandDevice()
    reading = live(read, device)
    clock.now += 0.03
    second = picture(2)
    device.give(second)

    frame = reading.until_frame()
    assert frame.image is second
    assert (frame.number, frame.captured_at, frame.name) == (2, 100.03, "Picture 2")
    assert reading.states == [OPENING, LIVE]


def test_the_newest_picture_wins_and_the_others_are_counted(read: Read, clock: HandClock) -> None:
    device = HandDevice()
    reading = live(read, device)
    device.give(*(picture(value) for value in range(2, 12)))

    frame = reading.until_frame()
    assert (frame.number, frame.image[0, 0, 0]) == (11, 11)
    clock.now += 1.01  # the count is no news of its own more than once a second
    device.give(picture(12))
    assert reading.until(lambda item: isinstance(item, SourceNotice) and item.dropped > 0) == SourceNotice(LIVE, "", 9)


def test_too_old_a_picture_is_never_given(read: Read, clock: HandClock) -> None:
    device = HandDevice(period_s=10.0)  # so slow a camera isn't STALLED meanwhile
    reading = live(read, device)
    device.give(picture(2))
    clock.now += POLICY.oldest_s + 0.01
    assert isinstance(reading.until(lambda _: True), SourceNotice)
    device.give(picture(3))

    assert reading.until_frame().number == 3
    assert len(reading.frames) == 2


def test_a_waiting_source_says_so_again_and_again(read: Read) -> None:
    reading = live(read, HandDevice())
    notices = [reading.until(lambda _: True) for _ in range(3)]

    assert notices == [SourceNotice(LIVE)] * 3


def test_another_size_in_between_is_given(read: Read) -> None:
    device = HandDevice()
    reading = live(read, device)
    device.give(picture(2, 48, 64))

    assert reading.until_frame().image.shape == (48, 64, 3)


def test_what_the_device_remarks_is_said_while_live(read: Read) -> None:
    device = HandDevice(remark="Cam gives another size.")
    reading = live(read, device)

    assert SourceNotice(LIVE, "Cam gives another size.") in reading.items


def test_without_losses_all_pictures_come(read: Read) -> None:
    device = HandDevice()
    reading = read(device, replace(POLICY, lossless=True, oldest_s=float("inf")))
    reading.until_state(OPENING)
    reading.until(lambda _: bool(device.captures))
    for value in range(100):
        device.captures[0].things.put(picture(value))
    device.captures[0].things.put(Ended())
    items = list(reading.iterator)

    frames = [item for item in items if isinstance(item, Frame)]
    assert [frame.number for frame in frames] == list(range(1, 101))
    assert [frame.image[0, 0, 0] for frame in frames] == list(range(100))


# Its end


def test_the_last_picture_comes_before_the_end(read: Read) -> None:
    device = HandDevice()
    reading = live(read, device)
    device.give(picture(2), Ended())

    rest = list(reading.iterator)
    assert [item.number for item in rest if isinstance(item, Frame)] == [2]
    assert not any(isinstance(item, SkippedImage) for item in rest)


def test_an_end_before_its_time_is_told(read: Read) -> None:
    device = HandDevice()
    reading = live(read, device)
    device.give(Ended("Cam is cut off."))

    assert list(reading.iterator)[-1] == SkippedImage("Picture 2", 2, "Cam is cut off.")


def test_closing_frees_the_device_in_its_own_thread(read: Read) -> None:
    device = HandDevice()
    reading = live(read, device)
    device.captures[0].things.put(picture(2))
    device.free()
    reading.close()
    device.wait_for(lambda: device.captures[0].closed)

    assert device.captures[0].threads == {"capture of Cam"}


def test_it_can_be_read_anew(clock: HandClock) -> None:
    device = HandDevice()
    source = LiveSource(device, POLICY, clock)
    for attempt in range(2):
        reading = Reading(source.frames())
        reading.until_state(OPENING)
        reading.until(lambda _, attempt=attempt: len(device.captures) > attempt)  # type: ignore[misc]
        device.give(picture(attempt))
        assert reading.until_frame().number == 1
        device.free()
        reading.close()
        device.free()
        assert device.captures[attempt].closed


@pytest.mark.parametrize("when", ["opening", "grabbing"])
def test_closing_does_not_wait_for_a_device_that_hangs(read: Read, when: str, caplog: pytest.LogCaptureFixture) -> None:
    hang = Hang()
    device = HandDevice(hang) if when == "opening" else HandDevice()
    reading = read(device)
    reading.until_state(OPENING)
    if when == "grabbing":
        device_gives(reading, device, picture(1), hang)
    reading.until(lambda _: device.opened == 1)

    with caplog.at_level(logging.WARNING):
        reading.close()
    assert "Cam hangs; it is left to itself." in caplog.messages
    hang.freed.set()
    device.free()
    device.wait_for(lambda: bool(device.captures) and device.captures[0].closed)


# Trouble


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


# The reader


def test_a_reader_that_pauses_for_long_finds_the_present(read: Read, clock: HandClock) -> None:
    device = HandDevice()
    reading = live(read, device)
    for value in range(2, 200):
        clock.now += 0.03
        device.give(picture(value))

    assert reading.until_frame().number == 199
    assert reading.states == [OPENING, LIVE]


def test_a_reader_is_woken_by_a_picture(read: Read) -> None:
    device = HandDevice()
    reading = live(read, device)
    giving = in_thread(lambda: device.give(picture(2)))

    assert reading.until_frame().number == 2
    giving.join(PATIENCE_S)
