import threading
from collections.abc import Callable

import numpy as np
import pytest
from live_stand_ins import PATIENCE_S, in_thread, join

from core.sources.mailbox import Mailbox, Phase, Picture
from core.sources.sameness import Sameness, is_black
from core.types import Image


def image(value: int = 0, height: int = 24, width: int = 32) -> Image:
    return np.full((height, width, 3), value, np.uint8)


def taken(mailbox: Mailbox) -> Picture:
    picture = mailbox.take()
    assert picture is not None
    return picture


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox(lambda: 0.0)


# The mailbox


def test_the_newest_picture_takes_the_place_of_the_one_before(mailbox: Mailbox) -> None:
    pictures = [image(value) for value in range(3)]
    for at, picture in enumerate(pictures):
        mailbox.put(picture, float(at))

    newest = taken(mailbox)
    assert newest.image is pictures[2]
    assert (newest.number, newest.captured_at, mailbox.dropped) == (3, 2.0, 2)


def test_a_picture_is_given_once(mailbox: Mailbox) -> None:
    mailbox.put(image(), 0.0)

    assert mailbox.take() is not None
    assert mailbox.take() is None
    assert mailbox.dropped == 0


def test_numbers_go_on_from_the_mailbox_before() -> None:
    mailbox = Mailbox(lambda: 0.0, first_number=7)
    mailbox.put(image(), 0.0)

    assert taken(mailbox).number == 7
    assert mailbox.next_number == 8


def test_numbers_given_and_dropped_add_up(mailbox: Mailbox) -> None:
    given = 0
    for at in range(1, 101):
        mailbox.put(image(), float(at))
        if at % 7 == 0:
            given += mailbox.take() is not None
    mailbox.close()

    assert given == 14
    assert given + mailbox.dropped == 100 == mailbox.next_number - 1


def test_a_closed_mailbox_takes_nothing_in(mailbox: Mailbox) -> None:
    mailbox.put(image(), 0.0)
    mailbox.close()
    mailbox.put(image(), 1.0)

    assert mailbox.take() is None
    assert mailbox.next_number == 2


def test_a_picture_says_when_it_came_and_clears_what_was_wrong(mailbox: Mailbox) -> None:
    mailbox.tell(phase=Phase.RUNNING, trouble="garbage", still_since=1.0)
    mailbox.put(image(), 2.0)

    status = mailbox.status
    assert (status.fresh_at, status.still_since, status.trouble) == (2.0, None, "")


def test_waiting_ends_with_news(mailbox: Mailbox) -> None:
    assert mailbox.status.phase is Phase.OPENING
    teller = in_thread(lambda: mailbox.tell(phase=Phase.RUNNING))

    assert mailbox.wait(PATIENCE_S)
    join(teller)


def test_news_before_the_waiting_is_not_missed(mailbox: Mailbox) -> None:
    assert mailbox.status.phase is Phase.OPENING
    mailbox.put(image(), 0.0)

    assert mailbox.wait(PATIENCE_S)


def test_every_picture_is_news_even_if_the_clock_stands_still(mailbox: Mailbox) -> None:
    for value in range(3):
        assert mailbox.status
        mailbox.put(image(value), 0.0)
        assert mailbox.wait(0.0)


def test_what_was_said_before_is_no_news(mailbox: Mailbox) -> None:
    mailbox.tell(trouble="garbage")
    assert mailbox.status.trouble == "garbage"
    mailbox.tell(trouble="garbage")

    assert not mailbox.wait(0.0)


@pytest.mark.parametrize("wait", [lambda box: box.wait(PATIENCE_S), lambda box: box.pause(PATIENCE_S)])
def test_closing_ends_all_waiting(mailbox: Mailbox, wait: Callable[[Mailbox], object]) -> None:
    assert mailbox.status
    begun = threading.Event()

    def work() -> None:
        begun.set()
        wait(mailbox)

    waiting = in_thread(work)
    assert begun.wait(PATIENCE_S)
    mailbox.close()
    waiting.join(PATIENCE_S / 2)
    assert not waiting.is_alive()


def test_a_lossless_mailbox_waits_for_its_reader() -> None:
    mailbox = Mailbox(lambda: 0.0, lossless=True)

    def put_all() -> None:
        for value in range(200):
            mailbox.put(image(value), 0.0)

    putting = in_thread(put_all)
    numbers = []
    while len(numbers) < 200:
        assert mailbox.status
        if picture := mailbox.take():
            numbers.append((picture.number, int(picture.image[0, 0, 0])))
        else:
            assert mailbox.wait(PATIENCE_S)
    join(putting)

    assert numbers == [(number, number - 1) for number in range(1, 201)]
    assert mailbox.dropped == 0


def test_a_lossless_mailbox_says_that_it_waits_and_closing_ends_it() -> None:
    mailbox = Mailbox(lambda: 0.0, lossless=True)
    mailbox.put(image(), 0.0)
    putting = in_thread(lambda: mailbox.put(image(), 0.0))
    while not mailbox.status.handing_over:
        assert mailbox.wait(PATIENCE_S)
    mailbox.close()

    join(putting)
    assert not mailbox.status.handing_over


def test_a_lossless_mailbox_fails_only_when_its_last_picture_was_taken() -> None:
    mailbox = Mailbox(lambda: 0.0, lossless=True)
    mailbox.put(image(), 0.0)
    failing = in_thread(lambda: mailbox.tell_end(Phase.FAILED, "gone"))
    while not mailbox.status.handing_over:
        assert mailbox.wait(PATIENCE_S)
    assert mailbox.status.phase is not Phase.FAILED

    assert taken(mailbox).number == 1
    join(failing)
    assert (mailbox.status.phase, mailbox.status.trouble) == (Phase.FAILED, "gone")


# Equal pictures


def noise(seed: int) -> Image:
    return np.random.default_rng(seed).integers(0, 256, (48, 64, 3), dtype=np.uint8)


def test_equal_pictures_in_a_row_are_counted() -> None:
    sameness = Sameness()

    assert [sameness.take(noise(seed), at) for at, seed in enumerate((1, 1, 1, 2, 1, 1))] == [1, 2, 3, 1, 1, 2]
    assert sameness.since == 4


@pytest.mark.parametrize("place", [(0, 0, 0), (47, 63, 2), (13, 17, 1), (30, 1, 0)])
def test_one_value_anywhere_makes_another_picture(place: tuple[int, int, int]) -> None:
    sameness, changed = Sameness(), noise(1)
    changed[place] ^= 1
    sameness.take(noise(1), 0.0)

    assert sameness.take(changed, 1.0) == 1


def test_another_size_is_another_picture() -> None:
    sameness = Sameness()
    sameness.take(image(0, 24, 32), 0.0)

    assert sameness.take(image(0, 32, 24), 1.0) == 1


def test_a_picture_that_is_no_whole_block_of_memory_is_compared_too() -> None:
    sameness, wide = Sameness(), np.repeat(noise(1), 2, axis=1)
    sameness.take(noise(1), 0.0)

    assert sameness.take(wide[:, ::2], 1.0) == 2


def test_a_copy_goes_on_by_itself() -> None:
    sameness = Sameness()
    sameness.take(noise(1), 5.0)
    copy = sameness.copy()
    sameness.take(noise(2), 6.0)

    assert copy.take(noise(1), 7.0) == 2
    assert (copy.since, sameness.since) == (5.0, 6.0)


def test_black_is_told_from_dark() -> None:
    dark = image(0)
    dark[5, 5, 1] = 40

    assert is_black(image(0))
    assert is_black(image(3))
    assert not is_black(dark)
