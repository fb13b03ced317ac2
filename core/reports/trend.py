"""How the scores of one recipe at one station move: points to draw, and spells of drift."""

import math
from dataclasses import dataclass, replace
from datetime import datetime

from core.reports.drift import BASELINE, Baseline, Drift, DriftWatch, baseline_of
from core.reports.groups import GROUP, Group, Grouping

MOST_POINTS = 200
MOST_SPELLS = 20

NEEDED = BASELINE * GROUP
"""Parts that say what is usual; drift can be told from then on."""


@dataclass(frozen=True)
class Line:
    """Whose scores can be compared: those of one version of a recipe at one station."""

    station: str
    recipe: str
    version: int


@dataclass(frozen=True)
class TrendPoint:
    """A place of the chart: some groups, taken together where there are many.

    `level` is their mean, `average` the moving average that lies furthest from the centre, with its `reach` there;
    `failed` the share of their parts that failed, `failed_average` the highest moving average of it.
    """

    at: datetime
    level: float
    average: float
    reach: float
    failed: float
    failed_average: float
    groups: int = 1


@dataclass(frozen=True)
class Spell:
    """A time of drift; `until` is None while it lasts. `level`, `failed` are the averages where they were furthest."""

    drift: Drift
    since: datetime
    until: datetime | None
    level: float
    failed: float


@dataclass(frozen=True)
class Trend:
    """The scores of one line; `baseline` is None while there are too few `parts` for one."""

    line: Line
    parts: int
    baseline: Baseline | None
    points: tuple[TrendPoint, ...]
    spells: tuple[Spell, ...]
    more_spells: int  # that are not listed

    @property
    def drift(self) -> Drift:
        """How it stands at the end."""
        if self.baseline is None:
            return Drift.LEARNING
        last = self.spells[-1] if self.spells else None
        return last.drift if last is not None and last.until is None else Drift.STEADY


class TrendTally:
    """Follows the scores of one line, part by part, in a memory that doesn't grow."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._parts = 0
        self._grouping = Grouping()
        self._first: list[Group] = []
        self._watch: DriftWatch | None = None
        self._points = _Points()
        self._spells = _Spells()

    def add(self, at: datetime, score: float, failed: bool) -> None:
        """Take in a part; they come in order of time."""
        self._parts += 1
        group = self._grouping.add(at, score, failed)
        if group is None:
            return
        if self._watch is not None:
            self._follow(self._watch, group)
            return
        self._first.append(group)
        if len(self._first) == BASELINE:
            self._watch = DriftWatch(baseline_of(self._first))
            for first in self._first:  # no drift is told from what it is measured by
                self._follow(self._watch, first, learning=True)

    @property
    def parts(self) -> int:
        """Parts so far."""
        return self._parts

    @property
    def trend(self) -> Trend:
        """How it stands now."""
        baseline = None if self._watch is None else self._watch.baseline
        points = self._points.points if baseline is not None else tuple(_unknown(group) for group in self._first)
        return Trend(self._line, self._parts, baseline, points, self._spells.spells, self._spells.more)

    def _follow(self, watch: DriftWatch, group: Group, learning: bool = False) -> None:
        told = watch.add(group)
        point = TrendPoint(
            at=group.since,
            level=group.level,
            average=watch.level.value,
            reach=watch.level.reach,
            failed=group.failed,
            failed_average=watch.failed.value,
        )
        self._points.add(point, watch.baseline.level.centre)
        if not learning:
            self._spells.add(told, watch.since or point.at, point, watch.baseline.level.centre)


class _Points:
    """At most twice MOST_POINTS points: when there are more, each two become one."""

    def __init__(self) -> None:
        self._points: list[TrendPoint] = []
        self._each = 1  # groups to a point

    def add(self, point: TrendPoint, centre: float) -> None:
        if self._points and self._points[-1].groups < self._each:
            self._points[-1] = _joined(self._points[-1], point, centre)
            return
        if len(self._points) == 2 * MOST_POINTS:
            pairs = zip(self._points[::2], self._points[1::2], strict=True)
            self._points = [_joined(left, right, centre) for left, right in pairs]
            self._each *= 2
        self._points.append(point)

    @property
    def points(self) -> tuple[TrendPoint, ...]:
        return tuple(self._points)


class _Spells:
    def __init__(self) -> None:
        self._spells: list[Spell] = []
        self.more = 0
        self._open: Spell | None = None

    def add(self, drift: Drift, since: datetime, point: TrendPoint, centre: float) -> None:
        """Take in what is told of a group."""
        if drift not in (Drift.STATION, Drift.PARTS):
            self._close(point.at)
        elif self._open is None or self._open.drift is not drift:
            self._close(point.at)
            self._open = Spell(drift, since, None, point.average, point.failed_average)
        else:
            level = max(self._open.level, point.average, key=lambda value: abs(value - centre))
            self._open = replace(self._open, level=level, failed=max(self._open.failed, point.failed_average))

    def _close(self, at: datetime) -> None:
        if self._open is None:
            return
        if len(self._spells) < MOST_SPELLS:
            self._spells.append(replace(self._open, until=at))
        else:
            self.more += 1
        self._open = None

    @property
    def spells(self) -> tuple[Spell, ...]:
        lasting = () if self._open is None else (self._open,)
        return (*self._spells, *lasting)


def _joined(left: TrendPoint, right: TrendPoint, centre: float) -> TrendPoint:
    """Two neighbouring points as one, in which nothing that left its limits is lost."""
    groups = left.groups + right.groups
    share = left.groups / groups
    further = max(left, right, key=lambda point: abs(point.average - centre))
    return TrendPoint(
        at=left.at,
        level=share * left.level + (1 - share) * right.level,
        average=further.average,
        reach=further.reach,
        failed=share * left.failed + (1 - share) * right.failed,
        failed_average=max(left.failed_average, right.failed_average),
        groups=groups,
    )


def _unknown(group: Group) -> TrendPoint:
    """A group while nobody knows yet what is usual."""
    return TrendPoint(group.since, group.level, math.nan, math.nan, group.failed, math.nan)
