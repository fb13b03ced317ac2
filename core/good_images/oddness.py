"""The odd one out: a picture that has far fewer like it than the others have."""

import math

import numpy as np
import numpy.typing as npt

from core.good_images.likeness import spaced, standardised
from core.good_images.remark import Remark, RemarkKind
from core.good_images.table import Rows, Table
from core.good_images.usual import usual

ENOUGH = 8
"""Of fewer pictures each may be odd."""

_SAMPLE = 128  # pictures each is compared with
_LEAST_LIKE, _LIKE_SHARE = 4, 0.1  # pictures that are to be alike; odd ones must be fewer
_BEYOND = 1.2  # times as far as the furthest of so many normally distributed ones is likely to be
_LEAST = math.log(2.75)  # so much further from the others than is usual
_ALIKE = 3.0  # deviations over all looks: where parts lie well in their place, a little light makes none odd


def odd_ones(table: Table, rows: Rows) -> list[Remark]:
    """A remark on each of these pictures that looks like no others."""
    if len(rows) < ENOUGH:
        return []
    away = np.log(np.maximum(_distance(standardised(table.looks[rows])), _ALIKE))
    common = usual(away, _LEAST, _BEYOND * math.sqrt(2 * math.log(len(away))))
    return [_remark(table.names[row]) for row in rows[away - common.median > common.far]]


def _distance(looks: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How far the next few pictures like it are away, for each (n)."""
    looks = looks.astype(np.float32)
    chosen = spaced(len(looks), _SAMPLE)
    sample = looks[chosen]
    square = (looks**2).sum(axis=1)[:, None] + (sample**2).sum(axis=1) - 2 * (looks @ sample.T)
    square[chosen, np.arange(len(chosen))] = np.inf  # none counts as like itself
    like = max(_LEAST_LIKE, math.ceil(_LIKE_SHARE * len(chosen)))
    nearest = np.partition(square, like - 1, axis=1)[:, like - 1]
    return np.sqrt(np.maximum(nearest, 1e-6)).astype(np.float64)


def _remark(name: str) -> Remark:
    sentence = f"{name} looks unlike all the others. Leave it out if it shows something else."
    return Remark(RemarkKind.ODD, sentence, (name,))
