"""The lines round the areas of a mask."""

import cv2
import numpy as np
import numpy.typing as npt

from core.types import Mask

_LINE_SIDE = 1024  # pixels of the picture that lines are taken from
_SIMPLER = 0.5  # pixels that a line may be off


def lines_round(mask: Mask) -> list[npt.NDArray[np.float64]]:
    """The lines (n, 2) round the areas of a mask and round the holes in them, in fractions."""
    height, width = mask.shape
    shrink = min(1.0, _LINE_SIDE / max(height, width))
    size = (max(1, round(width * shrink)), max(1, round(height * shrink)))
    mask = cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    # Twice as large, so that the line runs round the pixels and not through their middles.
    twice = np.pad(np.repeat(np.repeat(mask, 2, axis=0), 2, axis=1), 1).astype(np.uint8)
    lines, _ = cv2.findContours(twice, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    simple = [cv2.approxPolyDP(line, 2 * _SIMPLER, True)[:, 0].astype(np.float64) for line in lines]
    return [(line - 0.5) / 2 / size for line in simple if len(line) > 2]
