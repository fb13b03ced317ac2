from datetime import timedelta

import pytest
from records_made import NOW, make_rejected

from core.records.record import Filter, Opinion, Order
from core.records.reviewing import PAGE, Counted, FoundFigures, Query, count_found, figures, find
from core.records.store import RecordStore
from core.records.yields import Passed, yields_of
from core.types import Verdict

GOOD, BAD, UNSURE = Opinion.GOOD, Opinion.BAD, Opinion.UNSURE


def test_what_comes_after_the_search_is_not_in_it(store: RecordStore) -> None:
    store.add([make_rejected(number) for number in range(1, 4)])
    found = find(store, Query(), NOW)
    store.add([make_rejected(0, at=NOW + timedelta(seconds=1))])
    assert found.count == 3
    assert store.count(found.query.wanted) == 3
    page = store.page(found.query.wanted, Order.TIME, True, 0, 10)
    assert [known.number for known in page] == [1, 2, 3]


@pytest.mark.parametrize(
    ("kept", "row", "first", "count"), [(0, 0, 0, 0), (5, 3, 0, 5), (5, 700, 0, 5), (300, 299, 256, 300)]
)
def test_the_page_with_a_row_comes_first_and_a_page_that_is_not_full_tells_the_count(
    store: RecordStore, kept: int, row: int, first: int, count: int
) -> None:
    store.add([make_rejected(number) for number in range(kept)])
    found = find(store, Query(), NOW, row)
    assert (found.first, found.count, found.at_least) == (first, count, count)
    assert [known.number for known in found.records] == list(range(first, kept))


def test_a_full_page_is_counted_later(store: RecordStore) -> None:
    store.add([make_rejected(number) for number in range(200)])
    found = find(store, Query(), NOW, 10)
    assert (found.count, found.at_least, len(found.records)) == (None, PAGE, PAGE)
    assert count_found(store, found.query.wanted) == Counted(found.query.wanted, 200)


def test_another_order_finds_the_same_records(store: RecordStore) -> None:
    store.add([make_rejected(number, score=number / 10) for number in (1, 3, 2)])
    found = find(store, Query(), NOW)
    store.add([make_rejected(0, at=NOW + timedelta(seconds=1))])
    again = find(store, Query(found.query.wanted, Order.SCORE), NOW + timedelta(hours=1))
    assert [known.number for known in again.records] == [3, 2, 1]


def test_a_clock_that_was_put_back_hides_no_record(store: RecordStore) -> None:
    store.add([make_rejected(1, at=NOW + timedelta(hours=2)), make_rejected(2)])
    assert find(store, Query(), NOW).count == 2


def test_an_end_that_was_chosen_stays(store: RecordStore) -> None:
    store.add([make_rejected(1), make_rejected(90)])
    wanted = Filter(until=NOW - timedelta(hours=1))
    found = find(store, Query(wanted), NOW)
    assert (found.query.wanted.until, found.count) == (wanted.until, 1)


def test_figures_are_of_the_same_time_and_recipe_whatever_the_verdict(store: RecordStore) -> None:
    ids = store.add(
        [
            make_rejected(1),
            make_rejected(2),
            make_rejected(3, Verdict.PASS),
            make_rejected(4, Verdict.PASS, recipe="Bolt"),
            make_rejected(99),
        ]
    )
    store.confirm(ids[:1], GOOD, "Mara", NOW)
    wanted = Filter(since=NOW - timedelta(minutes=10), verdicts=(Verdict.FAIL,), recipe="Nut")
    assert figures(store, Query(wanted)) == FoundFigures(unconfirmed=1, inspected=3, passed=1)


def test_what_another_station_keeps_late_is_not_in_it(store: RecordStore) -> None:
    store.add([make_rejected(number) for number in (1, 3)])
    found = find(store, Query(), NOW)
    store.add([make_rejected(2)])  # its clock is slow, or its disk
    assert [known.number for known in store.page(found.query.wanted, Order.TIME, True, 0, 10)] == [1, 3]
    assert [known.number for known in find(store, Query(), NOW).records] == [1, 2, 3]


def test_yields_by_recipe_and_version(store: RecordStore) -> None:
    versions = (1, 1, 2, 2, 2)
    kinds = (Verdict.PASS, Verdict.FAIL, Verdict.PASS, Verdict.REVIEW, Verdict.PASS)
    store.add(
        [make_rejected(n, kind, recipe_version=v) for n, (v, kind) in enumerate(zip(versions, kinds, strict=True))]
    )
    store.add([make_rejected(9, Verdict.PASS, recipe="Bolt")])
    found = yields_of(store.tallies())
    assert found.recipes == {"Nut": Passed(5, 3), "Bolt": Passed(1, 1)}
    assert found.versions == {("Nut", 1): Passed(2, 1), ("Nut", 2): Passed(3, 2), ("Bolt", 4): Passed(1, 1)}


def test_the_recipes_there_are_records_of(store: RecordStore) -> None:
    store.add([make_rejected(1), make_rejected(2, recipe="bolt"), make_rejected(3, recipe="Axle"), make_rejected(4)])
    assert store.recipes() == ["Axle", "bolt", "Nut"]
