"""A picture reduced to what can be said of it as a whole: an 8×8 grid of plain numbers, and two small pictures."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from core.types import Image

SIDE = 64
CELLS = 8
LAYOUT_SIDE = 16

SMALLEST_PART = 0.01
"""The share of the picture that a part must fill at least for its absence to be seen."""

Values = npt.NDArray[np.float32]

BRIGHTNESS, EDGES, DETAIL, RED, BLUE = range(5)
"""The columns of cells."""

_STEPS = 64
_BLACK = 4.0  # grey levels added to brightness, so that noise in the dark has little weight
_STILL = 0.3  # the same for edges and detail
_FARTHEST_GAIN = float(np.log(6.0))  # light that differs by more can't be allowed for: too little is left
_SURE_GAIN = float(np.log(2.5))  # more is rather a part that is missing
_FLAT = 1e-4  # variance of a pixel below which a picture has no likeness to any


@dataclass(frozen=True, eq=False)
class Summary:
    """A picture as a whole.

    `cells` (64, 5) are means over the grid, in grey levels: brightness, coarse edges, fine detail, red, blue. `layout`
    (16, 16) is the logarithm of brightness, `edges` (64, 64) the coarse edges. `most` (2), in grey levels: the edges
    and the distance from the usual brightness or colour that a hundredth of the picture exceeds.
    """

    cells: Values
    layout: Values
    edges: Values
    most: Values


def summary_of(picture: Image) -> Summary:
    """Summarise a prepared picture (S, S, 3)."""
    small = np.asarray(cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.float32)
    total = small.sum(axis=2)
    grey, edges = total / 3, _edges(total)
    cells = _in_cells(np.dstack([grey, edges, _detail(picture), small[..., 0], small[..., 2]]))
    layout = np.log(cv2.resize(total, (LAYOUT_SIDE, LAYOUT_SIDE), interpolation=cv2.INTER_AREA) / 3 + _BLACK)
    red, green, blue = (np.abs(colour - np.median(colour)) for colour in cv2.split(small))
    apart = np.maximum(np.maximum(red, green), blue)
    most = np.quantile(np.stack([edges, apart]), 1 - SMALLEST_PART, axis=(1, 2))
    return Summary(cells.astype(np.float32), layout.astype(np.float32), edges, most.astype(np.float32))


def _edges(total: Values) -> Values:
    """Edges of grey levels from the sum of the colours (64, 64), in whole steps of 1/64.

    OpenCV's results in floats differ by the last bit with where arrays lie in memory. Whole numbers don't, and the same
    pictures must teach the same recipe.
    """
    across, down = (cv2.Sobel(total, cv2.CV_32F, *order).astype(np.float64) for order in ((1, 0), (0, 1)))
    steps = np.rint(np.sqrt(across * across + down * down) * (_STEPS / 24))  # 3 colours, 8 the sum of Sobel's weights
    return (steps / _STEPS).astype(np.float32)


def smoothed(edges: Values) -> Values:
    """Edges (64, 64) less sharp, so that a part half a pixel off its place still fits."""
    blurred = cv2.GaussianBlur((edges * _STEPS).astype(np.uint16), (0, 0), 1.0)
    return (blurred / np.float32(_STEPS)).astype(np.float32)


def _detail(picture: Image) -> Values:
    """What is lost when the full picture is blurred by three pixels, (64, 64)."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    lost = cv2.absdiff(grey, cv2.blur(grey, (3, 3))).astype(np.uint16) * _STEPS
    return (cv2.resize(lost, (SIDE, SIDE), interpolation=cv2.INTER_AREA) / np.float32(_STEPS)).astype(np.float32)


def _in_cells(values: Values) -> Values:
    """Means over the grid: (64, 64, c) → (64, c)."""
    each = SIDE // CELLS
    rows = values.reshape(CELLS, each, SIDE, -1).mean(axis=1)
    means: Values = rows.reshape(CELLS, CELLS, each, -1).mean(axis=2).reshape(CELLS * CELLS, -1)
    return means


def light_against(cells: Values, usual: Values) -> float:
    """How much more light there is than is usual, as a logarithm: the median over the grid, bright cells first.

    `cells` (64, 5), `usual` brightness (64). A defect changes some cells, the light all of them.
    """
    return weighted_median(np.log((cells[:, BRIGHTNESS] + 1) / (usual + 1)), usual + 1)


def in_usual_light(cells: Values, light: float) -> Values:
    """The cells (64, 5) as they would be in the usual light, each number as a logarithm or a share.

    Brightness; edges and detail against brightness; the shares of red and blue, 1 where there is no colour.
    """
    gain = np.exp(-np.clip(light, -_FARTHEST_GAIN, _FARTHEST_GAIN))
    lit = cells.astype(np.float64) * gain
    brightness = lit[:, BRIGHTNESS, None] + _BLACK
    relative = np.log((lit[:, [EDGES, DETAIL]] + _STILL) / brightness)
    shares = (lit[:, [RED, BLUE]] + _BLACK) / brightness
    return np.concatenate([np.log(brightness), relative, shares], axis=1).astype(np.float32)


def contents_of(summary: Summary, light: float) -> Values:
    """How much there is to see (2): edges, and brightness or colours; logarithms of grey levels in the usual light."""
    gain = np.exp(-np.clip(light, -_SURE_GAIN, _SURE_GAIN))
    return np.asarray(np.log(summary.most * gain + 1), np.float32)


def weighted_median(values: Values, weights: Values) -> float:
    """The value at which half of the weight is reached; (n) and (n)."""
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])


def likeness(one: Values, other: Values) -> float:
    """Correlation (−1 to 1) of two small pictures; 0 when one of them is flat."""
    a, b = one - one.mean(), other - other.mean()
    norm = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / norm if norm > _FLAT * a.size else 0.0
