"""What people say of records, written into the store and taken back again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, select, update

from core.records.record import Confirmation
from core.records.rows import confirmation_of, confirmation_row
from core.records.schema import RECORDS

_AT_ONCE = 1000  # ids that a statement takes
_C = RECORDS.c

Previous = Mapping[int, Confirmation | None]
"""What was said of records, by id, before somebody said something else."""


def say(connection: Connection, ids: Iterable[int], said: Confirmation | None) -> dict[int, Confirmation | None]:
    """Say this of records; give what was said before. Ids there are not are missing in it."""
    previous: dict[int, Confirmation | None] = {}
    for some in some_at_a_time(ids):
        previous.update((row["id"], confirmation_of(row)) for row in _held(connection, some))
        connection.execute(update(RECORDS).where(_C.id.in_(some)).values(confirmation_row(said)))
    return previous


def take_back(connection: Connection, previous: Previous, said: Confirmation | None) -> dict[int, Confirmation | None]:
    """Say again what was said before, where this is still what is said; give what is said now of each."""
    changed = update(RECORDS).where(_C.id == bindparam("key"))
    ours, now = confirmation_row(said), dict[int, Confirmation | None]()
    for some in some_at_a_time(previous):
        rows = _held(connection, some)
        now.update((row["id"], confirmation_of(row)) for row in rows)
        still = [row["id"] for row in rows if all(row[name] == value for name, value in ours.items())]
        now.update((key, previous[key]) for key in still)
        back: list[dict[str, Any]] = [{"key": key, **confirmation_row(previous[key])} for key in still]
        if back:
            connection.execute(changed, back)
    return now


def some_at_a_time(ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids in lists that a statement can take."""
    waiting = iter(ids)
    while some := list(islice(waiting, _AT_ONCE)):
        yield some


def _held(connection: Connection, ids: list[int]) -> Sequence[RowMapping]:
    """What is said of these records, which nobody else can change until the transaction ends."""
    asked = select(_C.id, _C.opinion, _C.confirmed_by, _C.confirmed_at).where(_C.id.in_(ids))
    return connection.execute(asked.order_by(_C.id).with_for_update()).mappings().all()
