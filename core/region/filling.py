"""What stands where nothing is inspected: the inspected part of the picture, continued smoothly over its border."""

import cv2
import numpy as np
import numpy.typing as npt

from core.types import Image, Mask

_Values = npt.NDArray[np.float32]


class Filling:
    """Paints over what is not inspected, so that nothing there can have any influence on a score.

    A plain colour would have edges of its own, stronger where there is more light. So each place takes what lies
    nearest inside, coarser the farther away it is (pull-push: Gortler et al. 1996, "The Lumigraph", section 3.4).
    """

    def __init__(self, inside: Mask) -> None:
        self._inside = inside.astype(np.uint8)
        self._weights = [_halved(inside.astype(np.float32))]
        while max(self._weights[-1].shape) > 1:
            self._weights.append(_halved(self._weights[-1]))
        self._missing = [np.dstack([1 - weight] * 3) for weight in self._weights[:-1]]

    def fill(self, picture: Image) -> Image:
        """A picture (S, S, 3) with all that is not inside painted over; inside it stays as it is to the last bit."""
        known = cv2.copyTo(picture, self._inside, np.zeros_like(picture))
        # The full size is never computed with: what is painted is smooth, and what is inside is copied.
        levels = [_halved(np.asarray(known, np.uint8))]
        for _ in self._weights[1:]:
            levels.append(_halved(levels[-1]))
        painted = levels[-1].reshape(1, 1, 3) / self._weights[-1].max()
        for level, missing in zip(levels[-2::-1], self._missing[::-1], strict=True):
            painted = level + missing * cv2.resize(painted, level.shape[1::-1], interpolation=cv2.INTER_LINEAR)
        smooth = cv2.resize(cv2.convertScaleAbs(painted), picture.shape[1::-1], interpolation=cv2.INTER_LINEAR)
        return np.asarray(cv2.copyTo(picture, self._inside, smooth), np.uint8)


def _halved(values: npt.NDArray[np.uint8] | _Values) -> _Values:
    rows, columns = values.shape[:2]
    half = cv2.resize(values, ((columns + 1) // 2, (rows + 1) // 2), interpolation=cv2.INTER_AREA)
    return np.asarray(half).astype(np.float32, copy=False)
