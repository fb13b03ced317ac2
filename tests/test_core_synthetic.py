"""Defects drawn on good images: what is drawn, where, how large, and always the same."""

import numpy as np
import pytest
from small import board, part

from core.training.synthetic import ALL, CONTRASTS, SIZES, DrawnKind, draw_on


@pytest.mark.parametrize("number", range(ALL))
def test_a_defect_changes_a_small_place_and_nothing_else(number: int) -> None:
    image = board(1)
    drawn = draw_on(image, number)
    changed = np.abs(drawn.image.astype(int) - image).max(axis=2) > 6
    assert drawn.image.shape == image.shape
    assert changed.any()
    rows, columns = np.nonzero(changed)
    across = max(np.ptp(rows), np.ptp(columns)) + 1
    assert across <= 2.6 * drawn.size * 256 + 4


def test_all_kinds_sizes_and_contrasts_come_once() -> None:
    drawn = [draw_on(part(0), number) for number in range(ALL)]
    assert len({(one.kind, one.size, one.contrast) for one in drawn}) == ALL
    assert {one.kind for one in drawn} == set(DrawnKind)
    assert {one.size for one in drawn} == set(SIZES)
    assert {one.contrast for one in drawn} == set(CONTRASTS)
    assert drawn[0].label == "scratch, 3 % of the picture, contrast 0.5"


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    first, again, other = (draw_on(part(0), 5, seed).image for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_a_larger_contrast_changes_more() -> None:
    image = board(2)
    weak, strong = (draw_on(image, number) for number in (1, 1 + ALL // 2))  # spots
    assert (weak.contrast, strong.contrast) == (0.5, 1.0)

    def most(drawn: np.ndarray) -> int:
        return int(np.abs(drawn.astype(int) - image).max())

    assert most(strong.image) > most(weak.image)


@pytest.mark.parametrize("number", [1, 5, 9])
def test_defects_lie_within_what_is_inspected(number: int) -> None:
    image = board(3)
    allowed = np.zeros((256, 256), bool)
    allowed[:, 160:] = True
    for seed in range(10):
        changed = (draw_on(image, number, seed, allowed).image != image).any(axis=2)
        assert np.nonzero(changed)[1].mean() > 150


@pytest.mark.parametrize("shape", [(1, 1), (16, 16), (16, 700), (480, 640)])
@pytest.mark.parametrize("value", [0, 128, 255])
def test_any_picture_can_be_drawn_on(shape: tuple[int, int], value: int) -> None:
    image = np.full((*shape, 3), value, np.uint8)
    for number in range(ALL):
        assert draw_on(image, number).image.shape == image.shape
