"""From a frame to the picture the detector looks at, and back: the one place that knows where a region lies."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from core.model.preparation import squash
from core.region.cutting import cut_out
from core.region.filling import Filling
from core.region.mark import Mark, Pose
from core.region.mask_lines import lines_round
from core.region.movements import Matrix, enlarging, moved, rescaled, then
from core.region.region_of_interest import RegionOfInterest
from core.types import Image, Mask, Region, ScoreMap

Outline = npt.NDArray[np.float32]
"""A closed line round an inspected area: corners (n, 2) in pixels of the frame."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in fractions of the picture."""

_WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
_CONTEXT = 0.05  # of the region's sides: the detector sees a little of what is around
_LARGEST_MAP = 512  # places along a side of the score map that is laid over a frame, unless the detector's has more
_PROBED = 13  # of so many inspected pixels one is asked whether it lies on the frame
_UNSEEN, _UNSEEN_OF_ALL = 0.05, 0.3
"""Share of a drawn region, or of the whole picture where none is drawn, that may lie outside of the frame."""

NOT_FOUND = "The part was not found in the picture. Put one in its place, and check that nothing covers the lens."
CUT_OFF = "The part lies partly outside the picture. Move it, or the camera, so that all of it can be seen."


@dataclass(frozen=True, eq=False)
class Placement:
    """Where the pixels of a prepared picture lie on a frame of that width and height: `to_frame`, (2, 3)."""

    width: int
    height: int
    to_frame: Matrix


@dataclass(frozen=True, eq=False)
class View:
    """What is looked at of one frame: the prepared picture (S, S, 3), and where it lies.

    `missing` says why there is no part to judge, in a sentence for the user; empty when there is one.
    """

    picture: Image
    placement: Placement
    missing: str = ""


class Framing:
    """Where a recipe looks: the region to inspect, moved with the part if there is a mark to tell where it lies.

    `size` (S) is the side of the prepared picture, `taught` the width and height of the good pictures. What is looked
    at is the region's bounding box and a little around it, so that resolution goes where it matters. What is not
    inspected in it is painted over before anything looks at it. Free of state, so that threads may share it.

    Raises RegionError when nothing is left to inspect.
    """

    def __init__(
        self, size: int, taught: tuple[int, int], region: RegionOfInterest | None = None, mark: Mark | None = None
    ) -> None:
        self._size, self._mark = size, mark
        self._box: Box = _WHOLE
        self._inside: Mask | None = None
        self._filling: Filling | None = None
        self._outlines: list[npt.NDArray[np.float64]] = []
        self._may_be_unseen = _UNSEEN_OF_ALL
        if region is not None and region.shapes:
            self._look_only_at(region, *taught)
        down, across = np.nonzero(np.ones((size, size), np.bool_) if self._inside is None else self._inside)
        self._probes = np.stack([across, down], axis=1)[::_PROBED].astype(np.float64)

    def _look_only_at(self, region: RegionOfInterest, width: int, height: int) -> None:
        mask = region.mask(height, width)
        left, top, right, bottom = _around(mask)
        self._box = (left / width, top / height, right / width, bottom / height)
        seen = squash((mask[top:bottom, left:right] * np.uint8(255)), self._size)
        # A pixel belongs to the region when nothing outside of the region is mixed into it.
        inside = seen == 255
        self._inside = inside if inside.any() else seen == seen.max()
        self._filling = None if self._inside.all() else Filling(self._inside)
        self._outlines = [] if mask.all() else lines_round(mask)
        if any(not shape.ignored for shape in region.shapes):
            self._may_be_unseen = _UNSEEN

    @property
    def is_whole(self) -> bool:
        """Whether the whole frame is looked at, wherever the part lies."""
        return self._inside is None and self._mark is None

    @property
    def share(self) -> float:
        """The share (0 to 1) of the frame that is looked at."""
        left, top, right, bottom = self._box
        return (right - left) * (bottom - top)

    def view(self, image: Image) -> View:
        """What is looked at of a frame (H, W, 3)."""
        height, width = image.shape[:2]
        if self._mark is None:
            return self._still_view(image, width, height)
        pose = self._mark.find(image)
        to_frame = self._to_frame(self._mark, width, height, pose or Pose(0.0, 0.0, 0.0))
        picture = self._painted(cut_out(image, to_frame, self._size))
        missing = NOT_FOUND if pose is None else CUT_OFF if self._cut_off(to_frame, width, height) else ""
        return View(picture, Placement(width, height, to_frame), missing)

    def only_inside(self, score_map: ScoreMap, usual: float = 0.0) -> ScoreMap:
        """A score map (S, S) of a view where places that are not inspected have the usual score."""
        if self._inside is None:
            return score_map
        return np.where(self._inside, score_map, np.float32(usual))

    def places(self, grid_size: int) -> npt.NDArray[np.bool_] | None:
        """Which places of the detector's grid (G·G) have anything to inspect in them; None for all."""
        if self._inside is None:
            return None
        touched = cv2.resize(self._inside.astype(np.float32), (grid_size, grid_size), interpolation=cv2.INTER_AREA)
        return (touched > 0).ravel()

    def on_frame(self, placement: Placement, score_map: ScoreMap, usual: float = 0.0) -> ScoreMap:
        """A score map (S, S) laid over its whole frame: squashed to a square too, the usual where nothing is inspected.

        Its highest value is that of the map, to the last bit: the score.
        """
        if self.is_whole:
            return score_map
        left, top, right, bottom = self._box
        side = max(self._size, min(_LARGEST_MAP, round(self._size / min(right - left, bottom - top))))
        to_map = rescaled(placement.to_frame, (side / placement.width, side / placement.height))
        laid = cv2.warpAffine(score_map, to_map, (side, side), flags=cv2.INTER_LINEAR, borderValue=(usual,))
        highest = np.array(np.unravel_index(int(score_map.argmax()), score_map.shape)[::-1], np.float64)
        column, row = np.rint(moved(to_map, highest[None])[0]).astype(int).clip(0, side - 1)
        laid[row, column] = score_map.max()
        return np.asarray(laid, np.float32)

    def raw_on_frame(self, placement: Placement, score_map: ScoreMap) -> ScoreMap:
        """The same for a map that is on no scale yet: its own median inside is what is usual."""
        usual = float(np.median(score_map if self._inside is None else score_map[self._inside]))
        return self.on_frame(placement, self.only_inside(score_map, usual), usual)

    def region_on_frame(self, placement: Placement, region: Region) -> Region:
        """A region of a prepared picture (S, S) in pixels of its frame: the upright box round it."""
        if self.is_whole:
            return region
        left, top, right, bottom = region.x, region.y, region.x + region.width, region.y + region.height
        corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64) - 0.5
        on_frame = moved(placement.to_frame, corners) + 0.5
        limit = (placement.width, placement.height)
        x, y = np.floor(np.round(on_frame.min(axis=0), 3)).astype(int).clip(0, np.array(limit) - 1).tolist()
        end = np.ceil(np.round(on_frame.max(axis=0), 3)).astype(int).clip((x + 1, y + 1), limit).tolist()
        area = region.area * abs(float(np.linalg.det(placement.to_frame[:, :2])))
        return Region(x, y, end[0] - x, end[1] - y, max(1, round(area)), region.peak)

    def outlines(self, placement: Placement) -> tuple[Outline, ...]:
        """The lines round what is inspected on a frame; none when that is all of it."""
        if not self._outlines:
            return ()
        left, top, right, bottom = self._box
        sides = np.array([right - left, bottom - top])
        in_picture = [(line - (left, top)) / sides * self._size - 0.5 for line in self._outlines]
        return tuple((moved(placement.to_frame, line) + 0.5).astype(np.float32) for line in in_picture)

    def _still_view(self, image: Image, width: int, height: int) -> View:
        left, right = (round(side * width) for side in self._box[::2])
        top, bottom = (round(side * height) for side in self._box[1::2])
        left, top = min(left, width - 1), min(top, height - 1)
        right, bottom = max(right, left + 1), max(bottom, top + 1)
        to_frame = enlarging((left, top, right, bottom), self._size)
        picture = squash(image[top:bottom, left:right], self._size)
        return View(self._painted(picture), Placement(width, height, to_frame))

    def _painted(self, picture: Image) -> Image:
        return picture if self._filling is None else self._filling.fill(picture)

    def _to_frame(self, mark: Mark, width: int, height: int, pose: Pose) -> Matrix:
        """From the picture over the reference, on which the mark was drawn, to the frame."""
        rows, columns = mark.reference.shape
        left, top, right, bottom = self._box
        to_reference = enlarging((left * columns, top * rows, right * columns, bottom * rows), self._size)
        moved = then(to_reference, mark.movement(pose))
        return rescaled(moved, (width / columns, height / rows))

    def _cut_off(self, to_frame: Matrix, width: int, height: int) -> bool:
        places = moved(to_frame, self._probes)
        seen = ((places > -1) & (places < (width, height))).all(axis=1)
        return float(1 - seen.mean()) > self._may_be_unseen


def _around(mask: Mask) -> tuple[int, int, int, int]:
    """The bounding box of a mask with a little around it, in pixels: left, top, right, bottom."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    top, bottom, left, right = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
    across, down = round(_CONTEXT * (right - left)), round(_CONTEXT * (bottom - top))
    height, width = mask.shape
    return max(0, left - across), max(0, top - down), min(width, right + across), min(height, bottom + down)
