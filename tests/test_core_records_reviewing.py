from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from recipe_versions import noise, written
from small import small_recipe

from core.errors import RecordsError
from core.images import read_image
from core.recipe_file import save_recipe
from core.recipes.joining import joined_good
from core.recipes.references import references_of
from core.records.record import Confirmation, Filter, Opinion, Order, Record
from core.records.retraining import join_lessons, lessons_of
from core.records.reviewing import AnswerBook, Figures, Query, figures, find, ids_of_rows
from core.records.store import RecordStore
from core.records.yields import Passed, yields_of
from core.types import Verdict

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
GOOD, BAD, UNSURE = Opinion.GOOD, Opinion.BAD, Opinion.UNSURE


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    opened = RecordStore.open(f"sqlite:///{tmp_path / 'records.sqlite'}")
    yield opened
    opened.close()


def record(number: int, verdict: Verdict = Verdict.FAIL, **values: object) -> Record:
    made = Record(
        at=NOW - timedelta(minutes=number),
        station="one",
        recipe="Nut",
        recipe_version=1,
        source="parts",
        name=f"{number:03}.png",
        number=number,
        score=1.5 if verdict is Verdict.FAIL else 0.4,
        verdict=verdict,
    )
    return replace(made, **values)


def opinions(store: RecordStore, ids: Sequence[int]) -> list[Opinion | None]:
    return [said.confirmation.opinion if said.confirmation is not None else None for said in store.get(ids)]


def test_what_comes_after_the_search_is_not_in_it(store: RecordStore) -> None:
    store.add([record(number) for number in range(1, 4)])
    found = find(store, Query(), NOW)
    store.add([record(0, at=NOW + timedelta(seconds=1))])
    assert found.count == 3
    assert store.count(found.query.wanted) == 3
    page = store.page(found.query.wanted, Order.TIME, True, 0, 10)
    assert [known.number for known in page] == [1, 2, 3]


def test_a_clock_that_was_put_back_hides_no_record(store: RecordStore) -> None:
    store.add([record(1, at=NOW + timedelta(hours=2)), record(2)])
    assert find(store, Query(), NOW).count == 2


def test_an_end_that_was_chosen_stays(store: RecordStore) -> None:
    store.add([record(1), record(90)])
    wanted = Filter(until=NOW - timedelta(hours=1))
    found = find(store, Query(wanted), NOW)
    assert (found.query.wanted, found.count) == (wanted, 1)


def test_figures_are_of_the_same_time_and_recipe_whatever_the_verdict(store: RecordStore) -> None:
    ids = store.add([record(1), record(2), record(3, Verdict.PASS), record(4, Verdict.PASS, recipe="Bolt"), record(99)])
    store.confirm(ids[:1], GOOD, "Mara", NOW)
    wanted = Filter(since=NOW - timedelta(minutes=10), verdicts=(Verdict.FAIL,), recipe="Nut")
    assert figures(store, Query(wanted)) == Figures(unconfirmed=1, inspected=3, passed=1)


def test_rows_become_ids_in_the_order_of_the_list(store: RecordStore) -> None:
    ids = store.add([record(number) for number in range(1, 11)])
    query = Query(Filter(), Order.TIME, descending=True)
    assert ids_of_rows(store, query, [(0, 1), (4, 4)]) == [ids[0], ids[1], ids[4]]


def test_rows_beyond_a_thousand_are_found_too(store: RecordStore) -> None:
    store.add([record(number) for number in range(2500)])
    assert len(set(ids_of_rows(store, Query(), [(0, 2499)]))) == 2500


def test_too_many_at_once_are_refused(store: RecordStore) -> None:
    with pytest.raises(RecordsError, match="too many for one answer"):
        ids_of_rows(store, Query(), [(0, 1_000_000)])


def test_answers_are_undone_one_by_one_and_given_again(store: RecordStore) -> None:
    ids = store.add([record(1), record(2)])
    book = AnswerBook()
    book.give(store, ids, GOOD, "Mara", NOW)
    book.give(store, ids[:1], BAD, "Ole", NOW)
    assert opinions(store, ids) == [BAD, GOOD]
    assert book.undo(store) == {ids[0]: Confirmation(GOOD, "Mara", NOW)}
    assert opinions(store, ids) == [GOOD, GOOD]
    assert book.undo(store) == {ids[0]: None, ids[1]: None}
    assert opinions(store, ids) == [None, None]
    assert not book.can_undo
    book.redo(store)
    assert book.redo(store) == {ids[0]: Confirmation(BAD, "Ole", NOW)}
    assert opinions(store, ids) == [BAD, GOOD]
    assert (book.can_undo, book.can_redo) == (True, False)


def test_a_new_answer_ends_what_could_be_given_again(store: RecordStore) -> None:
    ids = store.add([record(1)])
    book = AnswerBook()
    book.give(store, ids, GOOD, "", NOW)
    book.undo(store)
    book.give(store, ids, UNSURE, "", NOW)
    assert not book.can_redo
    assert book.redo(store) == {}
    assert opinions(store, ids) == [UNSURE]


def test_taking_an_answer_back_can_be_undone(store: RecordStore) -> None:
    ids = store.add([record(1)])
    book = AnswerBook()
    book.give(store, ids, BAD, "Mara", NOW)
    assert book.give(store, ids, None, "Mara", NOW) == {ids[0]: None}
    book.undo(store)
    assert opinions(store, ids) == [BAD]


def test_an_answer_that_fails_is_none_to_undo(store: RecordStore) -> None:
    class Broken(RecordStore):
        def confirm(self, *_args: object) -> dict[int, Confirmation | None]:
            raise RecordsError("The disk is full.")

    book = AnswerBook()
    with pytest.raises(RecordsError):
        book.give(Broken.__new__(Broken), [1], GOOD, "", NOW)
    assert not book.can_undo


def test_rejected_parts_that_are_good_and_bad_ones_join_the_next_version(store: RecordStore, tmp_path: Path) -> None:
    path, archive = tmp_path / "Nut.filbert", tmp_path / "archive"
    save_recipe(small_recipe(), path)
    files = written(archive / "day", [noise(number) for number in range(4)])
    names = [f"day/{file.name}" for file in files]
    kinds = (Verdict.FAIL, Verdict.REVIEW, Verdict.PASS, Verdict.PASS)
    ids = store.add([record(n, kind, image=name) for n, (kind, name) in enumerate(zip(kinds, names, strict=True))])
    gone = store.add([record(9, image="day/../day/000.png"), record(10), record(11, recipe="Bolt", image=names[0])])
    store.confirm([ids[0], ids[2], *gone], GOOD, "Mara", NOW)
    store.confirm([ids[1], ids[3]], BAD, "Mara", NOW)
    lessons = lessons_of(store, Filter(verdicts=(Verdict.REVIEW,)), "Nut")
    assert (lessons.good, lessons.defects) == (3, 2)
    joined = join_lessons(store, Filter(), "Nut", archive, path)
    assert (joined.good, joined.defects) == (1, 2)
    assert [read_image(file).tobytes() for file in joined_good(path)] == [noise(0).tobytes()]
    kept = {read_image(file).tobytes() for file in references_of(path).defects}
    assert kept == {noise(1).tobytes(), noise(3).tobytes()}


def test_without_a_kept_picture_nothing_can_be_taught(store: RecordStore, tmp_path: Path) -> None:
    ids = store.add([record(1)])
    store.confirm(ids, GOOD, "Mara", NOW)
    with pytest.raises(RecordsError, match="No picture of a confirmed part of Nut is kept"):
        join_lessons(store, Filter(), "Nut", tmp_path, tmp_path / "Nut.filbert")
    assert list(tmp_path.glob("Nut*")) == []


def test_yields_by_recipe_and_version(store: RecordStore) -> None:
    versions = (1, 1, 2, 2, 2)
    kinds = (Verdict.PASS, Verdict.FAIL, Verdict.PASS, Verdict.REVIEW, Verdict.PASS)
    store.add([record(n, kind, recipe_version=v) for n, (v, kind) in enumerate(zip(versions, kinds, strict=True))])
    store.add([record(9, Verdict.PASS, recipe="Bolt")])
    found = yields_of(store.tallies())
    assert found.recipes == {"Nut": Passed(5, 3), "Bolt": Passed(1, 1)}
    assert found.versions == {("Nut", 1): Passed(2, 1), ("Nut", 2): Passed(3, 2), ("Bolt", 1): Passed(1, 1)}


def test_the_recipes_there_are_records_of(store: RecordStore) -> None:
    store.add([record(1), record(2, recipe="bolt"), record(3, recipe="Axle"), record(4)])
    assert store.recipes() == ["Axle", "bolt", "Nut"]
