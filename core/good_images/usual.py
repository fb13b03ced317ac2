"""What is usual in a set, in ways that a few odd pictures can't change."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

ENOUGH = 5
"""So many pictures, at least, are needed to say what is usual."""

_FAR = 5.0  # deviations: of normally distributed pictures one in a million is further away
_SIGMA = 1.4826  # from the median absolute deviation to the standard deviation of a normal distribution


@dataclass(frozen=True)
class Usual:
    """Median and how far from it a value (n given) must be to be far, at least `least`."""

    median: float
    far: float

    def above(self, values: Values) -> Mask:
        """Which of these values (n) are far above; NaN is not."""
        return values - self.median > self.far

    def below(self, values: Values) -> Mask:
        """Which of these values (n) are far below; NaN is not."""
        return self.median - values > self.far


def usual(values: Values, least: float, far: float = _FAR) -> Usual:
    """What is usual among these values (n), NaN left out: `far` deviations are far; with too few of them nothing is."""
    known = values[~np.isnan(values)]
    if len(known) < ENOUGH:
        return Usual(float(np.median(known)) if len(known) else math.nan, math.inf)
    median = float(np.median(known))
    deviation = _SIGMA * float(np.median(np.abs(known - median)))
    return Usual(median, max(least, far * deviation * caution(len(known))))


def caution(count: int) -> float:
    """How much further off a value must be for so few pictures to call it far."""
    return math.sqrt(1 + 4 / count)
