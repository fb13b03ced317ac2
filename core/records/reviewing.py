"""Looking through records: a question that stands still, its first rows at once, and how many there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from core.records.record import Confirmation, Filter, Opinion, Order, Record
from core.types import Verdict

PAGE = 128
"""Records of a page: more than are on any screen at once, read in a few milliseconds."""

Said = Mapping[int, Confirmation | None]
"""What is said of records now, by id; None for nothing."""


class Records(Protocol):
    """What a store of records gives to those who look through it; any thread. Raises RecordsError."""

    def count(self, wanted: Filter) -> int:
        """How many there are."""

    def newest_id(self) -> int:
        """The id of the record kept last; 0 for none."""

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

    def restore(self, previous: Said, said: Confirmation | None) -> dict[int, Confirmation | None]:
        """Undo a `confirm` that said this, but for what others have said since; give what is said now."""


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
    """A query that stands still, for its time and its ids have an end; a page of its records; and how many there are.

    `records` are those from the `first`-th on. `count` is None while nobody has counted them: over a million records
    that takes longer than reading a page.
    """

    query: Query
    count: int | None = None
    first: int = 0
    records: tuple[Record, ...] = ()

    @property
    def at_least(self) -> int:
        """So many there are for certain."""
        return self.first + len(self.records) if self.count is None else self.count


@dataclass(frozen=True)
class Counted:
    """How many records a filter has."""

    wanted: Filter
    count: int


@dataclass(frozen=True)
class FoundFigures:
    """About what was found: how many nobody has looked at; and of the same time and recipe, all and the passed ones."""

    unconfirmed: int
    inspected: int
    passed: int


def find(records: Records, query: Query, now: datetime, row: int = 0) -> Found:
    """Begin to look, at the page with a row: records that come from now on don't move those that are on view."""
    query = _standing(records, query, now)
    first = row - row % PAGE
    page = _page(records, query, first)
    if len(page) == PAGE:
        return Found(query, None, first, page)
    if page or first == 0:
        return Found(query, first + len(page), first, page)
    count = records.count(query.wanted)  # there are not so many any more
    first = max(0, count - 1) // PAGE * PAGE
    return Found(query, count, first, _page(records, query, first))


def count_found(records: Records, wanted: Filter) -> Counted:
    """Count what was found."""
    return Counted(wanted, records.count(wanted))


def figures(records: Records, query: Query) -> FoundFigures:
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
    return FoundFigures(open_ones, records.count(all_of_it), passed)


def _standing(records: Records, query: Query, now: datetime) -> Query:
    wanted = query.wanted
    if wanted.up_to_id is None:
        wanted = replace(wanted, up_to_id=records.newest_id())
    if wanted.until is None:
        # Later than now where a clock was put back.
        newest = records.page(Filter(), Order.TIME, descending=True, offset=0, limit=1)
        last = max([now, *(record.at for record in newest)])
        wanted = replace(wanted, until=last + timedelta(microseconds=1))
    return replace(query, wanted=wanted)


def _page(records: Records, query: Query, first: int) -> tuple[Record, ...]:
    return tuple(records.page(query.wanted, query.order, query.descending, first, PAGE))
