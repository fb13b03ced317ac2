"""The same counts for each shift, lot and recipe."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.records.record import Record
from core.reports.counting import Figures, Tally
from core.shifts import ShiftTimes, WorkShift

MOST_ROWS = 500
"""Rows of one table; what comes after them is counted together, so that a lot for each part fills no memory."""

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True)
class Row(Generic[_Key]):
    """One row of a table: what it is about, and its counts."""

    key: _Key
    figures: Figures


@dataclass(frozen=True)
class Breakdown(Generic[_Key]):
    """Rows in the order of their first part; `others` counts the parts of rows that were too many, None without any."""

    rows: tuple[Row[_Key], ...] = ()
    others: Figures | None = None


class BreakdownTally(Generic[_Key]):
    """Counts parts by a key that a function finds in each."""

    def __init__(self, key_of: Callable[[Record], _Key]) -> None:
        self._key_of = key_of
        self._tallies: dict[_Key, Tally] = {}
        self._others: Tally | None = None

    def add(self, record: Record) -> None:
        """Count a part."""
        key = self._key_of(record)
        tally = self._tallies.get(key) or self._new(key)
        tally.add(record)

    def _new(self, key: _Key) -> Tally:
        if len(self._tallies) < MOST_ROWS:
            return self._tallies.setdefault(key, Tally())
        self._others = self._others or Tally()
        return self._others

    @property
    def table(self) -> Breakdown[_Key]:
        """The counts so far."""
        rows = tuple(Row(key, tally.figures) for key, tally in self._tallies.items())
        return Breakdown(rows, None if self._others is None else self._others.figures)


class ShiftOf:
    """Finds the shift of each record; quick, for records come in order of time."""

    def __init__(self, times: ShiftTimes) -> None:
        self._times = times
        self._last: WorkShift | None = None

    def __call__(self, record: Record) -> WorkShift:
        """The shift of a record."""
        if self._last is None or not self._last.holds(record.at):
            self._last = self._times.shift_at(record.at)
        return self._last
