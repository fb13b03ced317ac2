"""The mark of a part: a piece of a good picture that is looked for in every picture, to know where the part lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

from core.errors import RegionError
from core.region.alignment import Alignment
from core.region.mark_template import STEP, Grey, MarkTemplate
from core.region.movements import Matrix, Place, turning
from core.types import Image

LONGER_SIDE = 320
"""The mark is looked for in pictures shrunk to this; a tenth of a pixel there is a fifth at 640×480."""

MOST_TURNED = 20.0
"""Degrees to each side up to which a turned part is found, unless it may lie at any angle."""

ALIKE = 0.6
"""Correlation (−1 to 1) from which on something is taken for the mark."""

_HALVINGS = 3  # of the coarse step, before the last fractions are found at once
_ITERATIONS, _SETTLED = 15, 1e-4
_FARTHEST = 3.0  # degrees or pixels: what settles farther away has found something else
_COARSE_SIDE = 12  # pixels that the mark's shorter side keeps at least in the coarse look
_SMALLEST, _LARGEST = 12, 0.8  # pixels of the shrunk picture; share of the picture
_FLAT = 4.0  # grey levels of deviation below which there is nothing to recognise
_SAME_TURNED, _SAME_ELSEWHERE = 0.97, 0.9
_CONTENDERS = 3  # coarse looks at very different angles of which the likest is told by a closer one

Look = tuple[float, Place, float]
"""Likeness (−1 to 1), place and angle in degrees."""


@dataclass(frozen=True)
class Pose:
    """How a part lies: turned to the left by degrees about the mark's middle, then moved, in the shrunk picture."""

    degrees: float
    right: float
    down: float


@dataclass(frozen=True, eq=False)
class Mark:
    """The shrunk grey reference picture (h, w), and where the mark is on it."""

    reference: Grey
    alignment: Alignment

    def find(self, image: Image) -> Pose | None:
        """How the part on a picture (H, W, 3) lies against the reference; None when the mark isn't there."""
        fine = _shrunk_grey(image, self.reference.shape)
        coarse = _resized(fine, self._coarse.size)
        looks: list[Look] = [(*self._coarse.best(coarse, angle), angle) for angle in self._angles]
        reach = 1 / self._coarse.scale + 2
        found = [
            self._refined(fine, place / self._coarse.scale, reach, angle)
            for likeness, place, angle in self._contenders(sorted(looks, key=lambda look: -look[0]))
            if likeness > 0
        ]
        likeness, place, angle = max(found, key=lambda look: look[0], default=(0.0, self._fine.middle, 0.0))
        return None if likeness < ALIKE else self._settled(fine, place, angle)

    def _contenders(self, looks: Sequence[Look]) -> Sequence[Look]:
        """The likest of coarse looks, which are sorted; of all turns some far apart, for a closer look."""
        if not self.alignment.any_angle:
            return looks[:1]
        chosen: list[Look] = []
        for look in looks:
            if all(_between(look[2], other[2]) > MOST_TURNED for other in chosen):
                chosen.append(look)
        return chosen[:_CONTENDERS]

    def _settled(self, fine: Grey, place: Place, angle: float) -> Pose:
        """The pose nearby at which picture and mark fit best (Evangelidis, Psarakis 2008), to fractions of a pixel.

        The template's own pixels are too coarse for that: they tell half a degree only.
        """
        right, down = place - self._fine.middle
        found = Pose(angle, float(right), float(down))
        # From the template to the picture. OpenCV takes a turn by its sine: it has to be well under 90 degrees.
        turned = STEP * round(angle / STEP) if self.alignment.any_angle else 0.0
        rows, columns = self._fine.shape
        corner = self._fine.middle - np.array([columns - 1, rows - 1]) / 2
        start = self.movement(Pose(angle - turned, found.right, found.down))
        start[:, 2] += start[:, :2] @ corner
        criteria = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, _ITERATIONS, _SETTLED)
        kind = cv2.MOTION_EUCLIDEAN if len(self._angles) > 1 else cv2.MOTION_TRANSLATION
        try:
            _, warp = cv2.findTransformECC(self._fine.template(turned), fine, start.astype(np.float32), kind, criteria)
        except cv2.error:  # it did not settle
            return found
        matrix = np.asarray(warp, np.float64)
        degrees = turned + float(np.degrees(np.arctan2(matrix[0, 1], matrix[0, 0])))
        middle = matrix[:, :2] @ np.array([columns - 1, rows - 1]) / 2 + matrix[:, 2]
        if abs(degrees - angle) > _FARTHEST or np.hypot(*(middle - place)) > _FARTHEST:
            return found
        right, down = middle - self._fine.middle
        return Pose(degrees, float(right), float(down))

    def movement(self, pose: Pose) -> Matrix:
        """Where points of the reference lie on the shrunk picture of a part in that pose: (2, 3)."""
        matrix = turning(self._fine.middle, pose.degrees)
        matrix[:, 2] += (pose.right, pose.down)
        return matrix

    def check(self) -> None:
        """Find out whether this mark can tell where a part lies. Raises RegionError when it can't."""
        if min(self._fine.shape) < _SMALLEST:
            raise RegionError("The mark to align by is too small. Draw it larger.")
        if max(self.alignment.width, self.alignment.height) > _LARGEST:
            raise RegionError("The mark to align by is too large to be found when it moves. Draw it smaller.")
        if float(self._fine.template(0.0).std()) < _FLAT:
            raise RegionError(
                "There is nothing to recognise in the mark to align by. Draw it where the part has edges."
            )
        if self._coarse.second_best(self._coarse_reference) > _SAME_ELSEWHERE:
            raise RegionError(
                "What the mark to align by shows is there more than once. Draw it round something that is there once."
            )
        if self.alignment.any_angle and self._alike_turned() > _SAME_ELSEWHERE:
            raise RegionError(
                "The mark to align by looks the same when it is turned. Draw it round something that tells how it "
                "lies, or don't look for it at any angle."
            )

    def _alike_turned(self) -> float:
        """How like the mark (−1 to 1) its own picture is in any turn that is another one; 1 for a disc."""
        if len(self._angles) == 1:
            return 1.0
        others = (angle for angle in self._angles if _between(angle, 0.0) > MOST_TURNED)
        return max(self._coarse.best(self._coarse_reference, angle)[0] for angle in others)

    @cached_property
    def _fine(self) -> MarkTemplate:
        return MarkTemplate(self.reference, self.alignment, 1.0)

    @cached_property
    def _coarse(self) -> MarkTemplate:
        scale = min(1.0, max(0.25, _COARSE_SIDE / max(1, min(self._fine.shape))))
        size = (max(1, round(self.reference.shape[1] * scale)), max(1, round(self.reference.shape[0] * scale)))
        return MarkTemplate(_resized(self.reference, size), self.alignment, scale)

    @property
    def _coarse_reference(self) -> Grey:
        return self._coarse.reference

    @cached_property
    def _angles(self) -> tuple[float, ...]:
        """The angles of the coarse look: only 0 for a mark that looks the same when it is turned, such as a disc."""
        turned = [self._coarse.best(self._coarse_reference, angle)[0] for angle in (-MOST_TURNED, MOST_TURNED)]
        if min(turned) > _SAME_TURNED:
            return (0.0,)
        if self.alignment.any_angle:
            return tuple(np.arange(-180.0, 180.0, STEP).tolist())
        return tuple(np.arange(-MOST_TURNED, MOST_TURNED + STEP / 2, STEP).tolist())

    def _refined(self, fine: Grey, near: Place, reach: float, angle: float) -> tuple[float, Place, float]:
        """Likeness, place and angle at their best near a coarse place."""
        likeness, place = self._fine.best(fine, angle, near, reach)
        step = STEP
        for _ in range(_HALVINGS if len(self._angles) > 1 else 0):
            for turn in (angle - step, angle + step):
                found, at = self._fine.best(fine, turn, near, reach)
                if found > likeness:
                    likeness, place, angle = found, at, turn
            step /= 2
        return likeness, place, angle


def _between(one: float, other: float) -> float:
    """Degrees (0 to 180) from one angle to another."""
    return abs((one - other + 180) % 360 - 180)


def mark_on(image: Image, alignment: Alignment) -> Mark:
    """The mark that an alignment says is on this picture (H, W, 3). Raises RegionError when it is no good one."""
    left, top = max(0.0, alignment.x), max(0.0, alignment.y)
    right, bottom = min(1.0, alignment.x + alignment.width), min(1.0, alignment.y + alignment.height)
    if right <= left or bottom <= top:
        raise RegionError("The mark to align by lies outside the picture. Draw it on the part.")
    seen = alignment.model_copy(update={"x": left, "y": top, "width": right - left, "height": bottom - top})
    height, width = image.shape[:2]
    shrink = min(1.0, LONGER_SIDE / max(height, width))
    mark = Mark(_shrunk_grey(image, (max(1, round(height * shrink)), max(1, round(width * shrink)))), seen)
    mark.check()
    return mark


def _shrunk_grey(image: Image, shape: tuple[int, ...]) -> Grey:
    small = cv2.resize(image, (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)


def _resized(grey: Grey, size: tuple[int, int]) -> Grey:
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
