"""What every good image gave while it was held out: the ground of the threshold and of the ranking."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from core.inspection.extent import Curve, Extents, extent_of, stacked
from core.inspection.judge import Scale
from core.types import ScoreMap, Scores

MAP_SIDE = 64
"""Places of a small map along its longer side at most."""

SmallMap = npt.NDArray[np.float16]


@dataclass(frozen=True, eq=False)
class Measured:
    """What one picture's score map says: the score (its maximum), its median, a small map, and how large is how odd."""

    score: float
    median: float
    small: ScoreMap
    extent: tuple[Curve, Curve]


@dataclass(frozen=True, eq=False)
class HeldOutImage:
    """One good image as it was while held out; score and small map (h, w) on the recipe's scale."""

    number: int
    name: str
    path: Path | None
    score: float
    score_map: ScoreMap


@dataclass(frozen=True, eq=False)
class HeldOutTable:
    """The scores and small maps of n images on the recipe's scale, in the order they were read.

    `maps` (n, h, w) have at most MAP_SIDE places a side: 2 kB an image for lite, 8 kB at most; `extents` is 320 bytes
    an image. A minimum area is not in the scores: `scores` takes it into account.
    """

    names: tuple[str, ...]
    paths: tuple[Path | None, ...]
    maps: SmallMap
    extents: Extents

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, number: int) -> HeldOutImage:
        """The image of that number, from 0 on."""
        score, small = float(self.extents.levels[number, 0]), self.maps[number].astype(np.float32)
        return HeldOutImage(number, self.names[number], self.paths[number], score, small)

    def __iter__(self) -> Iterator[HeldOutImage]:
        return (self[number] for number in range(len(self)))

    def scores(self, min_area: float = 0.0) -> Scores:
        """The score of each image (n), where an area must be that share of the picture to count."""
        return self.extents.scores(min_area)

    def rescaled(self, line: float) -> "HeldOutTable":
        """The same on a scale whose threshold lies at `line` of this one."""
        maps = (self.maps.astype(np.float32) / np.float32(line)).astype(np.float16)
        return HeldOutTable(self.names, self.paths, maps, self.extents.scaled(0.0, line))


def measured(score_map: ScoreMap) -> Measured:
    """Measure one map (h, w), on any scale; the map itself need not be kept."""
    return Measured(float(score_map.max()), float(np.median(score_map)), small_map(score_map), extent_of(score_map))


def small_map(score_map: ScoreMap) -> ScoreMap:
    """The map no larger than MAP_SIDE, each place the mean of those it stands for."""
    shrink = min(1.0, MAP_SIDE / max(score_map.shape))
    size = (max(1, round(score_map.shape[1] * shrink)), max(1, round(score_map.shape[0] * shrink)))
    return np.asarray(cv2.resize(score_map, size, interpolation=cv2.INTER_AREA), np.float32)


def table_of(
    names: Sequence[str], paths: Sequence[Path | None], found: Sequence[Measured], scale: Scale
) -> HeldOutTable:
    """The table of pictures measured raw, for a recipe of that scale."""
    maps = np.stack([scale.apply(one.small).astype(np.float16) for one in found])
    extents = stacked([one.extent for one in found]).scaled(scale.median, scale.threshold)
    return HeldOutTable(tuple(names), tuple(paths), maps, extents)


def ranking(table: HeldOutTable) -> list[HeldOutImage]:
    """The taught images by how odd each was while it was held out, the oddest first.

    A defective image among them stands near the top: those it was scored by had not seen it.
    """
    order = np.argsort(-table.scores(), kind="stable")
    return [table[int(number)] for number in order]
