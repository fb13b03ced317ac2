from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from records_made import make_rejected
from review_window import ManyRecords, ReviewWindow
from stage import put_on_stage
from stand_ins import Gate

from core.records.reviewing import Found, Query
from core.types import Verdict
from gui.pages.review.list_card import ListCard
from gui.pages.review.periods import Period
from gui.pages.review.record_model import Column, RecordModel
from gui.pages.review.record_reader import PAGE


def test_only_what_was_not_passed_is_shown_at_first_the_newest_first(review: ReviewWindow) -> None:
    review.store.add([make_rejected(3), make_rejected(1, Verdict.REVIEW), make_rejected(2, Verdict.PASS)])
    review.show()
    assert review.column(Column.VERDICT) == ["REVIEW", "FAIL"]
    assert review.shows("2 records")
    assert review.page._header._fields["yield"]._value.text() == "33.3 %"


def test_text_with_signs_of_sql_is_text(review: ReviewWindow) -> None:
    review.store.add([make_rejected(1, name="100%'; drop.png"), make_rejected(2, name="100 drops.png")])
    review.show()
    review.page.list.filter.text.setText("100%'")
    review.page.searching.begin()
    review.settle()
    assert review.column(Column.PART) == ["1"]
    review.page.list.filter.text.setText("nothing _ like it")
    review.page.searching.begin()
    review.settle()
    assert review.shows("Nothing fits this filter")


def test_filters_by_verdict_recipe_and_score(review: ReviewWindow) -> None:
    review.store.add(
        [
            make_rejected(1),
            make_rejected(2, Verdict.REVIEW),
            make_rejected(3, recipe="Bolt"),
            make_rejected(4, Verdict.PASS),
            make_rejected(5, score=9.0),
        ]
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
    review.store.add([make_rejected(1, score=1.2), make_rejected(2, score=3.0), make_rejected(3, score=2.0)])
    review.show()
    review.page.list.table.horizontalHeader().sectionClicked.emit(Column.SCORE)
    review.settle()
    assert review.column(Column.SCORE) == ["3.00", "2.00", "1.20"]
    review.page.list.table.horizontalHeader().sectionClicked.emit(Column.SCORE)
    review.settle()
    assert review.column(Column.SCORE) == ["1.20", "2.00", "3.00"]


def test_new_records_wait_until_somebody_asks(review: ReviewWindow) -> None:
    review.store.add([make_rejected(5)])
    review.show()
    review.store.add([make_rejected(1, at=datetime.now(UTC) + timedelta(seconds=1))])
    review.page.note_new(1)
    assert review.column(Column.PART) == ["5"]
    review.press("Show 1 new records")
    assert review.column(Column.PART) == ["1", "5"]


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
    assert records.gate is not None
    records.gate.open()
    review.wait(lambda: model.rowCount() == 10_000)
    assert model.index(0, Column.PART).data() == "1"
    assert model.index(PAGE * 40, Column.PART).data() == "…"
    records.gate.open(50)
    review.wait(lambda: model.index(PAGE * 40, Column.PART).data() == str(PAGE * 40 + 1))
    review.settle()


def test_the_first_rows_are_there_before_they_are_counted(review: ReviewWindow) -> None:
    records = ManyRecords(10_000, counting=Gate())
    review.use(records)
    review.page.list.filter.period.choose(Period.ALL)
    put_on_stage(review._window, review.page, 1600, 1000)
    model, table = review.page.list.model, review.page.list.table
    review.wait(lambda: model.rowCount() == PAGE)
    assert model.index(PAGE - 1, Column.PART).data() == str(PAGE)
    assert review.shows("Counting…")
    review.qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert table.chosen_rows == ((0, 0),)
    assert records.counting is not None
    records.counting.open(50)
    review.settle()
    assert review.shows("10\u202f000 records")
    assert table.chosen_rows == ((0, 9_999),)


def test_another_order_counts_nothing_again(review: ReviewWindow) -> None:
    records = ManyRecords(10_000)
    review.use(records)
    review.show()
    counted = records.counted
    review.page.list.table.horizontalHeader().sectionClicked.emit(Column.SCORE)
    review.settle()
    assert records.counted == counted
    assert review.page.list.model.rowCount() == 10_000
    review.page.list.filter.changed.emit()
    review.settle()
    assert records.counted > counted


def test_a_day_begins_at_the_stations_midnight() -> None:
    from gui.pages.review.periods import span_of  # noqa: PLC0415

    now = datetime(2026, 11, 23, 14, 30).astimezone()
    midnight = datetime(2026, 11, 23).astimezone()
    assert span_of(Period.TODAY, now) == (midnight, None)
    assert span_of(Period.YESTERDAY, now) == (datetime(2026, 11, 22).astimezone(), midnight)
    assert span_of(Period.WEEK, now) == (datetime(2026, 11, 17).astimezone(), None)
    assert span_of(Period.ALL, now) == (None, None)
