"""The template of a mark: what is looked for, at one scale and every angle."""

import math

import cv2
import numpy as np
import numpy.typing as npt

from core.region.alignment import Alignment
from core.region.movements import Place, turning

Grey = npt.NDArray[np.uint8]
"""A grey picture (h, w)."""

STEP = 5.0
"""Degrees between two coarse looks; templates of these angles are kept, for every picture needs them."""

_EMPTY = 1.0  # grey levels of deviation below which a place of a picture is like nothing


class MarkTemplate:
    """A mark at one scale of its reference picture, and its template for every angle."""

    def __init__(self, reference: Grey, alignment: Alignment, scale: float) -> None:
        self.reference, self.scale = reference, scale
        rows, columns = reference.shape
        self.size = (columns, rows)
        high, wide = alignment.height * rows, alignment.width * columns
        if alignment.any_angle:  # upright or lying, what is compared is the same piece of the part
            high = wide = math.sqrt(high * wide)
        self.shape = (max(1, round(high)), max(1, round(wide)))
        across, down = alignment.x + alignment.width / 2, alignment.y + alignment.height / 2
        self.middle = np.array([across * columns, down * rows]) - 0.5
        self._templates: dict[float, Grey] = {}

    def template(self, degrees: float) -> Grey:
        """What the mark looks like when the part is turned: (h, w)."""
        kept = self._templates.get(degrees)
        if kept is None:
            rows, columns = self.shape
            matrix = turning(self.middle, degrees)
            matrix[:, 2] += np.array([columns - 1, rows - 1]) / 2 - self.middle
            turned = cv2.warpAffine(self.reference, matrix, (columns, rows), borderMode=cv2.BORDER_REPLICATE)
            kept = np.asarray(turned, np.uint8)
            if degrees % STEP == 0:
                self._templates[degrees] = kept
        return kept

    def best(self, picture: Grey, degrees: float, near: Place | None = None, reach: float = 0.0) -> tuple[float, Place]:
        """The likeness (−1 to 1) of the place most like the turned mark, and its middle (2); only near one if named."""
        corner = np.zeros(2)
        if near is not None:
            picture, corner = self._window(picture, near, reach)
        likeness = self._likeness(picture, degrees)
        if not likeness.size:
            return 0.0, self.middle
        row, column = (int(at) for at in np.unravel_index(int(likeness.argmax()), likeness.shape))
        found = np.array([column + _peak(likeness[row], column), row + _peak(likeness[:, column], row)])
        rows, columns = self.shape
        return float(likeness[row, column]), found + corner + np.array([columns - 1, rows - 1]) / 2

    def second_best(self, picture: Grey) -> float:
        """The likeness (−1 to 1) of the place most like the mark that isn't the mark itself or right beside it."""
        likeness = self._likeness(picture, 0.0)
        rows, columns = self.shape
        left, top = np.rint(self.middle - np.array([columns - 1, rows - 1]) / 2).astype(int)
        likeness[
            max(0, top - rows // 2) : top + rows // 2 + 1, max(0, left - columns // 2) : left + columns // 2 + 1
        ] = 0
        return float(likeness.max(initial=0.0))

    def _likeness(self, picture: Grey, degrees: float) -> npt.NDArray[np.float32]:
        rows, columns = self.shape
        if picture.shape[0] < rows or picture.shape[1] < columns:
            return np.zeros((0, 0), np.float32)
        likeness = np.asarray(cv2.matchTemplate(picture, self.template(degrees), cv2.TM_CCOEFF_NORMED), np.float32)
        # Where a picture is flat OpenCV divides nothing by nothing and may call that 1.
        likeness[_deviation(picture, rows, columns) < _EMPTY] = 0
        return likeness

    def _window(self, picture: Grey, near: Place, reach: float) -> tuple[Grey, Place]:
        """The part of a picture where the mark's middle is within reach of a place, and its corner."""
        half = np.array([self.shape[1] - 1, self.shape[0] - 1]) / 2
        least = np.floor(near - half - reach).astype(int).clip(0)
        most = np.ceil(near + half + reach).astype(int) + 1
        return picture[least[1] : most[1], least[0] : most[0]], least.astype(np.float64)


def _deviation(picture: Grey, rows: int, columns: int) -> npt.NDArray[np.float32]:
    """The deviation of the grey levels under a template of that size, at each of its places."""
    total, square = (np.asarray(one, np.float64) for one in cv2.integral2(picture))
    count = rows * columns

    def over(sums: Place) -> Place:
        down = sums[rows:] - sums[:-rows]
        return np.asarray(down[:, columns:] - down[:, :-columns]) / count

    return np.sqrt(np.maximum(over(square) - over(total) ** 2, 0)).astype(np.float32)


def _peak(line: npt.NDArray[np.float32], place: int) -> float:
    """How far beside its highest value the peak of a line lies: a parabola through the neighbours."""
    if not 0 < place < len(line) - 1:
        return 0.0
    before, at, after = (float(value) for value in line[place - 1 : place + 2])
    bend = before - 2 * at + after
    return 0.5 * (before - after) / bend if bend < 0 else 0.0
