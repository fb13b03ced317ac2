"""Which pictures of a labelled set show the same defective part, told by where its defect was labelled."""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from core.types import Mask

_SIDE = 256  # masks are compared at this size, whatever that of their pictures
_GROWN = 11  # places along each side that a labelled one counts for: thin cracks are never labelled twice alike
_ALIKE = 0.5  # of the area that two masks cover together, at least so much must be covered by both

Same = npt.NDArray[np.bool_]


def same_defects(masks: Sequence[Mask | None]) -> Same:
    """Which of n pictures show the same part: (n, n), True where their masks lie one upon the other.

    Where parts are pictured again in other light, as magnetic tiles are, the name doesn't tell. Two parts hardly ever
    have defects of one size and shape in one place. A picture without a mask is like none but itself.
    """
    grown = np.array([_grown(mask) for mask in masks], dtype=np.int64).reshape(len(masks), _SIDE**2)
    both = grown @ grown.T
    areas = grown.sum(axis=1)
    either = areas[:, None] + areas[None, :] - both
    alike: Same = both > _ALIKE * either
    return alike | np.eye(len(masks), dtype=bool)


def _grown(mask: Mask | None) -> npt.NDArray[np.uint8]:
    if mask is None:
        return np.zeros((_SIDE, _SIDE), np.uint8)
    # Any share of a place is enough: a crack of one pixel must not vanish.
    shares = cv2.resize(mask.astype(np.float32), (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.dilate((shares > 0).astype(np.uint8), np.ones((_GROWN, _GROWN), np.uint8)), np.uint8)
