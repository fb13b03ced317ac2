from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from recipe_versions import noise
from stage import put_on_stage
from stand_ins import PATIENCE_MS, Gate

from core.errors import RecipeError, RecordsError
from core.images import write_image
from core.recipes.joining import joined_good
from core.records.record import Confirmation, Filter, Opinion, Order, Record
from core.records.reviewing import Found, Query
from core.records.store import RecordStore
from core.types import Verdict
from gui.review.list_card import ListCard
from gui.review.periods import Period
from gui.review.record_model import Column, RecordModel
from gui.review.record_reader import PAGE
from gui.review.review_page import ReviewPage
from gui.review.review_work import Places
from gui.workers import Failure

NOW = datetime.now(UTC)
GOOD, BAD, UNSURE = Opinion.GOOD, Opinion.BAD, Opinion.UNSURE


def record(number: int, verdict: Verdict = Verdict.FAIL, **values: object) -> Record:
    made = Record(
        at=NOW - timedelta(seconds=number),
        station="one",
        recipe="Nut",
        recipe_version=4,
        source="parts",
        name=f"{number:03}.png",
        number=number,
        score=1.5 if verdict is Verdict.FAIL else 0.4,
        verdict=verdict,
    )
    return replace(made, **values)


@dataclass
class ManyRecords:
    """As many records as one likes, made when they are asked for; a gate may hold up each page."""

    total: int
    gate: Gate | None = None
    pages: list[int] = field(default_factory=list)

    def count(self, _wanted: Filter) -> int:
        return self.total

    def page(self, _wanted: Filter, _order: Order, _descending: bool, offset: int, limit: int) -> list[Record]:
        if limit == 1:  # the newest
            return []
        self.pages.append(offset)
        if self.gate is not None:
            self.gate.pass_through()
        return [record(n + 1, id=n + 1) for n in range(offset, min(offset + limit, self.total))]

    def get(self, ids: Iterable[int]) -> list[Record]:
        return [record(key, id=key) for key in ids]

    def recipes(self) -> list[str]:
        return ["Nut"]

    def confirm(self, *_args: object) -> dict[int, Confirmation | None]:
        raise RecordsError("The disk is full. Free some space.")

    def restore(self, _previous: object) -> None:
        """Nothing was said."""


class ReviewWindow:
    """The page alone, over a store in a file of its own, or over stand-ins."""

    def __init__(self, qtbot: QtBot, window: QWidget, tmp_path: Path) -> None:
        self.qtbot, self._window = qtbot, window
        self.archive, self.recipe = tmp_path / "archive", tmp_path / "Nut.filbert"
        self.store = RecordStore.open(f"sqlite:///{tmp_path / 'records.sqlite'}")
        self.failures: list[str] = []
        self.page = self._make(lambda: self.store)

    def use(self, records: ManyRecords) -> None:
        self.page.shutdown()
        self.page = self._make(lambda: records)

    def show(self, width: int = 1600, height: int = 1000) -> None:
        self.page.list.filter.period.choose(Period.ALL)
        put_on_stage(self._window, self.page, width, height)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is asked for any more, and the record on view is read."""
        work, model = self.page.work, self.page.list.model
        busy = (work._searcher, work._counter, work._pictures, work._teacher, work._answers, work._namer, work._joiner)
        self.wait(lambda: not any(one.busy for one in busy) and not self.page._calm.isActive())
        self.wait(lambda: model.rowCount() == 0 or self.page.list.record is not None)
        self.wait(lambda: not any(one.busy for one in busy) and not self.page._calm.isActive())

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.page.list.table, key, modifier)
        self.settle()

    def press(self, name: str) -> None:
        button = next(b for b in self.page.findChildren(QWidget) if b.accessibleName() == name and b.isVisible())
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def said(self) -> list[Opinion | None]:
        records = self.store.page(Filter(), Order.TIME, True, 0, 100)
        return [known.confirmation.opinion if known.confirmation is not None else None for known in records]

    def column(self, column: Column) -> list[str]:
        model = self.page.list.model
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def shows(self, text: str) -> bool:
        return any(label.isVisible() and text in label.text() for label in self.page.findChildren(QLabel))

    def _make(self, get_records: Callable[[], object]) -> ReviewPage:
        page = ReviewPage(Places(get_records, self.archive, self._find))  # type: ignore[arg-type]
        page.failed.connect(self._note)
        return page

    def _find(self, name: str) -> Path:
        if name != "Nut":
            raise RecipeError(f"There is no recipe {name} on this station.")
        return self.recipe

    def _note(self, failure: Failure) -> None:
        self.failures.append(failure.what)


@pytest.fixture
def review(qtbot: QtBot, window: QWidget, tmp_path: Path) -> Iterator[ReviewWindow]:
    made = ReviewWindow(qtbot, window, tmp_path)
    yield made
    made.page.shutdown()
    made.store.close()


def test_only_what_was_not_passed_is_shown_at_first_the_newest_first(review: ReviewWindow) -> None:
    review.store.add([record(3), record(1, Verdict.REVIEW), record(2, Verdict.PASS)])
    review.show()
    assert review.column(Column.VERDICT) == ["REVIEW", "FAIL"]
    assert review.shows("2 records")
    assert review.page._header._fields["yield"]._value.text() == "33.3 %"


def test_an_answer_is_kept_and_moves_on(review: ReviewWindow) -> None:
    review.store.add([record(number) for number in (1, 2, 3)])
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
    review.store.add([record(1), record(2)])
    review.show()
    review.key(Qt.Key.Key_1)
    review.key(Qt.Key.Key_Up)
    review.key(key)
    assert review.said() == [None, None]
    assert review.page.list.row == 0


def test_answers_are_undone_and_given_again(review: ReviewWindow) -> None:
    review.store.add([record(1), record(2)])
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
    review.store.add([record(number) for number in range(1, 301)])
    review.show()
    review.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert review.shows("These 300 parts are")
    review.key(Qt.Key.Key_1)
    assert review.store.count(Filter(opinions=(GOOD,))) == 300
    review.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert review.store.count(Filter(opinions=(GOOD,))) == 0


def test_what_is_still_open_gets_fewer_with_each_answer(review: ReviewWindow) -> None:
    review.store.add([record(number) for number in (1, 2, 3)])
    review.show()
    review.press("Show only parts nobody has confirmed")
    review.key(Qt.Key.Key_1)
    assert review.column(Column.PART) == ["2", "3"]
    assert review.page.list.row == 0
    review.key(Qt.Key.Key_2)
    review.key(Qt.Key.Key_2)
    assert review.column(Column.PART) == []
    assert review.said() == [GOOD, BAD, BAD]


def test_text_with_signs_of_sql_is_text(review: ReviewWindow) -> None:
    review.store.add([record(1, name="100%'; drop.png"), record(2, name="100 drops.png")])
    review.show()
    review.page.list.filter.text.setText("100%'")
    review.page.search()
    review.settle()
    assert review.column(Column.PART) == ["1"]
    review.page.list.filter.text.setText("nothing _ like it")
    review.page.search()
    review.settle()
    assert review.shows("Nothing fits this filter")


def test_filters_by_verdict_recipe_and_score(review: ReviewWindow) -> None:
    review.store.add(
        [record(1), record(2, Verdict.REVIEW), record(3, recipe="Bolt"), record(4, Verdict.PASS), record(5, score=9.0)]
    )
    review.show()
    bar = review.page.list.filter
    bar.verdict.choose((Verdict.FAIL,))
    bar.recipe.choose("Nut")
    bar.changed.emit()
    review.settle()
    assert review.column(Column.PART) == ["1", "5"]
    bar.score.choose("between")
    bar.range._from.setValue(5)
    bar.range._to.setValue(10)
    bar.changed.emit()
    review.settle()
    assert review.column(Column.PART) == ["5"]


def test_a_click_on_score_sorts_by_it(review: ReviewWindow) -> None:
    review.store.add([record(1, score=1.2), record(2, score=3.0), record(3, score=2.0)])
    review.show()
    review.page.list.table.horizontalHeader().sectionClicked.emit(Column.SCORE)
    review.settle()
    assert review.column(Column.SCORE) == ["3.00", "2.00", "1.20"]
    review.page.list.table.horizontalHeader().sectionClicked.emit(Column.SCORE)
    review.settle()
    assert review.column(Column.SCORE) == ["1.20", "2.00", "3.00"]


def test_new_records_wait_until_somebody_asks(review: ReviewWindow) -> None:
    review.store.add([record(5)])
    review.show()
    review.store.add([record(1, at=datetime.now(UTC) + timedelta(seconds=1))])
    review.page.note_new(1)
    assert review.column(Column.PART) == ["5"]
    review.press("Show 1 new records")
    assert review.column(Column.PART) == ["1", "5"]


def test_the_picture_is_shown_with_its_heatmap_or_it_is_said_why_not(review: ReviewWindow) -> None:
    (review.archive / "day").mkdir(parents=True)
    write_image(review.archive / "day" / "part.png", noise(1, 64))
    np.save(review.archive / "day" / "part.npy", np.full((8, 8), 1.5, np.float16))
    kept = record(1, image="day/part.png", score_map="day/part.npy")
    review.store.add([kept, record(2), record(3, image="day/gone.png"), record(4, image="../../etc/passwd")])
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
    review.store.add([record(1, image="1.png"), record(2, image="2.png")])
    asked: list[Path] = []
    review.page.retrain_requested.connect(asked.append)
    review.show()
    assert review.shows("Nothing is confirmed yet")
    review.key(Qt.Key.Key_1)
    review.key(Qt.Key.Key_2)
    assert review.shows("Confirmed: 1 good, 1 defects")
    review.page.retrain.retrain_requested.emit()
    review.wait(lambda: bool(asked))
    assert asked == [review.recipe]
    assert len(joined_good(review.recipe)) == 1


def test_a_recipe_that_is_not_here_is_told(review: ReviewWindow) -> None:
    review.store.add([record(1, recipe="Bolt", image="1.png")])
    review.show()
    review.key(Qt.Key.Key_1)
    review.page.retrain.retrain_requested.emit()
    review.wait(lambda: bool(review.failures))
    assert review.failures == ["There is no recipe Bolt on this station."]


def test_of_a_million_records_only_a_few_pages_are_read(review: ReviewWindow) -> None:
    records = ManyRecords(1_000_000)
    review.use(records)
    review.show()
    table = review.page.list.table
    assert review.shows("1\u202f000\u202f000 records")
    bar = table.verticalScrollBar()
    for share in (0.25, 0.5, 0.75, 1.0):
        bar.setValue(round(bar.maximum() * share))
        first = table.rowAt(1)
        review.wait(lambda first=first: review.page.list.model.record_at(first) is not None)
    assert table.model().index(999_999, Column.PART).data() == "1000000"
    assert len(set(records.pages)) <= 14


def test_choosing_a_million_records_asks_for_none_of_them(window: QWidget) -> None:
    class Counting(RecordModel):
        asked = 0

        def flags(self, index: Any) -> Qt.ItemFlag:
            Counting.asked += 1
            return super().flags(index)

    card = ListCard(Counting(lambda _wish: None))
    put_on_stage(window, card, 1000, 800)
    card.show_found(Found(Query(), 1_000_000))
    card.select_all()
    window.grab()
    assert card.chosen_rows == ((0, 999_999),)
    assert Counting.asked < 10_000


def test_rows_are_empty_until_they_have_been_read(review: ReviewWindow) -> None:
    records = ManyRecords(10_000, Gate())
    review.use(records)
    review.page.list.filter.period.choose(Period.ALL)
    put_on_stage(review._window, review.page, 1600, 1000)
    model = review.page.list.model
    review.wait(lambda: model.rowCount() == 10_000)
    assert model.index(0, Column.PART).data() == "…"
    assert review.page.list.record is None
    assert records.gate is not None
    records.gate.open(50)
    review.wait(lambda: model.index(0, Column.PART).data() == "1")
    assert model.index(PAGE * 40, Column.PART).data() == "…"
    review.settle()


def test_an_answer_that_cannot_be_kept_is_told_and_not_shown(review: ReviewWindow) -> None:
    review.use(ManyRecords(3))
    review.show()
    review.key(Qt.Key.Key_1)
    review.wait(lambda: bool(review.failures))
    review.settle()
    assert review.failures == ["The disk is full. Free some space."]
    assert review.column(Column.CONFIRMED) == ["–", "–", "–"]


def test_keys_are_text_while_one_types(review: ReviewWindow) -> None:
    review.store.add([record(1)])
    review.show()
    field_ = review.page.list.filter.text
    field_.setFocus()
    review.qtbot.keyClicks(field_, "1")
    assert field_.text() == "1"
    review.settle()
    assert review.said() == [None]


@pytest.mark.parametrize(("width", "height"), [(1200, 660), (1824, 1080)])
def test_every_control_has_a_name(review: ReviewWindow, width: int, height: int) -> None:
    review.store.add([record(1)])
    review.page.set_compact(width < 1600)
    review.show(width, height)
    tab = Qt.FocusPolicy.TabFocus
    focusable = [w for w in review.page.findChildren(QWidget) if w.focusPolicy() & tab and w.isVisible()]
    assert focusable
    assert [type(w).__name__ for w in focusable if not w.accessibleName()] == []


def test_a_day_begins_at_the_stations_midnight() -> None:
    from gui.review.periods import span_of  # noqa: PLC0415

    now = datetime(2026, 11, 23, 14, 30).astimezone()
    midnight = datetime(2026, 11, 23).astimezone()
    assert span_of(Period.TODAY, now) == (midnight, None)
    assert span_of(Period.YESTERDAY, now) == (datetime(2026, 11, 22).astimezone(), midnight)
    assert span_of(Period.WEEK, now) == (datetime(2026, 11, 17).astimezone(), None)
    assert span_of(Period.ALL, now) == (None, None)
