"""A report: everything it says, made in one pass over records, in a memory that doesn't grow with their number."""

import math
from dataclasses import dataclass
from datetime import datetime

from core.records.record import Record
from core.reports.breakdown import Breakdown, BreakdownTally, ShiftOf
from core.reports.counting import Figures, Tally, counts_as
from core.reports.places import Places, PlacesTally
from core.reports.trend import Line, Trend, TrendTally
from core.reports.worst import WorstTally
from core.shifts import ShiftTimes, WorkShift
from core.types import Verdict

MOST_LINES = 100
"""Recipes whose places, and recipes and stations whose scores, are followed; there are rarely more than a few."""


@dataclass(frozen=True)
class RecipeVersion:
    """A version of a recipe, as a key of a table."""

    name: str
    version: int

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


@dataclass(frozen=True)
class Scope:
    """What a report is about: the times that were asked for (aware; None: no limit), shift, lot and recipe in words.

    `clock` keeps only parts of shifts that begin at this time of day, "14:00"; None and empty stand for all.
    """

    since: datetime | None = None
    until: datetime | None = None
    clock: str = ""
    lot: str | None = None
    recipe: str | None = None


@dataclass(frozen=True)
class Report:
    """All that a report says. `first` and `last` are the times of the first and last record, None without any."""

    scope: Scope
    made_at: datetime
    first: datetime | None
    last: datetime | None
    figures: Figures
    by_shift: Breakdown[WorkShift]
    by_lot: Breakdown[str]
    by_recipe: Breakdown[RecipeVersion]
    places: tuple[Places, ...]  # a recipe each, that with the most failed parts first
    trends: tuple[Trend, ...]  # a line each, that with the most parts first
    worst: tuple[Record, ...]

    @property
    def empty(self) -> bool:
        """Whether there was no record."""
        return self.first is None


class ReportTally:
    """Takes in records one by one."""

    def __init__(self, times: ShiftTimes) -> None:
        self._all = Tally()
        self._by_shift = BreakdownTally(ShiftOf(times))
        self._by_lot: BreakdownTally[str] = BreakdownTally(lambda record: record.lot)
        self._by_recipe = BreakdownTally(lambda record: RecipeVersion(record.recipe, record.recipe_version))
        self._places: dict[str, PlacesTally] = {}
        self._trends: dict[Line, TrendTally] = {}
        self._worst = WorstTally()
        self._first: datetime | None = None
        self._last: datetime | None = None

    def add(self, record: Record) -> None:
        """Take in a record; they come in order of time."""
        self._first = self._first or record.at
        self._last = record.at
        for tally in (self._all, self._by_shift, self._by_lot, self._by_recipe):
            tally.add(record)
        if not record.verdict.about_part:
            return
        self._worst.add(record)
        if counts_as(record) is Verdict.FAIL:
            self._add_place(record)
        if math.isfinite(record.score):
            self._add_score(record)

    def report(self, scope: Scope, made_at: datetime) -> Report:
        """What is to be said of all so far."""
        places = [tally.places(recipe) for recipe, tally in self._places.items()]
        trends = [tally.trend for tally in self._trends.values()]
        return Report(
            scope=scope,
            made_at=made_at,
            first=self._first,
            last=self._last,
            figures=self._all.figures,
            by_shift=self._by_shift.table,
            by_lot=self._by_lot.table,
            by_recipe=self._by_recipe.table,
            places=tuple(sorted(places, key=lambda place: -place.failed)),
            trends=tuple(sorted(trends, key=lambda trend: -trend.parts)),
            worst=self._worst.records,
        )

    def _add_place(self, record: Record) -> None:
        if record.recipe not in self._places and len(self._places) < MOST_LINES:
            self._places[record.recipe] = PlacesTally()
        if (places := self._places.get(record.recipe)) is not None:
            places.add(record)

    def _add_score(self, record: Record) -> None:
        line = Line(record.station, record.recipe, record.recipe_version)
        if line not in self._trends and len(self._trends) < MOST_LINES:
            self._trends[line] = TrendTally(line)
        if (trend := self._trends.get(line)) is not None:
            trend.add(record.at, record.score, record.verdict is Verdict.FAIL)
