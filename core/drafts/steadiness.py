"""Whether a camera's picture may be kept as a good image: nothing moves, exposure and focus have settled."""

from collections import deque
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from core.types import Image

LOOKED_AT = 5
"""So many pictures in a row must be alike."""

MOST_CHANGE = 2.0
"""Grey levels that pixels of the small picture may differ from one picture to the next, on average."""

MOST_DRIFT = 2.0
"""Grey levels that the mean may have moved over all of them: automatic exposure still at work moves it further."""

MOST_REFOCUS = 0.15
"""Share of the sharpness that it may differ over all of them: automatic focus still at work changes it more."""

DARKEST, BRIGHTEST = 6.0, 249.0
"""Grey levels; a picture whose mean is beyond shows no part."""

_SIDE = 160  # pixels of the small picture's longer side: what a sensor's noise adds is averaged out
_LEAST_SHARPNESS = 0.5  # a blank wall has none, and no focus to speak of

_Grey = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Settled:
    """What of a camera's pictures has settled: light and exposure, part and noise, and focus."""

    exposure: bool = False
    still: bool = False
    focus: bool = False


NOTHING_SETTLED = Settled()


@dataclass(frozen=True)
class Steady:
    """Whether the picture may be kept; `sentence` says what is waited for, empty for nothing."""

    ready: bool
    sentence: str = ""
    settled: Settled = NOTHING_SETTLED


@dataclass(frozen=True, eq=False)
class _Look:
    small: _Grey
    mean: float
    sharpness: float


class Steadiness:
    """Looks at picture after picture. Belongs to one thread."""

    def __init__(self) -> None:
        self._looks: deque[_Look] = deque(maxlen=LOOKED_AT)

    def reset(self) -> None:
        """Begin anew: the camera was away."""
        self._looks.clear()

    def look(self, image: Image) -> Steady:
        """Take the next picture, (H, W, 3); about 1 ms for 640 × 480."""
        look = _look_at(image)
        if self._looks and self._looks[-1].small.shape != look.small.shape:
            self._looks.clear()
        self._looks.append(look)
        settled = self._settled() if len(self._looks) == LOOKED_AT else NOTHING_SETTLED
        sentence = self._objection(look, settled)
        return Steady(not sentence, sentence, settled)

    def _objection(self, newest: _Look, settled: Settled) -> str:
        if newest.mean < DARKEST:
            return "The picture is black. Take the cap off the lens, or switch the light on."
        if newest.mean > BRIGHTEST:
            return "The picture is white. Lower exposure or light."
        if len(self._looks) < LOOKED_AT:
            return "Looking at the first pictures."
        return _waits_for(settled)

    def _settled(self) -> Settled:
        means, sharpness = [look.mean for look in self._looks], [look.sharpness for look in self._looks]
        seen = DARKEST <= means[-1] <= BRIGHTEST
        refocused = max(sharpness) - min(sharpness) > MOST_REFOCUS * max(sharpness)
        return Settled(
            exposure=seen and max(means) - min(means) <= MOST_DRIFT,
            still=self._change() <= MOST_CHANGE,
            focus=seen and not (max(sharpness) > _LEAST_SHARPNESS and refocused),
        )

    def _change(self) -> float:
        """The largest mean difference from one picture to the next, in grey levels."""
        return max(float(np.abs(one.small - other.small).mean()) for one, other in pairwise(self._looks))


def _waits_for(settled: Settled) -> str:
    if not settled.exposure:
        return "The exposure is not steady yet. Wait, or give the camera a fixed one where you choose it."
    if not settled.still:
        return "The picture moves or is noisy. Wait until part and camera are still, or give more light."
    if not settled.focus:
        return "The focus is not steady yet. Wait, or focus by hand."
    return ""


def _look_at(image: Image) -> _Look:
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    shrink = min(1.0, _SIDE / max(grey.shape))
    size = (max(1, round(grey.shape[1] * shrink)), max(1, round(grey.shape[0] * shrink)))
    small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.float32)
    sharpness = float(np.abs(cv2.Laplacian(small, cv2.CV_32F)).mean())
    return _Look(small, float(small.mean()), sharpness)
