"""The exponentially weighted moving average and its control limits.

S. W. Roberts: Control Chart Tests Based on Geometric Moving Averages. Technometrics 1, 1959. The limits that widen from
the first value on: D. C. Montgomery: Introduction to Statistical Quality Control, chapter 9.
"""

import math
from dataclasses import dataclass

WEIGHT = 0.1
"""λ, what the newest value counts. Small ones find small lasting shifts, and mind single values and their odd
distributions least (Borror, Montgomery, Runger: Robustness of the EWMA control chart to non-normality. Journal of
Quality Technology 31, 1999)."""

WIDTH = 3.0
"""L, how many standard deviations of the average the limits lie from the centre."""


@dataclass(frozen=True)
class Limits:
    """What values without drift are like, and how far their average may go.

    `centre` is their mean, `sigma` the standard deviation of one of them.
    """

    centre: float
    sigma: float
    weight: float = WEIGHT
    width: float = WIDTH

    def reach(self, count: int) -> float:
        """How far the average of `count` values may lie from the centre: Lσ √(λ / (2 − λ) · (1 − (1 − λ)^2n))."""
        share = self.weight / (2 - self.weight)
        return self.width * self.sigma * math.sqrt(share * (1 - (1 - self.weight) ** (2 * count)))


class Average:
    """The moving average of values that come one by one; it begins at the centre."""

    __slots__ = ("count", "limits", "value")

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.value = limits.centre
        self.count = 0

    def add(self, value: float) -> float:
        """Take in a value: z = λx + (1 − λ)z. Gives the average now."""
        self.value += self.limits.weight * (value - self.value)
        self.count += 1
        return self.value

    @property
    def reach(self) -> float:
        """How far it may lie from the centre by now."""
        return self.limits.reach(self.count)
