"""Which records a report is about, from what somebody asks for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time

from core.errors import ReportError
from core.records.record import Filter, Record
from core.reports.breakdown import ShiftOf
from core.reports.report import Scope
from core.shifts import ShiftTimes

CURRENT, LAST = "current", "last"

_MOMENT = "a date such as 2026-11-27, or with a time, 2026-11-27T14:00"


@dataclass(frozen=True)
class Asked:
    """What is asked for, as it is typed; empty stands for all.

    `shift` is "current", "last", a moment within a shift, or the time of day at which shifts begin, "14:00".
    """

    since: str = ""
    until: str = ""
    shift: str = ""
    lot: str | None = None
    recipe: str | None = None


def scope_of(asked: Asked, times: ShiftTimes, now: datetime) -> Scope:
    """The scope that is meant. Raises ReportError for what is no time, and where times exclude each other."""
    since = _moment(asked.since, times) if asked.since else None
    until = _moment(asked.until, times) if asked.until else None
    scope = Scope(since, until, lot=asked.lot, recipe=asked.recipe)
    if asked.shift:
        scope = _within_shift(scope, asked.shift, times, now)
    if scope.since is not None and scope.until is not None and scope.since >= scope.until:
        raise ReportError("The report would end before it begins. Give an earlier beginning or a later end.")
    return scope


def filter_of(scope: Scope) -> Filter:
    """The same as a filter of records; `clock` is left to `chosen`."""
    return Filter(since=scope.since, until=scope.until, lot=scope.lot, recipe=scope.recipe)


def chosen(records: Iterable[Record], scope: Scope, times: ShiftTimes) -> Iterator[Record]:
    """Those of shifts that begin at the scope's time of day."""
    if not scope.clock:
        yield from records
        return
    wanted, shift_of = time.fromisoformat(scope.clock), ShiftOf(times)
    for record in records:
        if shift_of(record).since.time() == wanted:
            yield record


def _within_shift(scope: Scope, shift: str, times: ShiftTimes, now: datetime) -> Scope:
    clock = _clock(shift)
    if clock is not None:
        if clock not in times.starts:
            begin = ", ".join(f"{start:%H:%M}" for start in times.starts)
            raise ReportError(f"No shift begins at {shift}. Give one of {begin}, or change the station's shifts.")
        return replace(scope, clock=f"{clock:%H:%M}")
    if scope.since is not None or scope.until is not None:
        raise ReportError("A shift of a day has its own beginning and end. Leave out the shift, or the other times.")
    meant = times.shift_at(now if shift in (CURRENT, LAST) else _moment(shift, times))
    if shift == LAST:
        meant = times.before(meant)
    return replace(scope, since=meant.since, until=meant.until)


def _clock(text: str) -> time | None:
    """A time of day; None for anything else."""
    if ":" not in text or "-" in text:
        return None
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None


def _moment(text: str, times: ShiftTimes) -> datetime:
    """A moment; without a zone it is meant as clocks show it here."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None and times.zone is not None:
            return moment.replace(tzinfo=times.zone)
        return moment.astimezone(times.zone)
    except (ValueError, OverflowError, OSError) as error:  # years that no clock here knows
        raise ReportError(f"{text} is no time. Give {_MOMENT}.") from error
