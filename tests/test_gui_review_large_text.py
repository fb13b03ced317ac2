"""The Review page in every text size: what is shown is shown whole."""

from itertools import combinations

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QStyle, QStyleOptionComboBox, QVBoxLayout, QWidget
from records_made import make_rejected
from review_window import ReviewWindow
from stage import put_on_stage

from gui.look.theme import Appearance, apply_appearance, font
from gui.pages.review.part_figures import Figure
from gui.pages.review.part_head import PartHead
from gui.pages.review.record_model import Column

pytestmark = pytest.mark.usefixtures("own_appearance")

# Window sizes less rail and page frame: 1200 × 700, the least there is, 1280 × 720, 1600 × 1000, 1920 × 1080
SIZES = [(1106, 700), (1190, 720), (1500, 1000), (1820, 1080)]
SCALES = [1.0, 1.25, 1.5]


@pytest.fixture(params=SCALES)
def scale(request: pytest.FixtureRequest, qapp: QApplication) -> float:
    apply_appearance(qapp, Appearance(text_scale=request.param))
    return float(request.param)


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}")
def page(request: pytest.FixtureRequest, scale: float, review: ReviewWindow) -> ReviewWindow:
    review.store.add([make_rejected(number) for number in (1, 2)])
    review.page.set_compact(request.param[0] < 1500)
    review.show(*request.param)
    return review


def width_of(text: str, px: int, weight: int) -> float:
    return QFontMetricsF(font(px, weight)).horizontalAdvance(text)


def text_room(box: QComboBox) -> int:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, box).width()


def test_no_choice_of_the_filter_is_cut(page: ReviewWindow) -> None:
    bar = page.page.list.filter
    for box in (bar.period, bar.verdict, bar.recipe, bar.score):
        assert text_room(box) >= width_of(box.currentText(), 15, 500), box.currentText()
        assert bar.rect().contains(box.geometry()), box.accessibleName()


def test_all_columns_in_sight_lie_within_the_list(page: ReviewWindow) -> None:
    table = page.page.list.table
    shown = [column for column in Column if not table.isColumnHidden(column)]
    assert {Column.VERDICT, Column.TIME, Column.SCORE, Column.CONFIRMED} <= set(shown)
    assert sum(table.columnWidth(column) for column in shown) <= table.viewport().width()
    for column in shown:
        head = str(table.model().headerData(column, Qt.Orientation.Horizontal))
        assert table.columnWidth(column) - 20 >= width_of(head, 13, 600), head
    assert table.columnWidth(Column.TIME) - 20 >= width_of("30 Nov 20:00:00", 15, 400)


def test_verdict_and_figures_of_the_part_are_whole(page: ReviewWindow) -> None:
    head = page.page.part.head
    labels = [label for label in head.findChildren(QLabel) if label.isVisible()]
    texts = {label.text() for label in labels if label.width() >= label.sizeHint().width()}
    assert {"FAIL", "Score"} <= texts
    assert [label.text() for label in labels if label.minimumSizeHint().width() > label.width()] == []


def test_the_recipe_is_told_where_there_is_room(review: ReviewWindow) -> None:
    review.store.add([make_rejected(1)])
    review.show(1820, 1080)
    assert not review.page.list.table.isColumnHidden(Column.RECIPE)
    assert not review.page.list.table.isColumnHidden(Column.REGION)


def test_figures_that_stepped_aside_stay_there_when_a_part_is_shown_anew(window: QWidget, qapp: QApplication) -> None:
    record, card, head = make_rejected(1, latency_ms=299.0), QWidget(), PartHead()
    column = QVBoxLayout(card)
    column.addWidget(head)
    column.addStretch()
    head.set_compact(True)
    head.show_record(record)
    put_on_stage(window, card, 478, 200)
    QApplication.processEvents()
    figures = head.findChildren(Figure)
    assert all(figure.isVisible() for figure in figures)

    apply_appearance(qapp, Appearance(text_scale=1.5))
    head.set_compact(True)
    head.show_record(record)  # the row grows while its parts are shown
    QApplication.processEvents()
    seen = [figure for figure in figures if figure.isVisible()]
    assert len(seen) < len(figures), "there is no room for all of them"
    assert not any(one.geometry().intersects(other.geometry()) for one, other in combinations(seen, 2))
