"""How far pictures are from one another in their looks, measured by what is usual in the set."""

import numpy as np
import numpy.typing as npt

_SIGMA = 1.4826
_LEAST_DEVIATION = 0.05  # of looks: logarithms and shares that hardly two pictures agree better in
_SHARED = 0.5  # how far each deviation goes by all of them: few pictures agree in something by chance
_MOST_SHARED = 1.0  # deviations above count no more than that for the others
_FARTHEST = 30.0  # deviations; what is further away is no odder


def standardised(looks: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Looks (n, d) in deviations from what is usual in the set, each as important as the others."""
    median = np.median(looks, axis=0)
    own = np.square(_SIGMA * np.median(np.abs(looks - median), axis=0))
    shared = np.minimum(own, _MOST_SHARED**2).mean()
    deviation = np.maximum(np.sqrt((1 - _SHARED) * own + _SHARED * shared), _LEAST_DEVIATION)
    return np.asarray(np.clip((looks - median) / deviation, -_FARTHEST, _FARTHEST), np.float64)


def spaced(count: int, most: int) -> npt.NDArray[np.intp]:
    """At most so many numbers below count, evenly spaced."""
    return np.linspace(0, count - 1, min(count, most)).round().astype(np.intp)
