import json
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from live_stand_ins import HandClock, Reading

from core.errors import ImageError, SourceError
from core.sources.builtin_scripts import BUILT_IN, find_script
from core.sources.device import Ended
from core.sources.faults import FAULTS, random_faults
from core.sources.live import LiveSource
from core.sources.numbered import number_of, numbered_picture
from core.sources.opening import open_source
from core.sources.script import Act, Script, read_script
from core.sources.scripted import ScriptedDevice, policy_of, scripted_source
from core.types import Frame, Image, SourceNotice, SourceState

OPENING, LIVE, STALLED, LOST, RECONNECTING = SourceState


class SleepClock(HandClock):
    """Sleeping is what makes time pass."""

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def script(*steps: tuple[str, int], paced: bool = False, **more: object) -> Script:
    small = {"width": 128, "height": 16, "period_ms": 100}
    return Script.model_validate({"steps": steps, "paced": paced, **small, **more})


@pytest.fixture
def clock() -> SleepClock:
    return SleepClock()


def device(played: Script, clock: SleepClock) -> ScriptedDevice:
    return ScriptedDevice(played, "Test", clock, clock.sleep)


def numbers(images: list[Image | None]) -> list[int | None]:
    return [None if image is None else number_of(image) for image in images]


def grab_all(tested: ScriptedDevice) -> Iterator[Image | None]:
    capture = tested.open()
    while not isinstance(grabbed := capture.grab(), Ended):
        yield grabbed


# Numbered pictures


@pytest.mark.parametrize("number", [0, 1, 2, 99_999, 2**31, 2**32 - 1])
@pytest.mark.parametrize(("width", "height"), [(128, 16), (640, 480)])
def test_a_number_is_read_from_its_picture(number: int, width: int, height: int) -> None:
    picture = numbered_picture(number, width, height)

    assert (picture.shape, picture.dtype) == ((height, width, 3), np.uint8)
    assert number_of(picture) == number


def test_the_number_stands_where_it_is_said() -> None:
    row = numbered_picture(5, 128, 16)[2, :, 1]

    assert [int(value) for value in row[2::4]] == [0] * 29 + [255, 0, 255]


def test_a_picture_without_a_number_says_so() -> None:
    with pytest.raises(ImageError, match="carries no number"):
        number_of(np.full((16, 128, 3), 128, np.uint8))
    with pytest.raises(ImageError, match="too small"):
        number_of(np.zeros((16, 64, 3), np.uint8))


# Scripts


def test_what_is_played_when() -> None:
    played = script(("frames", 3), ("stall", 2), ("frames", 1))
    places = [played.place(tick) for tick in range(7)]

    assert [place and (place.act.value, place.begin, place.end) for place in places] == [
        *[("frames", 0, 3)] * 3,
        *[("stall", 3, 5)] * 2,
        ("frames", 5, 6),
        None,
    ]


def test_a_repeated_script_has_new_steps_in_each_round() -> None:
    played = script(("frames", 3), ("error", 1), repeat=True)
    place = played.place(4 * 1000 + 3)

    assert place is not None
    assert (place.act, place.begin, place.end, place.step) == (Act.ERROR, 4003, 4004, 2001)


def test_a_script_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "night.json"
    path.write_text(json.dumps({"steps": [["frames", 90], ["unplug", 60]], "repeat": True, "period_ms": 40}))
    read = read_script(path)

    assert (read.steps, read.repeat, read.period_s, read.paced) == (
        ((Act.FRAMES, 90), (Act.UNPLUG, 60)),
        True,
        0.04,
        True,
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Invalid JSON"),
        ("{}", "steps: Field required"),
        ('{"steps": []}', "steps"),
        ('{"steps": [["explode", 3]]}', r"steps\.0\.0"),
        ('{"steps": [["frames", 0]]}', r"steps\.0\.1"),
        ('{"steps": [["frames", 1]], "colour": "red"}', "colour"),
        ('{"steps": [["frames", 1]], "width": 100}', "width"),
    ],
)
def test_a_script_that_can_not_be_played_says_where_it_is_wrong(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "night.json"
    path.write_text(text)

    with pytest.raises(SourceError, match=rf"The script .*night\.json can't be played \({why}"):
        read_script(path)


def test_a_script_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"night\.json can't be read"):
        read_script(tmp_path / "night.json")
    with pytest.raises(SourceError, match="can't be read"):
        read_script(tmp_path)


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_every_built_in_script_can_be_found(name: str) -> None:
    assert find_script(name) == BUILT_IN[name]()


def test_fields_of_a_script_are_changed_where_it_is_named() -> None:
    found = find_script("numbers?width=320&height=240&period_ms=10&seed=4")

    assert (found.width, found.height, found.period_s, found.seed) == (320, 240, 0.01, 4)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "No script is named"),
        ("?seed=1", "No script is named"),
        ("numbers?width=x", "width"),
        ("numbers?colour=red", "colour"),
        ("faults?count=many", "whole numbers"),
        ("nothing-like-it", "can't be read"),
    ],
)
def test_a_wrong_name_of_a_script_is_a_sentence(text: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        find_script(text)


# What is played


def test_as_many_pictures_as_the_script_says_then_the_end(clock: SleepClock) -> None:
    images = list(grab_all(device(script(("frames", 5)), clock)))

    assert numbers(images) == [1, 2, 3, 4, 5]
    assert clock.now == 100.0  # it waited for nothing


def test_stall_freeze_black_and_garbage(clock: SleepClock) -> None:
    played = script(("frames", 2), ("stall", 2), ("freeze", 3), ("frames", 1), ("black", 1), ("garbage", 1))
    images = list(grab_all(device(played, clock)))

    assert numbers(images[:2]) == [1, 2]
    assert images[2:4] == [None, None]
    assert numbers(images[4:8]) == [4, 4, 4, 8]
    assert images[8] is not None
    assert not images[8].any()
    assert images[9] is not None
    assert images[9].shape == (8, 8, 3)


def test_a_freeze_gives_the_last_picture_to_the_last_bit(clock: SleepClock) -> None:
    last, *frozen = list(grab_all(device(script(("frames", 1), ("freeze", 3)), clock)))

    for image in frozen:
        np.testing.assert_array_equal(image, last)


def test_an_unplugged_device_can_not_be_opened_until_it_is_plugged_in(clock: SleepClock) -> None:
    tested = device(script(("frames", 1), ("unplug", 3), ("frames", 1)), clock)
    capture = tested.open()
    capture.grab()
    with pytest.raises(SourceError, match="Test is not plugged in"):
        capture.grab()
    for _ in range(2):
        with pytest.raises(SourceError, match="Test is not plugged in"):
            tested.open()

    assert numbers([tested.open().grab()]) == [5]  # type: ignore[list-item]


def test_an_error_is_no_sentence_of_ours(clock: SleepClock) -> None:
    capture = device(script(("error", 1), ("frames", 1)), clock).open()
    with pytest.raises(RuntimeError):
        capture.grab()

    assert capture.grab() is not None


@pytest.mark.parametrize("paced", [False, True])
def test_a_hanging_driver_comes_back_at_the_end_of_it(clock: SleepClock, paced: bool) -> None:
    capture = device(script(("hang", 50), ("frames", 1), paced=paced), clock).open()

    assert capture.grab() is None
    assert clock.now == pytest.approx(100.0 + 50 * 0.1)
    assert numbers([capture.grab()]) == [51]  # type: ignore[list-item]


def test_a_paced_script_gives_a_picture_each_period(clock: SleepClock) -> None:
    capture = device(script(("frames", 3), paced=True), clock).open()
    times = []
    while not isinstance(capture.grab(), Ended):
        times.append(round(clock.now - 100.0, 6))

    assert times == [0.0, 0.1, 0.2]


def test_who_is_late_misses_pictures(clock: SleepClock) -> None:
    capture = device(script(("frames", 100), paced=True), clock).open()
    capture.grab()
    clock.now += 1.05

    assert numbers([capture.grab(), capture.grab()]) == [11, 12]  # type: ignore[list-item]


def test_an_error_that_passed_meanwhile_comes_late(clock: SleepClock) -> None:
    capture = device(script(("frames", 3), ("error", 1), ("frames", 9), paced=True), clock).open()
    capture.grab()
    clock.now += 0.55

    with pytest.raises(RuntimeError):
        capture.grab()
    assert capture.grab() is not None


def test_time_goes_on_while_it_is_unplugged(clock: SleepClock) -> None:
    tested = device(script(("frames", 1), ("unplug", 10), ("frames", 5), paced=True), clock)
    tested.open().grab()
    clock.now += 0.5
    with pytest.raises(SourceError):
        tested.open()
    clock.now += 0.65

    assert numbers([tested.open().grab()]) == [12]  # type: ignore[list-item]


def test_faults_are_noted_with_their_times(clock: SleepClock) -> None:
    tested = device(script(("frames", 2), ("stall", 3), ("frames", 2), ("freeze", 1), paced=True), clock)
    list(grab_all(tested))

    faults = [
        (f.act, round(f.began_at - 100, 6), round(f.ended_at or 0, 6) - 100, f.first_number) for f in tested.faults
    ]
    assert faults == [(Act.STALL, 0.2, pytest.approx(0.5), 3), (Act.FREEZE, 0.7, pytest.approx(0.8), 8)]


def test_a_fault_without_pace_ends_when_something_else_is_played(clock: SleepClock) -> None:
    tested = device(script(("stall", 2), ("frames", 1)), clock)
    capture = tested.open()
    capture.grab()
    clock.now += 1
    capture.grab()
    assert tested.faults[0].ended_at is None
    clock.now += 1
    capture.grab()

    assert [(fault.act, fault.began_at, fault.ended_at) for fault in tested.faults] == [(Act.STALL, 100.0, 102.0)]


def test_parts_are_drawn_and_differ(clock: SleepClock) -> None:
    images = list(grab_all(device(script(("frames", 4), pictures="parts", part_size=48), clock)))

    assert all(image is not None and image.shape == (48, 48, 3) for image in images)
    assert len({image.tobytes() for image in images if image is not None}) == 4


def test_the_same_script_gives_the_same_pictures(clock: SleepClock) -> None:
    once, again, other = (list(grab_all(device(script(("frames", 3), seed=seed), clock))) for seed in (1, 1, 2))

    np.testing.assert_array_equal(once, again)
    assert not np.array_equal(once, other)


# Random faults


def test_random_faults_are_as_many_as_asked_for_with_good_pictures_between() -> None:
    acts = [act for act, _ in random_faults(200, seed=3).steps]

    assert acts[::2] == [Act.FRAMES] * 201
    counts = {act: acts.count(act) for act in FAULTS}
    assert sum(counts.values()) == 200
    assert max(counts.values()) - min(counts.values()) <= 1


def test_random_faults_keep_their_limits() -> None:
    made = random_faults(50, seed=1, period_ms=20, fault_s=(1.0, 2.0), between_s=(3.0, 4.0))

    for act, periods in made.steps:
        if act is Act.ERROR:
            assert periods == 1
        else:
            low, high = (150, 200) if act is Act.FRAMES else (50, 100)
            assert low <= periods <= high


def test_random_faults_are_the_same_for_a_seed() -> None:
    assert random_faults(20, seed=1) == random_faults(20, seed=1)
    assert random_faults(20, seed=1) != random_faults(20, seed=2)
    assert random_faults(3, seed=0, width=320).width == 320


def test_random_faults_are_named_like_any_script() -> None:
    assert find_script("faults?count=7&seed=2&width=320") == random_faults(7, seed=2, width=320)


# As a source


def test_ten_thousand_pictures_as_fast_as_they_are_taken_and_none_lost_or_doubled() -> None:
    frames = [item for item in scripted_source(script(("frames", 10_000))).frames() if isinstance(item, Frame)]

    assert [frame.number for frame in frames] == list(range(1, 10_001))
    assert [number_of(frame.image) for frame in frames] == list(range(1, 10_001))


def test_an_error_loses_no_picture_where_none_may_be_lost() -> None:
    source = scripted_source(script(("frames", 50), ("error", 1), ("frames", 50)))
    reading = Reading(source.frames())
    reading.items = list(reading.iterator)

    expected = [*range(1, 51), *range(52, 102)]  # the error took a tick
    assert [number_of(frame.image) for frame in reading.frames] == expected
    assert [frame.number for frame in reading.frames] == list(range(1, 101))
    assert reading.states == [OPENING, LIVE, LOST, RECONNECTING, LIVE]


def test_a_script_is_played_as_a_source(tmp_path: Path) -> None:
    path = tmp_path / "short.json"
    path.write_text(json.dumps({"steps": [["frames", 3]], "paced": False}))
    source = open_source(f"test:{path}")

    assert source.name == "Test source"
    assert [item.number for item in source.frames() if isinstance(item, Frame)] == [1, 2, 3]


def test_unplugging_is_shown_and_got_over() -> None:
    clock = SleepClock()
    tested = device(script(("frames", 3), ("unplug", 4), ("frames", 3)), clock)
    played = script(("frames", 1))
    reading = Reading(LiveSource(tested, policy_of(played), clock).frames())

    def later(item: object) -> bool:
        if isinstance(item, SourceNotice) and item.state in (LOST, RECONNECTING):
            clock.now += 0.3
        return len(reading.frames) == 6

    reading.until(later)
    reading.close()
    assert LOST in reading.states
    assert reading.states[-1] is LIVE
    assert not [thread for thread in threading.enumerate() if thread.name == "capture of Test"]
