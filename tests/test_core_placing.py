"""Where a picture lies against the good set: known shifts, turns and distances, and defects that are none of it."""

import cv2
import numpy as np
import pytest
from small import board, pushed

from core.inspection.placing import Movement, Placing, best_fit, middle_of, movement_sentence
from core.inspection.summary import SIDE, smoothed, summary_of
from core.training.scene import learn_scene
from core.types import Image

NEAR_ENOUGH = 0.012  # of the side: less than a pixel of 64


@pytest.fixture(scope="module")
def placing() -> Placing:
    model = learn_scene([summary_of(board(seed)) for seed in range(8)])
    return Placing(model.edges, *(float(value) for value in model.placing))


def turned(image: Image, degrees: float, nearer: float = 1.0) -> Image:
    movement = cv2.getRotationMatrix2D((128, 128), degrees, nearer)
    return cv2.warpAffine(image, movement, (256, 256), borderMode=cv2.BORDER_REPLICATE).astype(np.uint8)


def movement_of(placing: Placing, image: Image) -> Movement:
    return placing.movement(summary_of(image).edges)


def test_a_known_shift_is_measured_to_a_part_of_a_pixel() -> None:
    usual = smoothed(summary_of(board(0)).edges)
    for x, y in ((16, -8), (-30, 22), (6, 0), (2, 1)):
        fit, offset = best_fit(smoothed(summary_of(pushed(board(0), x, y)).edges), middle_of(usual))
        assert offset / SIDE == pytest.approx([x / 256, y / 256], abs=NEAR_ENOUGH)
        assert fit > 0.8


def test_boards_lie_alike_and_do_not_move(placing: Placing) -> None:
    assert placing.agreement > 0.9
    assert {movement_of(placing, board(number)) for number in range(50, 90)} == {Movement()}


@pytest.mark.parametrize(("share", "far"), [(0.04, False), (0.08, True), (0.12, True)])
def test_a_shift_is_found_and_a_long_one_is_far(placing: Placing, share: float, far: bool) -> None:
    movement = movement_of(placing, pushed(board(60), round(share * 256), 0))
    assert (movement.moved, movement.far) == (True, far)
    assert movement.right == pytest.approx(share, abs=NEAR_ENOUGH)
    assert movement.down == pytest.approx(0, abs=NEAR_ENOUGH)


@pytest.mark.parametrize("degrees", [-14, -5, 5, 14, 20])
def test_a_turn_is_found(placing: Placing, degrees: int) -> None:
    movement = movement_of(placing, turned(board(60), degrees))
    assert (movement.degrees, movement.far) == (degrees, abs(degrees) > 8)


@pytest.mark.parametrize("nearer", [0.75, 0.9, 1.1, 1.33])
def test_another_distance_is_found(placing: Placing, nearer: float) -> None:
    movement = movement_of(placing, turned(board(60), 0, nearer))
    assert (movement.nearer, movement.far) == (nearer, nearer in (0.75, 1.33))


def test_no_defect_is_a_movement(placing: Placing) -> None:
    chance = np.random.default_rng(0)
    for number in range(40):
        image = board(100 + number)
        x, y, width, height = (int(value) for value in chance.integers((0, 0, 40, 40), (180, 180, 130, 130)))
        colour = [int(value) for value in chance.integers(0, 256, 3)]
        cv2.rectangle(image, (x, y), (x + width, y + height), colour, -1)
        assert not movement_of(placing, image).moved


def test_other_light_is_no_movement(placing: Placing) -> None:
    assert not movement_of(placing, (board(60) // 2).astype(np.uint8)).moved


@pytest.mark.parametrize("picture", [np.zeros((256, 256, 3), np.uint8), np.full((256, 256, 3), 255, np.uint8)])
def test_nothing_has_not_moved(placing: Placing, picture: Image) -> None:
    assert not movement_of(placing, picture).moved


def test_where_parts_do_not_lie_alike_nothing_moves() -> None:
    usual = smoothed(summary_of(board(0)).edges)
    assert Placing(usual, 0.0, 0.0, 0.0).movement(summary_of(pushed(board(0), 30, 0)).edges) == Movement()


@pytest.mark.parametrize(
    ("movement", "said"),
    [
        (Movement(right=-0.12, down=0.02, moved=True), "moved by about 12 % to the left"),
        (Movement(right=0.01, down=0.05, moved=True), "moved by about 5 % down"),
        (Movement(degrees=5, moved=True), "turned by about 5° to the left"),
        (Movement(degrees=-9, moved=True), "turned by about 9° to the right"),
        (Movement(nearer=1.2, moved=True), "come nearer"),
        (Movement(nearer=0.8, moved=True), "gone farther away"),
    ],
)
def test_a_movement_is_said_in_words(movement: Movement, said: str) -> None:
    assert movement_sentence(movement) == f"The picture has {said}. Check the camera and the fixture."
