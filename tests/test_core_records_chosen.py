"""An answer for many parts is about those that were shown, whoever else works in the same store meanwhile."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from postgres_server import running_server
from records_made import NOW, make_rejected

from core.errors import RecordsError
from core.records.answer_book import AnswerBook
from core.records.chosen import Chosen, ids_of
from core.records.record import Confirmation, Filter, Opinion, Order
from core.records.reviewing import Query, find
from core.records.store import RecordStore

GOOD, BAD = Opinion.GOOD, Opinion.BAD
OPEN = Query(Filter(only_unconfirmed=True), Order.TIME, descending=True)


@pytest.fixture(scope="module")
def server_url() -> Iterator[str]:
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install filbert[postgres]")
    with running_server() as server:
        yield server.new_database("filbert")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records.sqlite'}"
    return str(request.getfixturevalue("server_url"))


@pytest.fixture
def stores(url: str) -> Iterator[tuple[RecordStore, RecordStore]]:
    """The same records, as two stations see them; a server's are looked at from here on only."""
    ours, theirs = RecordStore.open(url), RecordStore.open(url)
    ours.confirm([record.id for record in ours.page(Filter(), Order.TIME, True, 0, 9999)], BAD, "before", NOW)
    yield ours, theirs
    ours.close()
    theirs.close()


def chosen(store: RecordStore, stretches: tuple[tuple[int, int], ...], seen: int) -> Chosen:
    """These rows of the parts nobody has confirmed, of which the first so many have been read."""
    found = find(store, OPEN, NOW)
    records = store.page(found.query.wanted, OPEN.order, OPEN.descending, 0, seen)
    rows = {row for first, last in stretches for row in range(first, last + 1)}
    ids = {row: record.id for row, record in enumerate(records) if row in rows}
    return Chosen(found.query, stretches, ids, store.count(found.query.wanted))


def test_rows_become_ids_in_the_order_of_the_list(stores: tuple[RecordStore, RecordStore]) -> None:
    ids = stores[0].add([make_rejected(number) for number in range(1, 11)])
    for seen in (0, 2, 10):
        assert ids_of(stores[0], chosen(stores[0], ((0, 1), (4, 4)), seen)) == [ids[0], ids[1], ids[4]]


def test_rows_beyond_a_thousand_are_found_too(stores: tuple[RecordStore, RecordStore]) -> None:
    stores[0].add([make_rejected(number) for number in range(2500)])
    assert len(set(ids_of(stores[0], chosen(stores[0], ((0, 2499),), 100)))) == 2500


def test_too_many_at_once_are_refused(stores: tuple[RecordStore, RecordStore]) -> None:
    with pytest.raises(RecordsError, match="too many for one answer"):
        ids_of(stores[0], Chosen(OPEN, ((0, 1_000_000),), {}, None))


def test_rows_nobody_has_seen_wait_until_the_list_is_counted(stores: tuple[RecordStore, RecordStore]) -> None:
    ids = stores[0].add([make_rejected(number) for number in range(1, 6)])
    uncounted = replace(chosen(stores[0], ((0, 2),), 3), count=None)
    assert ids_of(stores[0], uncounted) == ids[:3]
    with pytest.raises(RecordsError, match="still being counted"):
        ids_of(stores[0], replace(uncounted, seen={0: ids[0]}))


def test_what_was_seen_is_answered_wherever_it_stands_now(stores: tuple[RecordStore, RecordStore]) -> None:
    ours, theirs = stores
    ids = ours.add([make_rejected(number) for number in range(1, 11)])
    these = chosen(ours, ((2, 4),), 10)
    theirs.confirm(ids[:2], GOOD, "Ben", NOW)  # two leave the list above
    theirs.add([make_rejected(3), make_rejected(4)])  # two come, by a slow clock
    assert ids_of(ours, these) == ids[2:5]


def test_records_kept_meanwhile_are_not_answered(stores: tuple[RecordStore, RecordStore]) -> None:
    ours, theirs = stores
    ids = ours.add([make_rejected(number) for number in range(1, 301)])
    these = chosen(ours, ((0, 299),), 128)
    late = theirs.add([make_rejected(number) for number in (5, 200, 290)])
    AnswerBook().give(ours, ids_of(ours, these), GOOD, "Anna", NOW)
    assert all(record.confirmation is not None for record in ours.get(ids))
    assert all(record.confirmation is None for record in ours.get(late))


@pytest.mark.parametrize("answered", [0, 200, 299])
def test_a_list_that_somebody_has_changed_is_not_answered_blindly(
    stores: tuple[RecordStore, RecordStore], answered: int
) -> None:
    ours, theirs = stores
    ids = ours.add([make_rejected(number) for number in range(1, 401)])
    these = chosen(ours, ((0, 299),), 128)
    theirs.confirm([ids[answered]], BAD, "Ben", NOW)
    with pytest.raises(RecordsError, match="has changed since it was shown"):
        ids_of(ours, these)


def test_undo_takes_back_just_what_was_said(stores: tuple[RecordStore, RecordStore]) -> None:
    ours, theirs = stores
    ids = ours.add([make_rejected(number) for number in range(1, 1501)])
    earlier = Confirmation(BAD, "Cleo", NOW - timedelta(days=1))
    ours.confirm(ids[:3], earlier.opinion, earlier.by, earlier.at)
    before, book = ours.get(ids), AnswerBook()
    book.give(ours, ids, GOOD, "Anna", NOW)
    theirs.confirm([ids[7]], BAD, "Ben", NOW)
    now = book.undo(ours)
    after = [*before]
    after[7] = replace(before[7], confirmation=Confirmation(BAD, "Ben", NOW))
    assert ours.get(ids) == after
    assert now == {record.id: record.confirmation for record in after}


def test_an_answer_given_again_is_undone_to_what_stood_there_then(stores: tuple[RecordStore, RecordStore]) -> None:
    ours, theirs = stores
    ids, book = ours.add([make_rejected(1), make_rejected(2)]), AnswerBook()
    book.give(ours, ids, GOOD, "Anna", NOW)
    book.undo(ours)
    theirs.confirm(ids[:1], BAD, "Ben", NOW)
    book.redo(ours)
    assert [record.confirmation for record in ours.get(ids)] == [Confirmation(GOOD, "Anna", NOW)] * 2
    book.undo(ours)
    assert [record.confirmation for record in ours.get(ids)] == [Confirmation(BAD, "Ben", NOW), None]
