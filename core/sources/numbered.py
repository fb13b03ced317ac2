"""Pictures that carry their number in their pixels, so that a lost or doubled one can be told from them alone."""

from functools import cache

import numpy as np

from core.errors import ImageError
from core.types import Image

_BITS = 32
_BLOCK = 4  # pixels: large enough to survive a video codec
SMALLEST_WIDTH = _BITS * _BLOCK


def numbered_picture(number: int, width: int, height: int, seed: int = 0) -> Image:
    """Give picture `number` (0 to 2³² − 1), (height, width, 3): noise, the same for a seed, and the number on top.

    The number stands in the first four rows, 32 blocks of four pixels, black for 0 and white for 1, highest first.
    Costs little more than copying.
    """
    picture = _background(width, height, seed).copy()
    bits = (number >> np.arange(_BITS - 1, -1, -1)) & 1
    picture[:_BLOCK, :SMALLEST_WIDTH] = (np.repeat(bits, _BLOCK) * 255).astype(np.uint8)[np.newaxis, :, np.newaxis]
    return picture


def number_of(picture: Image) -> int:
    """Read the number from a numbered picture, (H, W, 3). Raises ImageError for a picture without one."""
    if picture.shape[1] < SMALLEST_WIDTH or picture.shape[0] < _BLOCK:
        raise ImageError("This picture is too small to carry a number. Take one of the test source.")
    blocks = picture[:_BLOCK, :SMALLEST_WIDTH].reshape(_BLOCK, _BITS, _BLOCK, 3).mean(axis=(0, 2, 3))
    if np.any((blocks > 64) & (blocks < 192)):
        raise ImageError("This picture carries no number. Take one of the test source.")
    return int("".join("1" if block > 128 else "0" for block in blocks), 2)


@cache
def _background(width: int, height: int, seed: int) -> Image:
    rng = np.random.default_rng(seed)
    background = rng.integers(96, 160, (height, width, 3), dtype=np.uint8)
    background.setflags(write=False)
    return background
