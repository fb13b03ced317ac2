"""Looking through records and saying what is right: a question that stands still, and answers that can be undone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from core.errors import RecordsError
from core.records.record import Confirmation, Filter, Opinion, Order, Record
from core.types import Verdict

MOST_AT_ONCE = 20_000
"""Records that one answer may be about."""

MOST_STEPS = 100
"""Answers that can be undone, one after another."""

_PAGE = 1000

Said = Mapping[int, Confirmation | None]
"""What is said of records now, by id; None for nothing."""


class Records(Protocol):
    """What a store of records gives to those who look through it; any thread. Raises RecordsError."""

    def count(self, wanted: Filter) -> int:
        """How many there are."""

    def recipes(self) -> list[str]:
        """The names of all recipes there are records of."""

    def page(self, wanted: Filter, order: Order, descending: bool, offset: int, limit: int) -> list[Record]:
        """At most `limit` records, from the `offset`-th on."""

    def get(self, ids: Iterable[int]) -> list[Record]:
        """These records, in this order."""

    def confirm(
        self, ids: Iterable[int], opinion: Opinion | None, by: str, at: datetime
    ) -> dict[int, Confirmation | None]:
        """Say of these parts what somebody found; give what was said before."""

    def restore(self, previous: Said) -> None:
        """Undo a `confirm`."""


@dataclass(frozen=True)
class Query:
    """Which records are looked through, and in which order."""

    wanted: Filter = field(default_factory=Filter)
    order: Order = Order.TIME
    descending: bool = True

    @property
    def depends_on_answers(self) -> bool:
        """Whether an answer may put a record out of what is looked through."""
        return bool(self.wanted.opinions) or self.wanted.only_unconfirmed


@dataclass(frozen=True)
class Found:
    """A query that stands still, for its time has an end, and how many records there are."""

    query: Query
    count: int


@dataclass(frozen=True)
class Figures:
    """About what was found: how many nobody has looked at; and of the same time and recipe, all and the passed ones."""

    unconfirmed: int
    inspected: int
    passed: int


def find(records: Records, query: Query, now: datetime) -> Found:
    """Begin to look: records that come from now on don't move those that are on view."""
    wanted = query.wanted
    if wanted.until is None:
        newest = records.page(Filter(), Order.TIME, True, 0, 1)  # later than now where a clock was put back
        last = max([now, *(record.at for record in newest)])
        query = replace(query, wanted=replace(wanted, until=last + timedelta(microseconds=1)))
    return Found(query, records.count(query.wanted))


def figures(records: Records, query: Query) -> Figures:
    """Count what is told beside the list."""
    wanted = query.wanted
    all_of_it = Filter(
        since=wanted.since,
        until=wanted.until,
        recipe=wanted.recipe,
        recipe_version=wanted.recipe_version,
        lot=wanted.lot,
    )
    open_ones = records.count(replace(wanted, opinions=(), only_unconfirmed=True))
    passed = records.count(replace(all_of_it, verdicts=(Verdict.PASS,)))
    return Figures(open_ones, records.count(all_of_it), passed)


def ids_of_rows(records: Records, query: Query, spans: Sequence[tuple[int, int]]) -> list[int]:
    """The ids of the records in these rows, first and last of each span. Raises RecordsError for too many."""
    total = sum(last - first + 1 for first, last in spans)
    if total > MOST_AT_ONCE:
        raise RecordsError(
            f"{total:,} records are too many for one answer; {MOST_AT_ONCE:,} are the most. "
            "Choose a shorter time or other verdicts."
        )
    found: list[int] = []
    for first, last in spans:
        for start in range(first, last + 1, _PAGE):
            limit = min(_PAGE, last + 1 - start)
            page = records.page(query.wanted, query.order, query.descending, start, limit)
            found += [record.id for record in page]
    return found


@dataclass(frozen=True)
class _Step:
    ids: tuple[int, ...]
    opinion: Opinion | None
    by: str
    at: datetime
    before: Said


class AnswerBook:
    """Gives answers, and knows how to undo them. One thread at a time; others may ask what can be undone."""

    def __init__(self) -> None:
        self._done: list[_Step] = []
        self._undone: list[_Step] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is an answer to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone answer to give again."""
        return bool(self._undone)

    def give(self, records: Records, ids: Sequence[int], opinion: Opinion | None, by: str, at: datetime) -> Said:
        """Say of these records what somebody found, or take it back with None."""
        before = records.confirm(ids, opinion, by, at)
        self._done = [*self._done, _Step(tuple(before), opinion, by, at, before)][-MOST_STEPS:]
        self._undone = []
        return _said(self._done[-1])

    def undo(self, records: Records) -> Said:
        """Take back the last answer; nothing where there is none."""
        if not self._done:
            return {}
        step = self._done[-1]
        records.restore(step.before)
        self._undone.append(self._done.pop())
        return step.before

    def redo(self, records: Records) -> Said:
        """Give an answer again that was undone; nothing where there is none."""
        if not self._undone:
            return {}
        step = self._undone[-1]
        records.confirm(step.ids, step.opinion, step.by, step.at)
        self._done.append(self._undone.pop())
        return _said(step)


def _said(step: _Step) -> Said:
    said = None if step.opinion is None else Confirmation(step.opinion, step.by, step.at)
    return dict.fromkeys(step.ids, said)
