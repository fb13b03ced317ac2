"""What the checks of good images need to know of one picture: numbers, and two small copies."""

import hashlib
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from core.good_images.looks import LOOKS_LENGTH, SIDE, looks_of
from core.good_images.sharpness import sharpness_of
from core.types import Image

__all__ = ["COARSE_LENGTH", "FINE_LENGTH", "LOOKS_LENGTH", "Measurement", "measure", "no_larger"]

Values = npt.NDArray[np.float32]

LONGEST_SIDE = 640
"""Pictures are looked at no larger than this."""

COARSE_SIDE = SIDE // 2
COARSE_LENGTH = COARSE_SIDE**2
_CHROMA_SIDE = 8
FINE_LENGTH = SIDE**2 + 3 * _CHROMA_SIDE**2

_CHROMA_WEIGHT = 0.5  # a JPEG keeps colours less well than grey
_WHITE, _BLACK = 254, 1  # grey levels beyond which a sensor has no room
_BRIGHTEST = 0.99


@dataclass(frozen=True, eq=False)
class Measurement:
    """One picture as the checks see it.

    `brightness` is the mean grey level (0 to 255), `brightest` what a hundredth of the picture exceeds, in coarse
    pixels. `white` and `black` are shares of pixels without room above, in any colour, or below, in all. `edges` and
    `detail` are those of `Sharpness`. `looks` are the numbers of `looks_of`. `coarse` and `fine` are small copies; the
    length of their difference is the root mean square of that of the pictures, in grey levels, and for `coarse` never
    more than for `fine`. `digest` is equal for equal pixels alone. `blank` says what a picture that shows nothing is,
    else it is empty.
    """

    height: int
    width: int
    brightness: float
    brightest: float
    white: float
    black: float
    edges: float
    detail: float
    looks: Values
    coarse: Values
    fine: Values
    digest: bytes
    blank: str

    @property
    def pixels(self) -> int:
        """How many pixels were looked at for each of the fine copy's."""
        return max(1, self.height * self.width // SIDE**2)


def measure(image: Image) -> Measurement:
    """Measure a picture, (H, W, 3). A pure function, for any thread; about 5 ms for 640 × 480."""
    height, width = image.shape[:2]
    small = no_larger(image)
    pixels = small.shape[0] * small.shape[1]
    tiny = _tiny(small)
    grey = tiny.mean(axis=2)
    sharpness = sharpness_of(np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8))
    return Measurement(
        height=height,
        width=width,
        brightness=float(grey.mean()),
        brightest=float(np.quantile(grey, _BRIGHTEST)),
        white=1 - _count_within(small, 0, _WHITE - 1) / pixels,
        black=_count_within(small, 0, _BLACK) / pixels,
        edges=sharpness.edges,
        detail=sharpness.detail,
        looks=looks_of(tiny),
        coarse=np.asarray(_halved(grey).ravel() / COARSE_SIDE, np.float32),
        fine=_fine(tiny, grey),
        digest=hashlib.sha1(image.tobytes(), usedforsecurity=False).digest() + bytes(f"{width}", "ascii"),
        blank=_blank(tiny),
    )


def no_larger(image: Image) -> Image:
    """The picture with no side over LONGEST_SIDE, its aspect kept."""
    shrink = LONGEST_SIDE / max(image.shape[:2])
    if shrink >= 1:
        return image
    size = (max(1, round(image.shape[1] * shrink)), max(1, round(image.shape[0] * shrink)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def _tiny(image: Image) -> Values:
    """The picture squashed to (32, 32, 3), in fractions of grey levels: whole ones hide what tells a copy."""
    exact = image.astype(np.float32)
    return np.asarray(cv2.resize(exact, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.float32)


def _halved(values: Values) -> Values:
    side = len(values) // 2
    halved: Values = values.reshape(side, 2, side, 2, *values.shape[2:]).mean(axis=(1, 3))
    return halved


def _fine(tiny: Values, grey: Values) -> Values:
    colours = _halved(_halved(tiny - grey[..., None])) * (_CHROMA_WEIGHT / 3**0.5 / _CHROMA_SIDE)
    return np.concatenate([grey.ravel() / SIDE, colours.ravel()])


def _count_within(image: Image, low: int, high: int) -> int:
    return int(cv2.countNonZero(cv2.inRange(image, (low,) * 3, (high,) * 3)))


_NEARLY = 8  # grey levels, as for a camera's black picture
_LEAST_RANGE = 3  # grey levels between the darkest and the brightest of 1,024 means: noise alone has less


def _blank(tiny: Values) -> str:
    low, high = float(tiny.min()), float(tiny.max())
    if high <= _NEARLY:
        return "black"
    if low >= 255 - _NEARLY:
        return "white"
    return "of one colour" if np.ptp(tiny, axis=(0, 1)).max() <= _LEAST_RANGE else ""
