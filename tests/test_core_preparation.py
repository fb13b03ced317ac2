"""What is done to a picture before the backbone sees it."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from core.model.preparation import prepare, to_batch
from core.model.presets import LITE
from core.types import Image

PLAIN = replace(LITE, input_size=64)


def with_line(height: int, width: int, at: int, across: bool) -> Image:
    """Black, with a white line one pixel wide."""
    image = np.zeros((height, width, 3), np.uint8)
    if across:
        image[at] = 255
    else:
        image[:, at] = 255
    return image


def test_a_picture_of_the_right_size_is_left_alone() -> None:
    image = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    np.testing.assert_array_equal(prepare(image, PLAIN), image)


def test_shrinking_averages_areas() -> None:
    image = np.random.default_rng(0).integers(0, 256, (128, 192, 3), dtype=np.uint8)
    expected = image.reshape(64, 2, 64, 3, 3).mean(axis=(1, 3))
    np.testing.assert_allclose(prepare(image, PLAIN), expected, atol=0.51)


@pytest.mark.parametrize("across", [True, False])
@pytest.mark.parametrize("other_side", [32, 64, 512], ids=["other side grows", "other side stays", "both shrink"])
def test_a_line_thinner_than_a_pixel_fades_but_never_vanishes(across: bool, other_side: int) -> None:
    for at in range(256, 272):  # every place inside one pixel of the result, and the next
        height, width = (512, other_side) if across else (other_side, 512)
        prepared = prepare(with_line(height, width, at, across), PLAIN)
        along = 1 if across else 0
        profile = prepared[..., 0].mean(axis=along)
        assert profile.sum() == pytest.approx(255 * 64 / 512, abs=2), f"line at {at}"


def test_a_batch_keeps_every_value_in_its_place() -> None:
    rng = np.random.default_rng(0)
    pictures = [rng.integers(0, 256, (4, 5, 3), dtype=np.uint8) for _ in range(2)]
    batch = to_batch(pictures)
    assert batch.shape == (2, 3, 4, 5)
    assert batch.dtype == torch.uint8
    assert batch[1, 2, 3, 4] == pictures[1][3, 4, 2]
    assert batch.is_contiguous(memory_format=torch.channels_last)
