"""How sharp a picture is, whatever it shows and however bright it is."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

_FINE, _COARSE = 1.0, 4.0  # pixels of Gaussian blur
_STRONGEST = 0.01  # share of pixels: edges, where noise has little weight
_LEAST = 1.0  # grey levels a pixel on the coarse scale; weaker edges are none
_STEP = 3  # every so manieth pixel in both directions is enough for a quantile


@dataclass(frozen=True)
class Sharpness:
    """Two logarithms; NaN when there are no edges in the picture.

    `edges` is how much steeper the strongest edges are after a little blur than after much: a step blurred by s pixels
    has log √((s² + 16) / (s² + 1)), whatever its height: 1.4 when sharp, 0.7 at 2 pixels, 0.25 at 5. `detail` is how
    much energy curvature has against slope: it says little by itself, but changes with the least blur.
    """

    edges: float
    detail: float


def sharpness_of(grey: npt.NDArray[np.uint8]) -> Sharpness:
    """Measure a grey picture (H, W)."""
    half = cv2.resize(grey, (max(1, grey.shape[1] // 2), max(1, grey.shape[0] // 2)), interpolation=cv2.INTER_AREA)
    little = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), _FINE)
    much = cv2.GaussianBlur(half.astype(np.float32), (0, 0), _COARSE / 2)
    slopes = _slopes(np.asarray(little, np.float32))
    fine, coarse = _steepest(slopes[::_STEP, ::_STEP]), _steepest(_slopes(np.asarray(much, np.float32))) / 2
    if coarse < _LEAST or fine <= 0:
        return Sharpness(math.nan, math.nan)
    curved = cv2.norm(cv2.Laplacian(little, cv2.CV_32F))
    return Sharpness(math.log(fine / coarse), math.log(curved / cv2.norm(slopes)))


def _slopes(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Grey levels a pixel, (H, W)."""
    across, down = (cv2.Sobel(values, cv2.CV_32F, *order, scale=1 / 8) for order in ((1, 0), (0, 1)))
    return np.asarray(cv2.magnitude(across, down), np.float32)


def _steepest(slopes: npt.NDArray[np.float32]) -> float:
    """The slope that the steepest hundredth exceeds."""
    values = slopes.ravel()
    place = int((1 - _STRONGEST) * (values.size - 1))
    return float(np.partition(values, place)[place])
