"""What a count says of the share behind it, exactly."""

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt


def upper_bound(rejected: int, count: int, confidence: float = 0.95) -> float:
    """The highest true false-reject rate that still goes with so many rejected: the exact one-sided binomial bound.

    Clopper, Pearson 1934: the rate at which seeing `rejected` or fewer of `count` has probability 1 − confidence.
    """
    if rejected >= count:
        return 1.0
    low, high = rejected / count, 1.0
    for _ in range(60):  # halves the interval: 60 times is below the last bit
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(rejected, count, middle) > 1 - confidence else (low, middle)
    return high


def _at_most(rejected: int, count: int, rate: float) -> float:
    """Probability of at most so many in `count` at that rate."""
    factorials = _log_factorials(count)
    k = np.arange(rejected + 1)
    # Logarithms: the factors alone leave the range of floats from 1,000 images on.
    ways = factorials[count] - factorials[k] - factorials[count - k]
    return float(np.exp(ways + k * math.log(rate) + (count - k) * math.log1p(-rate)).sum())


@lru_cache(maxsize=8)
def _log_factorials(most: int) -> npt.NDArray[np.float64]:
    """Logarithms of 0! to most!."""
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, most + 1)))])
