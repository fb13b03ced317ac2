"""Pictures of one defective part are told by where it was labelled, however often and by how careful a hand."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks.same_part import same_defects
from core.dataset import read_dataset, read_mask
from core.types import Mask

EYES = {"blowhole": [{1, 3, 5, 10, 20}, {13, 21}, {0}, {22}, {27}], "crack": [{2, 10, 13, 14}, {8, 17, 20}]}
"""Magnetic tiles (numbers of pictures) that somebody who looked at all of them calls one part each."""


def crack(shift: int = 0, height: int = 300, width: int = 200, thickness: int = 1) -> Mask:
    """A crack from the top to the middle, so far to the right of where it usually is."""
    drawn = np.zeros((height, width), np.uint8)
    top, bottom = (width // 3 + shift, 0), (width // 2 + shift, height // 2)
    return cv2.line(drawn, top, bottom, 1, thickness).astype(bool)


def together(*masks: Mask | None) -> bool:
    same = same_defects(masks)
    assert np.array_equal(same, same.T)
    return bool(same[0, 1])


def test_a_crack_traced_a_second_time_is_the_same_part() -> None:
    assert together(crack(), crack(shift=2))
    assert together(crack(), crack(thickness=3))


def test_the_same_part_at_another_size_is_the_same_part() -> None:
    assert together(crack(height=300, width=200), crack(height=1200, width=800))


def test_a_like_crack_in_another_place_is_another_part() -> None:
    assert not together(crack(), crack(shift=40))


def test_a_small_defect_within_a_large_one_is_another_part() -> None:
    large = np.zeros((256, 256), bool)
    large[50:150, 50:150] = True
    small = np.zeros((256, 256), bool)
    small[90:100, 90:100] = True
    assert not together(large, small)


def test_without_masks_no_picture_is_like_another() -> None:
    assert np.array_equal(same_defects([None, None, crack()]), np.eye(3, dtype=bool))
    assert same_defects([]).shape == (0, 0)


@pytest.mark.parametrize("kind", EYES)
def test_tiles_pictured_in_other_light_are_told_as_by_eye(real_data: Path, kind: str) -> None:
    images = [image for image in read_dataset(real_data / "magnetic_tile").test if image.kind == kind]
    same = same_defects([None if image.mask_path is None else read_mask(image.mask_path) for image in images])
    parts = EYES[kind]
    for part in parts:
        for number in part:
            assert set(np.flatnonzero(same[number]).tolist()) == part
