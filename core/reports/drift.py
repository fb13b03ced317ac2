"""Tells a camera or a light that has changed from parts that got worse.

A lens that has lost its focus or a lamp that fades is in every picture: the scores of all parts move together, those of
the best ones too. Bad parts come among good ones: more of them fail, and the good ones stay as they were. So two things
are watched in groups of consecutive parts, against the first groups there are:

1. the level and the spread of the good bulk: the better half of the parts that did not fail (`groups.py`). If the
   moving average of the level leaves its control limits and has gone further than that half's own spread says matters,
   or that of the spread leaves its limits and a factor: the camera or the light changed.
2. the share that fails. If its moving average lies for some groups on end above what the first groups make believable,
   while the good bulk stays: parts got worse.

The first goes before the second: changed pictures make parts fail too. What truly changes all parts at once, another
material, can't be told from another light by scores, nor can parts that nearly all fail; the sentences say so.
"""

import math
import statistics
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.binomial import upper_bound
from core.reports.ewma import Average, Limits
from core.reports.groups import GROUP, Group

BASELINE = 20
"""Groups at the beginning that say what is usual: the least that control charts are set up from (Montgomery)."""

MATTERS = 0.6
"""How far the level must have moved to matter, in spreads of the better half: half a standard deviation of normally
distributed scores."""

SPREAD_FACTOR = 1.6
"""How much wider or narrower the better half must have become to matter."""

HELD = 10
"""Groups in which the average must have said on end that more parts fail: by then the good bulk has moved too, if it
was the picture. What begins is told with the time of the first of them."""

_LEAST_SPREAD = 0.005  # on the recipe's scale: less is none, and scores that never differ have no limits


class Drift(StrEnum):
    """What the scores say of the station and its parts."""

    LEARNING = "learning"  # what is usual is not known yet
    STEADY = "steady"
    STATION = "camera or light changed"
    PARTS = "parts got worse"


@dataclass(frozen=True)
class Baseline:
    """What is usual: the level, how wide the better half is spread (as a logarithm), and how many parts fail."""

    level: Limits
    spread: Limits
    failed: Limits
    usual_failed: float  # as counted; the centre of `failed` is the highest share that still goes with that count

    @property
    def matters(self) -> float:
        """How far the level must move to matter."""
        return MATTERS * math.exp(self.spread.centre)


def baseline_of(groups: list[Group]) -> Baseline:
    """What is usual, from the first groups."""
    levels = [group.level for group in groups]
    spreads = [_log_spread(group) for group in groups]
    failed = sum(group.failed for group in groups) / len(groups)
    parts = GROUP * len(groups)
    bound = upper_bound(round(failed * parts), parts)
    return Baseline(
        level=Limits(statistics.fmean(levels), statistics.stdev(levels)),
        spread=Limits(statistics.fmean(spreads), statistics.stdev(spreads)),
        failed=Limits(bound, math.sqrt(bound * (1 - bound) / GROUP)),
        usual_failed=failed,
    )


class DriftWatch:
    """Follows groups against what is usual."""

    def __init__(self, baseline: Baseline) -> None:
        self.baseline = baseline
        self.level = Average(baseline.level)
        self.spread = Average(baseline.spread)
        self.failed = Average(Limits(baseline.usual_failed, baseline.failed.sigma))
        self._worse: list[datetime] = []  # when the groups began in which more failed, on end
        self._since: datetime | None = None

    @property
    def since(self) -> datetime | None:
        """When what was told last began."""
        return self._since

    def add(self, group: Group) -> Drift:
        """Take in a group; gives what is to be said now."""
        self.level.add(group.level)
        if group.speaking >= GROUP // 2:  # the quartiles of few lie closer together than those of many
            self.spread.add(_log_spread(group))
        self.failed.add(group.failed)
        self._since = group.since
        if self._level_moved() or self._spread_moved():
            self._worse.clear()
            return Drift.STATION
        if not self._more_fail():
            self._worse.clear()
            return Drift.STEADY
        if len(self._worse) < HELD:
            self._worse.append(group.since)
        if len(self._worse) < HELD:
            return Drift.STEADY
        self._since = self._worse[0]
        return Drift.PARTS

    def _level_moved(self) -> bool:
        moved = abs(self.level.value - self.baseline.level.centre)
        return moved > self.level.reach and moved > self.baseline.matters

    def _spread_moved(self) -> bool:
        moved = abs(self.spread.value - self.baseline.spread.centre)
        return moved > self.spread.reach and moved > math.log(SPREAD_FACTOR)

    def _more_fail(self) -> bool:
        highest = self.baseline.failed.centre + self.failed.reach
        return self.failed.value > highest


def _log_spread(group: Group) -> float:
    return math.log(max(group.spread, _LEAST_SPREAD))
