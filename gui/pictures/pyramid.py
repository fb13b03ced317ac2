"""A picture at full, half, quarter … size: to draw a large one small, quickly and without jagged edges."""

import cv2
import numpy as np

from core.types import Image

_ENOUGH = 400_000  # pixels; below that halving saves less than it costs


class Pyramid:
    """One picture (H, W, 3) and its halves, each made when it is first asked for.

    Not for two threads at once: who made it in a worker hands it over.
    """

    def __init__(self, image: Image) -> None:
        self._levels = [image]

    @property
    def full(self) -> Image:
        """The picture as it came."""
        return self._levels[0]

    def build(self) -> None:
        """Make all levels a screen can ask for, so that nobody has to wait for them later."""
        while self._levels[-1].shape[0] * self._levels[-1].shape[1] > _ENOUGH:
            self._halve()

    def at(self, scale: float) -> Image:
        """Give the smallest level that is still as fine as a picture drawn at `scale` (1: each pixel its own)."""
        level = 0
        while scale <= 0.5 and min(self._level(level).shape[:2]) > 2:
            scale, level = scale * 2, level + 1
        return self._level(level)

    def under(self, area: int) -> Image:
        """Give the largest level with at most `area` pixels."""
        level = 0
        while self._level(level).shape[0] * self._level(level).shape[1] > area:
            level += 1
        return self._level(level)

    def _level(self, level: int) -> Image:
        while len(self._levels) <= level:
            self._halve()
        return self._levels[level]

    def _halve(self) -> None:
        height, width = (side // 2 for side in self._levels[-1].shape[:2])
        # By exactly 2 the mean of four pixels is ten times as quick as by 2.1: an odd last row is left out.
        even = self._levels[-1][: 2 * height, : 2 * width]
        self._levels.append(np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8))
