"""How a picture looks as a whole, in numbers that may be compared between parts lying anywhere."""

import numpy as np
import numpy.typing as npt

SIDE = 32
LOOKS_LENGTH = 34

Values = npt.NDArray[np.float32]

_DARK = 8.0  # grey levels added: noise in the dark has little weight
_QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
_CELLS = 4


def looks_of(tiny: Values) -> Values:
    """The looks (34) of a squashed picture (32, 32, 3), each a logarithm or a share.

    Quantiles of brightness (5); means and spreads of two colour differences (4); edges on four scales (4); contrast
    (1); brightness by rings from the middle outwards (4); by cells of a 4×4 grid (16).
    """
    grey = tiny.mean(axis=2)
    light = np.log(grey + _DARK)
    level = float(grey.mean()) + _DARK
    red_green, blue = (tiny[..., 0] - tiny[..., 1]) / level, (tiny[..., 2] - grey) / level
    colours = [red_green.mean(), blue.mean(), red_green.std(), blue.std()]
    contrast = np.log(grey.std() + 1) - np.log(level)
    each = SIDE // _CELLS
    cells = light.reshape(_CELLS, each, _CELLS, each).mean(axis=(1, 3))
    rings = [light[ring].mean() for ring in _RINGS]
    parts = (np.quantile(light, _QUANTILES), colours, _edges(grey, level), [contrast], rings, cells.ravel())
    return np.concatenate(parts).astype(np.float32)


def _edges(grey: Values, level: float) -> list[float]:
    edges = []
    for scale in range(4):
        across, down = np.abs(np.diff(grey, axis=1)).mean(), np.abs(np.diff(grey, axis=0)).mean()
        edges.append(float(np.log(across + down + 1) - np.log(level)))
        if scale < 3:
            side = grey.shape[0] // 2
            grey = grey.reshape(side, 2, side, 2).mean(axis=(1, 3))
    return edges


def _rings() -> list[npt.NDArray[np.bool_]]:
    place = (np.arange(SIDE) + 0.5) / SIDE * 2 - 1
    away = np.maximum(np.abs(place[:, None]), np.abs(place[None, :]))
    return [(away >= inner) & (away < inner + 0.25) for inner in (0, 0.25, 0.5, 0.75)]


_RINGS = _rings()
