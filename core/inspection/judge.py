"""From a score map to a verdict with its reasons."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from core.types import Region, ScoreMap, Verdict

THRESHOLD = 1.0
"""The threshold on the recipe's scale; a part fails from here on."""


@dataclass(frozen=True)
class Scale:
    """The recipe's scale: raw scores of the detector such that `median` of good becomes 0 and `threshold` 1."""

    median: float
    threshold: float

    def apply(self, raw: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Raw scores of any shape on the recipe's scale."""
        return ((raw - self.median) / (self.threshold - self.median)).astype(np.float32)


def verdict_of(score: float) -> Verdict:
    """PASS below the threshold, FAIL from it on; a score that is no number is the station's trouble."""
    if not np.isfinite(score):
        return Verdict.ERROR
    return Verdict.FAIL if score >= THRESHOLD else Verdict.PASS


def find_regions(score_map: ScoreMap, width: int, height: int) -> tuple[Region, ...]:
    """The connected areas over the threshold in pixels of a frame of that size, highest peak first."""
    over = (score_map >= THRESHOLD).astype(np.uint8)
    if not over.any():
        return ()
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(over, connectivity=8)
    scale_x, scale_y = width / score_map.shape[1], height / score_map.shape[0]
    found = [_region(score_map, labels, boxes[label], label, scale_x, scale_y) for label in range(1, count)]
    return tuple(sorted(found, key=lambda region: -region.peak))


def _region(
    score_map: ScoreMap, labels: npt.NDArray[np.int32], box: npt.NDArray[np.int32], label: int, scale_x: float, scale_y: float
) -> Region:
    left, top, width, height, area = (int(value) for value in box)
    window = (slice(top, top + height), slice(left, left + width))
    return Region(
        x=round(left * scale_x),
        y=round(top * scale_y),
        width=max(1, round(width * scale_x)),
        height=max(1, round(height * scale_y)),
        area=max(1, round(area * scale_x * scale_y)),
        peak=float(score_map[window][labels[window] == label].max()),
    )
