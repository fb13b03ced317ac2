"""What stands where nothing is inspected: the inspected part of the picture, continued smoothly over its border."""

import cv2
import numpy as np
import numpy.typing as npt

from core.region.shapes import Mask
from core.types import Image

_Values = npt.NDArray[np.float32]


class Filling:
    """Paints over what is not inspected, so that nothing there can have any influence on a score.

    A plain colour would have edges of its own, stronger where there is more light. So each place takes what lies
    nearest inside, coarser the farther away it is (pull-push: Gortler et al. 1996, "The Lumigraph", section 3.4).
    """

    def __init__(self, inside: Mask) -> None:
        self._inside = inside
        self._weights = [inside.astype(np.float32)]
        while max(self._weights[-1].shape) > 1:
            self._weights.append(_halved(self._weights[-1]))

    def fill(self, picture: Image) -> Image:
        """A picture (S, S, 3) with all that is not inside painted over; inside it stays as it is to the last bit."""
        levels = [picture * self._inside.astype(np.float32)[..., None]]
        for _ in self._weights[1:]:
            levels.append(_halved(levels[-1]))
        painted = levels[-1] / max(float(self._weights[-1].max()), 1e-9)
        for level, weight in zip(levels[-2::-1], self._weights[-2::-1], strict=True):
            coarse = cv2.resize(painted, level.shape[1::-1], interpolation=cv2.INTER_LINEAR).reshape(level.shape)
            painted = level + (1 - weight[..., None]) * coarse
        return np.where(self._inside[..., None], picture, np.rint(painted).astype(np.uint8))


def _halved(values: _Values) -> _Values:
    rows, columns = values.shape[:2]
    half = ((columns + 1) // 2, (rows + 1) // 2)
    return np.asarray(cv2.resize(values, half, interpolation=cv2.INTER_AREA), np.float32)
