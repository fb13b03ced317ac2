"""From held-out scores to a threshold, and to what so many images can promise."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from core.binomial import upper_bound
from core.inspection.judge import THRESHOLD, Scale

TAIL_SHARE = 0.25
"""The share of the held-out scores that the tail is fitted to."""

LEAST_REVIEW = 0.05
"""Where REVIEW begins at the earliest, on the recipe's scale: at 0 half of all places of good parts are over it."""

_LEAST_SPREAD = 1e-6
_JUST_ABOVE = 1 + 1e-6  # more than float32 rounds away, so that a score at the threshold's place stays below 1
_ROOM = 1.05
"""Where no held-out image may be rejected, the threshold lies this much further from the median than the highest.

The detector that was taught all images scores a good part a little differently than one that did without it.
"""


def set_scale(scores: npt.NDArray[np.float64], median: float, false_reject: float) -> Scale:
    """The recipe's scale for raw held-out scores (n) and a target share of good parts rejected (0 to 1).

    `median` is that of the held-out score maps, so that what is usual on a good part is 0.

    Few images say little about a rate of one in a hundred: beyond the upper quarter of the scores the
    threshold follows an exponential tail with that quarter's mean excess, the simplest of the
    peaks-over-threshold models (Pickands 1975). It is always above the highest held-out score that the
    target rate has no room for; where that is the highest of all, by a twentieth of its distance from the median.
    """
    threshold = line_for(scores, median, false_reject)
    # A good set without any spread still needs a scale that can be divided by.
    least = max(abs(median), 1.0) * _LEAST_SPREAD
    return Scale(median, median + max((threshold - median) * _JUST_ABOVE, least))


def line_for(scores: npt.NDArray[np.float64], median: float, share: float) -> float:
    """The raw score that this share (0 to 1) of good parts is over, by the held-out scores (n) and by their tail."""
    seen = float(np.quantile(scores, 1 - share, method="higher"))
    room = _ROOM if share * len(scores) < 1 else _JUST_ABOVE
    by_count = median + (seen - median) * room
    if share >= TAIL_SHARE:
        return by_count
    edge = float(np.quantile(scores, 1 - TAIL_SHARE))
    mean_excess = float(np.mean(np.maximum(scores - edge, 0))) / TAIL_SHARE
    return max(edge + mean_excess * math.log(TAIL_SHARE / share), by_count)


def review_line(scores: npt.NDArray[np.float64], scale: Scale, share: float | None) -> float:
    """Where REVIEW begins on the recipe's scale, for a share of good parts over it; 1 for none: there is no band."""
    if share is None:
        return THRESHOLD
    line = float(scale.apply(np.array(line_for(scores, scale.median, share))))
    return min(max(line, LEAST_REVIEW), THRESHOLD)


def rejected_count(scores: Sequence[float]) -> int:
    """How many of these scores, on the recipe's scale, fail."""
    return sum(score >= 1 for score in scores)


def promise(scores: Sequence[float]) -> str:
    """What these held-out scores, on the recipe's scale, support, in a sentence for the engineer."""
    rejected, count = rejected_count(scores), len(scores)
    bound = upper_bound(rejected, count)
    return (
        f"{rejected} of {count} good images rejected when held out: "
        f"the true rate may still be up to {100 * bound:.1f} % (95 % confidence)."
    )
