"""A live source while all is well: its pictures, its end, and its reader."""

import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest
from live_reading import (
    LIVE,
    OPENING,
    POLICY,
    Read,
    device_gives,
    live,
    readings,
)
from live_stand_ins import PATIENCE_S, HandClock, HandDevice, Hang, Reading, in_thread, picture

from core.sources.device import Ended
from core.sources.live import LiveSource
from core.types import Frame, SkippedImage, SourceNotice


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def read(clock: HandClock) -> Iterator[Read]:
    with readings(clock) as begin:
        yield begin


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
    reading = read(device, replace(POLICY, lossless=True))
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
