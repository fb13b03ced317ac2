"""From a score map to a verdict with its reasons."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from core.types import Region, ScoreMap, Verdict

_Labels = npt.NDArray[np.int32]

THRESHOLD = 1.0
"""The threshold on the recipe's scale; a part fails from here on."""

LARGEST_MIN_AREA = 0.1
"""The largest share of the picture that a recipe may ask a region to have."""


@dataclass(frozen=True)
class Scale:
    """The recipe's scale: `median`, that of good parts' raw score maps, becomes 0, and `threshold` becomes 1."""

    median: float
    threshold: float

    def apply(self, raw: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Raw scores of any shape on the recipe's scale."""
        # In float32 a median far from zero would cost the digits that tell just below the threshold from just over.
        exact = raw.astype(np.float64)
        return ((exact - self.median) / (self.threshold - self.median)).astype(np.float32)


def verdict_of(score: float, review_from: float = THRESHOLD) -> Verdict:
    """FAIL from the threshold on, REVIEW from `review_from` on, else PASS; no number is the station's trouble."""
    if not np.isfinite(score):
        return Verdict.ERROR
    if score >= THRESHOLD:
        return Verdict.FAIL
    return Verdict.REVIEW if score >= review_from else Verdict.PASS


def score_of(score_map: ScoreMap, min_area: float = 0.0) -> float:
    """How odd the part is: the highest level from which on a connected area is at least `min_area` of the map (0 to 1).

    Without a minimum area that is the map's maximum. So a region smaller than it makes no FAIL, whatever the line.
    """
    highest, needed = float(score_map.max()), _places(score_map, min_area)
    if needed <= 1 or not np.isfinite(highest):
        return highest
    falling = np.sort(score_map, axis=None)[::-1]
    # An area of so many places needs at least so many places. Most often they are one area: then that is the answer.
    few, enough = needed - 2, needed - 1
    while largest_area(score_map, falling[enough]) < needed:
        few, enough = enough, min(2 * enough + 1, falling.size - 1)
    while enough - few > 1:
        middle = (few + enough) // 2
        if largest_area(score_map, falling[middle]) < needed:
            few = middle
        else:
            enough = middle
    return float(falling[enough])


def largest_area(score_map: ScoreMap, level: float) -> int:
    """How many places the largest connected area from that level on has; 0 where there is none."""
    over = (score_map >= level).astype(np.uint8)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(over, connectivity=8)
    return int(np.asarray(boxes)[1:, cv2.CC_STAT_AREA].max(initial=0))


def _places(score_map: ScoreMap, min_area: float) -> int:
    """How many places an area must have to be at least that share of the map."""
    return max(1, math.ceil(min_area * score_map.size - 1e-9))


def find_regions(
    score_map: ScoreMap, width: int, height: int, line: float = THRESHOLD, min_area: float = 0.0
) -> tuple[Region, ...]:
    """The connected areas from `line` on, in pixels of a frame of that size, highest peak first.

    Those smaller than `min_area`, a share of the map (0 to 1), don't count.
    """
    over = (score_map >= line).astype(np.uint8)
    if not over.any():
        return ()
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(over, connectivity=8)
    regions = [
        _region(score_map, np.asarray(labels), np.asarray(boxes)[label], label, (width, height))
        for label in range(1, count)
        if np.asarray(boxes)[label, cv2.CC_STAT_AREA] >= _places(score_map, min_area)
    ]
    return tuple(sorted(regions, key=lambda region: -region.peak))


def _region(score_map: ScoreMap, labels: _Labels, box: _Labels, label: int, frame_size: tuple[int, int]) -> Region:
    left, top, columns, rows, area = box.tolist()
    place = (slice(top, top + rows), slice(left, left + columns))
    peak = float(score_map[place][labels[place] == label].max())
    (width, height), (map_height, map_width) = frame_size, score_map.shape
    x, right = _in_frame(left, columns, width, map_width)
    y, bottom = _in_frame(top, rows, height, map_height)
    pixels = area * width * height / score_map.size
    return Region(x, y, right - x, bottom - y, max(1, round(pixels)), peak)


def _in_frame(start: int, length: int, frame_side: int, map_side: int) -> tuple[int, int]:
    """From places of the map to the pixels of the frame they touch: the first, and the first beyond."""
    return start * frame_side // map_side, -(-(start + length) * frame_side // map_side)
