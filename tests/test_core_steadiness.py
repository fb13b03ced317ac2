import cv2
import numpy as np
from small import board, part, pushed

from core.drafts.steadiness import LOOKED_AT, Settled, Steadiness, Steady
from core.types import Image


def brighter(image: Image, by: int) -> Image:
    return np.clip(image.astype(int) + by, 0, 255).astype(np.uint8)


def noisy(image: Image, deviation: float, seed: int) -> Image:
    noise = np.random.default_rng(seed).normal(0, deviation, image.shape)
    return np.clip(image + noise, 0, 255).astype(np.uint8)


def last(pictures: list[Image]) -> Steady:
    steadiness = Steadiness()
    return [steadiness.look(picture) for picture in pictures][-1]


def test_a_still_part_is_ready_after_so_many_pictures() -> None:
    steadiness = Steadiness()
    ready = [steadiness.look(noisy(part(), 3, seed)).ready for seed in range(LOOKED_AT + 2)]
    assert ready == [False] * (LOOKED_AT - 1) + [True] * 3
    assert last([part()] * (LOOKED_AT - 1)).settled == Settled()
    assert last([part()] * LOOKED_AT).settled == Settled(exposure=True, still=True, focus=True)


def test_a_part_that_moves_is_not() -> None:
    found = last([pushed(board(1), 6 * step, 0) for step in range(LOOKED_AT)])
    assert not found.ready
    assert "moves" in found.sentence
    assert not found.settled.still


def test_a_hand_in_the_picture_is_waited_for() -> None:
    still, hand = [part()] * LOOKED_AT, part().copy()
    hand[: hand.shape[0] // 2] = 200
    assert not last([*still, hand]).ready
    assert last([*still, hand, *still]).ready


def test_automatic_exposure_has_to_settle() -> None:
    found = last([brighter(part(), 3 * step) for step in range(LOOKED_AT)])
    assert not found.ready
    assert "exposure" in found.sentence
    assert not found.settled.exposure
    assert last([brighter(part(), 10)] * LOOKED_AT).ready


def test_automatic_focus_has_to_settle() -> None:
    # A fine pattern on grey: out of focus its contrast goes, its mean stays, and pixels hardly differ.
    pattern = np.full((240, 320, 3), 120, np.uint8)
    pattern[::12, ::12] = 160
    soft = [cv2.GaussianBlur(pattern, (0, 0), 0.6 + step / 2).astype(np.uint8) for step in range(LOOKED_AT)]
    found = last(soft)
    assert not found.ready
    assert "focus" in found.sentence
    assert found.settled == Settled(exposure=True, still=True, focus=False)


def test_black_and_white_pictures_are_never_ready() -> None:
    assert "black" in last([np.zeros((64, 64, 3), np.uint8)] * 9).sentence
    assert "white" in last([np.full((64, 64, 3), 255, np.uint8)] * 9).sentence


def test_after_a_pause_or_in_another_size_it_begins_anew() -> None:
    steadiness = Steadiness()
    for _ in range(LOOKED_AT):
        steadiness.look(part())
    steadiness.reset()
    assert not steadiness.look(part()).ready
    for _ in range(LOOKED_AT):
        found = steadiness.look(part())
    assert found.ready
    assert not steadiness.look(part()[:100]).ready
