"""Scores of consecutive parts, a group at a time: what the good bulk of them is like, and how many failed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

GROUP = 50
"""Parts in a group: enough that parts of one mould, which are alike, don't look like a drift."""

FEWEST = 3
"""Parts of a group that must not have failed to speak for the good ones; with fewer, all speak together."""


@dataclass(frozen=True)
class Group:
    """One group of parts of one recipe at one station.

    `level` and `spread` are about the better half of the parts that did not fail: the median of their scores, and the
    distance of their quartiles. Bad parts hardly touch them, whether they failed or nearly did. `failed` is the share
    of parts that failed, `speaking` the number of those the first two are about.
    """

    since: datetime  # its first part
    level: float
    spread: float
    failed: float
    speaking: int = GROUP


class Grouping:
    """Puts parts into groups."""

    __slots__ = ("_bad", "_good", "_since")

    def __init__(self) -> None:
        self._since: datetime | None = None
        self._good: list[float] = []
        self._bad: list[float] = []

    def add(self, at: datetime, score: float, failed: bool) -> Group | None:
        """Take in a part; gives a group when it was the last one of it."""
        if self._since is None:
            self._since = at
        (self._bad if failed else self._good).append(score)
        if len(self._good) + len(self._bad) < GROUP:
            return None
        speaking = self._good if len(self._good) >= FEWEST else self._good + self._bad
        scores = sorted(speaking)
        spread = quantile(scores, 3 / 8) - quantile(scores, 1 / 8)
        group = Group(self._since, quantile(scores, 1 / 4), spread, len(self._bad) / GROUP, len(scores))
        self._since, self._good, self._bad = None, [], []
        return group


def quantile(scores: Sequence[float], share: float) -> float:
    """The score, of some in rising order, that a share of the others lies below; between two of them in proportion."""
    place = (len(scores) - 1) * share
    below = int(place)
    above = min(below + 1, len(scores) - 1)
    return scores[below] + (place - below) * (scores[above] - scores[below])
