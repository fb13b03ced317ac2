"""How large the odd area of a picture is from which score on: all that a minimum area needs, without the score map."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.inspection.judge import largest_area
from core.types import ScoreMap

POINTS = 40
"""Points of a curve at most; between them it is a straight line."""

_MOST_SIDE = 512  # places of a map along a side: finer ones are looked at in steps

Curve = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Extents:
    """For n pictures the largest connected area from each level on.

    `levels` (n, POINTS) fall from the score on; `areas` (n, POINTS) are shares of the picture (0 to 1) and grow.
    """

    areas: Curve
    levels: Curve

    @classmethod
    def of_scores(cls, scores: Sequence[float]) -> "Extents":
        """Pictures of which nothing but the score is known (n): a minimum area changes nothing."""
        levels = np.repeat(np.asarray(scores, np.float32)[:, None], POINTS, axis=1)
        return cls(np.ones_like(levels), levels)

    def scores(self, min_area: float) -> npt.NDArray[np.float64]:
        """The score of each picture (n) when an area must be that share of the picture: the level it reaches it at."""
        if min_area <= 0:
            return self.levels[:, 0].astype(np.float64)
        row = np.arange(len(self.areas))
        last = self.areas.shape[1] - 1
        after = np.minimum((self.areas < min_area).sum(axis=1), last)
        before = np.maximum(after - 1, 0)
        low, high = self.areas[row, before].astype(np.float64), self.areas[row, after].astype(np.float64)
        top, bottom = self.levels[row, before].astype(np.float64), self.levels[row, after].astype(np.float64)
        way = np.clip((min_area - low) / np.maximum(high - low, 1e-12), 0, 1)
        return np.asarray(np.where(after == 0, top, top + way * (bottom - top)), np.float64)

    def scaled(self, median: float, threshold: float) -> "Extents":
        """The same on a scale where `median` is 0 and `threshold` is 1."""
        levels = (self.levels.astype(np.float64) - median) / (threshold - median)
        return Extents(self.areas, levels.astype(np.float32))

    def only(self, kept: npt.NDArray[np.intp] | Sequence[int]) -> "Extents":
        """Those of these pictures."""
        return Extents(self.areas[kept], self.levels[kept])


def extent_of(score_map: ScoreMap) -> tuple[Curve, Curve]:
    """Areas and levels of one map (h, w), (POINTS) each, from its highest place to all of it."""
    step = -(-max(score_map.shape) // _MOST_SIDE)
    seen = score_map[::step, ::step]
    falling = np.sort(seen, axis=None)[::-1]
    ranks = np.rint(np.geomspace(1, seen.size, POINTS)).astype(np.intp)
    levels = falling[ranks - 1]
    areas = np.array([largest_area(seen, level) / seen.size for level in levels], np.float32)
    levels[0] = score_map.max()  # exact, whatever the steps left out
    return areas, levels.astype(np.float32)


def stacked(curves: Sequence[tuple[Curve, Curve]]) -> Extents:
    """The curves of one picture after another together; of none too."""
    if not curves:
        return Extents(np.zeros((0, POINTS), np.float32), np.zeros((0, POINTS), np.float32))
    return Extents(np.stack([areas for areas, _ in curves]), np.stack([levels for _, levels in curves]))
