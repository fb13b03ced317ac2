from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from recipe_versions import noise
from records_made import NOW, make_rejected
from review_window import ManyRecords, ReviewWindow

from core.images import write_image
from core.recipes.joining import joined_good
from core.records.record import Filter, Opinion, Order
from gui.pages.review.record_model import Column

GOOD, BAD, UNSURE = Opinion.GOOD, Opinion.BAD, Opinion.UNSURE


def test_an_answer_is_kept_and_moves_on(review: ReviewWindow) -> None:
    review.store.add([make_rejected(number) for number in (1, 2, 3)])
    review.show()
    review.page.show_name("Mara")
    review.key(Qt.Key.Key_1)
    assert review.page.list.row == 1
    review.key(Qt.Key.Key_2)
    review.key(Qt.Key.Key_3)
    assert review.said() == [GOOD, BAD, UNSURE]
    assert review.column(Column.CONFIRMED) == ["good", "bad", "unsure"]
    newest = review.store.page(Filter(), Order.TIME, True, 0, 1)[0]
    assert newest.confirmation is not None
    assert newest.confirmation.by == "Mara"


@pytest.mark.parametrize("key", [Qt.Key.Key_0, Qt.Key.Key_Backspace])
def test_an_answer_is_taken_back_without_moving_on(review: ReviewWindow, key: Qt.Key) -> None:
    review.store.add([make_rejected(1), make_rejected(2)])
    review.show()
    review.key(Qt.Key.Key_1)
    review.key(Qt.Key.Key_Up)
    review.key(key)
    assert review.said() == [None, None]
    assert review.page.list.row == 0


def test_answers_are_undone_and_given_again(review: ReviewWindow) -> None:
    review.store.add([make_rejected(1), make_rejected(2)])
    review.show()
    review.key(Qt.Key.Key_1)
    review.key(Qt.Key.Key_2)
    review.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert review.said() == [GOOD, None]
    assert review.column(Column.CONFIRMED) == ["good", "–"]
    review.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert review.said() == [None, None]
    review.key(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert review.said() == [GOOD, None]


def test_one_answer_for_all_that_is_chosen_and_one_undo(review: ReviewWindow) -> None:
    review.store.add([make_rejected(number) for number in range(1, 301)])
    review.show()
    review.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert review.shows("These 300 parts are")
    review.key(Qt.Key.Key_1)
    assert review.store.count(Filter(opinions=(GOOD,))) == 300
    review.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert review.store.count(Filter(opinions=(GOOD,))) == 0


def test_an_answer_for_many_is_about_those_that_were_shown(review: ReviewWindow) -> None:
    ids = review.store.add([make_rejected(number) for number in range(1, 11)])
    review.show()
    review.press("Show only parts nobody has confirmed")
    review.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    review.store.confirm(ids[:1], BAD, "Ben", NOW)  # at another station: the first one leaves the list
    review.store.add([make_rejected(0)])
    review.key(Qt.Key.Key_1)
    said = [known.confirmation.opinion if known.confirmation else None for known in review.store.get(ids)]
    assert said == [GOOD, GOOD, *[None] * 8]
    assert review.store.count(Filter(only_unconfirmed=True)) == 9


def test_a_list_that_has_changed_is_not_answered_blindly(review: ReviewWindow) -> None:
    ids = review.store.add([make_rejected(number) for number in range(1, 301)])
    review.show()
    review.press("Show only parts nobody has confirmed")
    review.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    review.store.confirm(ids[200:201], BAD, "Ben", NOW)
    review.key(Qt.Key.Key_1)
    review.wait(lambda: bool(review.failures))
    review.settle()
    assert "has changed since it was shown" in review.failures[0]
    assert review.store.count(Filter(opinions=(GOOD,))) == 0
    review.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    review.key(Qt.Key.Key_1)
    assert review.store.count(Filter(opinions=(GOOD,))) == 299


@pytest.mark.parametrize("held", [Qt.Key.Key_Control, Qt.Key.Key_Shift])
def test_a_key_that_is_held_chooses_no_second_row(review: ReviewWindow, held: Qt.Key) -> None:
    review.store.add([make_rejected(number) for number in (1, 2, 3, 4)])
    review.show()
    review.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    review.qtbot.keyPress(review.page.list.table, held)
    review.page.list.go_to(3)
    assert review.page.list.chosen_rows == ((3, 3),)
    review.qtbot.keyRelease(review.page.list.table, held)
    review.key(Qt.Key.Key_1)
    assert review.said() == [None, None, None, GOOD]


def test_what_is_still_open_gets_fewer_with_each_answer(review: ReviewWindow) -> None:
    review.store.add([make_rejected(number) for number in (1, 2, 3)])
    review.show()
    review.press("Show only parts nobody has confirmed")
    review.key(Qt.Key.Key_1)
    assert review.column(Column.PART) == ["2", "3"]
    assert review.page.list.row == 0
    review.key(Qt.Key.Key_2)
    review.key(Qt.Key.Key_2)
    assert review.column(Column.PART) == []
    assert review.said() == [GOOD, BAD, BAD]


def test_the_picture_is_shown_with_its_heatmap_or_it_is_said_why_not(review: ReviewWindow) -> None:
    (review.archive / "day").mkdir(parents=True)
    write_image(review.archive / "day" / "part.png", noise(1, 64))
    np.save(review.archive / "day" / "part.npy", np.full((8, 8), 1.5, np.float16))
    kept = make_rejected(1, image="day/part.png", score_map="day/part.npy")
    review.store.add(
        [kept, make_rejected(2), make_rejected(3, image="day/gone.png"), make_rejected(4, image="../../etc/passwd")]
    )
    review.show()
    view = review.page.part.image
    assert view._inspection is not None
    np.testing.assert_array_equal(view._inspection.frame.image, noise(1, 64))
    assert float(view._inspection.score_map.max()) == 1.5
    for reason in ("No picture of this part was kept.", "is not kept any more", "is not kept any more"):
        review.key(Qt.Key.Key_Down)
        assert view._inspection is None
        assert reason in view._line


def test_confirmed_parts_are_kept_for_the_next_version_and_told(review: ReviewWindow) -> None:
    for number in (1, 2):
        write_to = review.archive / f"{number}.png"
        write_to.parent.mkdir(exist_ok=True)
        write_image(write_to, noise(number))
    review.store.add([make_rejected(1, image="1.png"), make_rejected(2, image="2.png")])
    asked: list[Path] = []
    review.page.retrain_requested.connect(asked.append)
    review.show()
    assert review.shows("Nothing is confirmed yet")
    review.key(Qt.Key.Key_1)
    review.key(Qt.Key.Key_2)
    assert review.shows("Confirmed: 1 good, 1 defect")
    review.page._card.retrain_requested.emit()
    review.wait(lambda: bool(asked))
    assert asked == [review.recipe]
    assert len(joined_good(review.recipe)) == 1


def test_a_recipe_that_is_not_here_is_told(review: ReviewWindow) -> None:
    review.store.add([make_rejected(1, recipe="Bolt", image="1.png")])
    review.show()
    review.key(Qt.Key.Key_1)
    review.page._card.retrain_requested.emit()
    review.wait(lambda: bool(review.failures))
    assert review.failures == ["There is no recipe Bolt on this station."]


def test_an_answer_that_cannot_be_kept_is_told_and_not_shown(review: ReviewWindow) -> None:
    review.use(ManyRecords(3))
    review.show()
    review.key(Qt.Key.Key_1)
    review.wait(lambda: bool(review.failures))
    review.settle()
    assert review.failures == ["The disk is full. Free some space."]
    assert review.column(Column.CONFIRMED) == ["–", "–", "–"]


def test_keys_are_text_while_one_types(review: ReviewWindow) -> None:
    review.store.add([make_rejected(1)])
    review.show()
    field_ = review.page.list.filter.text
    field_.setFocus()
    review.qtbot.keyClicks(field_, "1")
    assert field_.text() == "1"
    review.settle()
    assert review.said() == [None]


@pytest.mark.parametrize(("width", "height"), [(1200, 660), (1824, 1080)])
def test_every_control_has_a_name(review: ReviewWindow, width: int, height: int) -> None:
    review.store.add([make_rejected(1)])
    review.page.set_compact(width < 1600)
    review.show(width, height)
    tab = Qt.FocusPolicy.TabFocus
    focusable = [w for w in review.page.findChildren(QWidget) if w.focusPolicy() & tab and w.isVisible()]
    assert focusable
    assert [type(w).__name__ for w in focusable if not w.accessibleName()] == []
