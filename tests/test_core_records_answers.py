from collections.abc import Sequence
from pathlib import Path

import pytest
from recipe_versions import noise, written
from records_made import NOW, make_rejected
from small import small_recipe

from core.errors import RecordsError
from core.images import read_image
from core.recipe_file import save_recipe
from core.recipes.joining import joined_good
from core.recipes.references import references_of
from core.records.answer_book import AnswerBook
from core.records.record import Confirmation, Filter, Opinion
from core.records.retraining import join_lessons, lessons_of
from core.records.store import RecordStore
from core.types import Verdict

GOOD, BAD, UNSURE = Opinion.GOOD, Opinion.BAD, Opinion.UNSURE


def opinions(store: RecordStore, ids: Sequence[int]) -> list[Opinion | None]:
    return [said.confirmation.opinion if said.confirmation is not None else None for said in store.get(ids)]


def test_answers_are_undone_one_by_one_and_given_again(store: RecordStore) -> None:
    ids = store.add([make_rejected(1), make_rejected(2)])
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
    ids = store.add([make_rejected(1)])
    book = AnswerBook()
    book.give(store, ids, GOOD, "", NOW)
    book.undo(store)
    book.give(store, ids, UNSURE, "", NOW)
    assert not book.can_redo
    assert book.redo(store) == {}
    assert opinions(store, ids) == [UNSURE]


def test_taking_an_answer_back_can_be_undone(store: RecordStore) -> None:
    ids = store.add([make_rejected(1)])
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
    ids = store.add(
        [make_rejected(n, kind, image=name) for n, (kind, name) in enumerate(zip(kinds, names, strict=True))]
    )
    gone = store.add(
        [
            make_rejected(9, image="day/../day/000.png"),
            make_rejected(10),
            make_rejected(11, recipe="Bolt", image=names[0]),
        ]
    )
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
    ids = store.add([make_rejected(1)])
    store.confirm(ids, GOOD, "Mara", NOW)
    with pytest.raises(RecordsError, match="No picture of a confirmed part of Nut is kept"):
        join_lessons(store, Filter(), "Nut", tmp_path, tmp_path / "Nut.filbert")
    assert list(tmp_path.glob("Nut*")) == []
