"""Scores of consecutive parts, a group at a time: what the better half of them is like, and how many failed."""

from dataclasses import dataclass
from datetime import datetime

GROUP = 25
"""Parts in a group: so many that the three places below are parts, and nothing has to be interpolated."""

_LEVEL, _LOW, _HIGH = 6, 3, 9  # of 25 scores in rising order: those with 1/4, 1/8 and 3/8 of the others below them


@dataclass(frozen=True)
class Group:
    """One group of parts of one recipe at one station.

    `level` is the median of the better half of the scores and `spread` the distance of that half's quartiles: bad parts
    among the good ones hardly touch them, however high they score. `failed` is the share of parts that failed.
    """

    since: datetime  # its first part
    level: float
    spread: float
    failed: float


class Grouping:
    """Puts parts into groups."""

    __slots__ = ("_failed", "_scores", "_since")

    def __init__(self) -> None:
        self._since: datetime | None = None
        self._scores: list[float] = []
        self._failed = 0

    def add(self, at: datetime, score: float, failed: bool) -> Group | None:
        """Take in a part; gives a group when it was the last one of it."""
        if self._since is None:
            self._since = at
        self._scores.append(score)
        self._failed += failed
        if len(self._scores) < GROUP:
            return None
        scores = sorted(self._scores)
        group = Group(self._since, scores[_LEVEL], scores[_HIGH] - scores[_LOW], self._failed / GROUP)
        self._since, self._failed = None, 0
        self._scores.clear()
        return group
