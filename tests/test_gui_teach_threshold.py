from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from small import small_taught
from stage import put_on_stage
from teach_stand_ins import on_view

from core.drafts.store import DraftStore
from gui.look.theme import Appearance, apply_appearance
from gui.pages.teach.state import TeachState
from gui.pages.teach.threshold_page import ThresholdPage
from gui.pages.teach.threshold_plot import ScoreGroups

GOOD = 6


@pytest.fixture
def page(window: QWidget, tmp_path: Path) -> Iterator[ThresholdPage]:
    """The Threshold page of a draft that has been taught."""
    state = TeachState(DraftStore(tmp_path / "drafts"))
    state.set_taught(small_taught(GOOD), "")
    page = ThresholdPage(state, window)
    with on_view(page, window):
        yield page


def scores() -> list[float]:
    return list(small_taught(GOOD).recipe.card.held_out_scores)


def said(page: ThresholdPage) -> str:
    return page.support._statement.text()


def test_without_a_teaching_one_cannot_go_on(window: QWidget, tmp_path: Path) -> None:
    page = ThresholdPage(TeachState(DraftStore(tmp_path / "drafts")), window)
    assert not page.isComplete()
    assert page.missing() == "Teach the good images first."


def test_the_page_begins_with_the_lines_of_teaching(page: ThresholdPage) -> None:
    assert page.isComplete()
    assert page.scores.plot.fail_flag.score == pytest.approx(1.0, abs=0.005)
    assert said(page) == f"0 of {GOOD} good images rejected"


def test_a_dragged_fail_line_rejects_what_lies_over_it(page: ThresholdPage) -> None:
    line = (sorted(scores())[GOOD // 2] + sorted(scores())[GOOD // 2 - 1]) / 2
    page.scores.plot.fail_moved.emit(line)
    rejected = sum(score >= line for score in scores())
    assert said(page) == f"{rejected} of {GOOD} good images rejected"
    assert page.state.draft.fail_at == pytest.approx(line)
    bound = page.support._promise.text()
    assert "With 95 % confidence at most" in bound
    assert f"from {GOOD} images" in bound


def test_the_line_follows_the_finger(page: ThresholdPage) -> None:
    plot = page.scores.plot
    area = plot._area()
    start = QPoint(round(plot._x(area, 1.0)), round(area.center().y()))
    end = QPoint(round(plot._x(area, 0.6)), start.y())
    QTest.mousePress(plot, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(plot, end)
    QTest.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=end)
    assert page.state.draft.fail_at == pytest.approx(0.6, abs=0.01)


def test_the_line_moves_by_keys(page: ThresholdPage) -> None:
    flag = page.scores.plot.fail_flag
    QTest.keyClick(flag, Qt.Key.Key_Left)
    assert page.state.draft.fail_at is not None
    assert page.state.draft.fail_at < 1.0


@pytest.mark.parametrize(("fail", "review"), [(2.2, 2.2), (2.1, 2.0), (1.0, 1.0), (0.05, 0.05), (0.2, 0.1)])
def test_no_flag_covers_the_other_wherever_the_lines_stand(page: ThresholdPage, fail: float, review: float) -> None:
    plot = page.scores.plot
    plot.show_lines(fail, review)
    assert not plot.fail_flag.geometry().intersects(plot.review_flag.geometry())
    assert plot.rect().contains(plot.fail_flag.geometry())
    assert plot.rect().contains(plot.review_flag.geometry())


def test_the_fail_line_pushes_the_review_line_along(page: ThresholdPage) -> None:
    plot = page.scores.plot
    plot.review_moved.emit(0.8)
    plot.fail_moved.emit(0.5)
    draft = page.state.draft
    assert (draft.fail_at, draft.review_from) == (0.5, 0.5)


def test_reset_and_undo_give_back_what_was(page: ThresholdPage) -> None:
    page.scores.plot.fail_moved.emit(0.4)
    page._reset.click()
    assert page.state.draft.fail_at is None
    assert said(page) == f"0 of {GOOD} good images rejected"
    page._undo.click()
    assert page.state.draft.fail_at == pytest.approx(0.4)


def test_a_minimum_area_warns_of_what_it_hides(page: ThresholdPage) -> None:
    assert page.area._warning.isHidden()
    page.area.changed.emit(40)
    assert not page.area._warning.isHidden()
    assert page.state.draft.min_area == 40
    page.area.changed.emit(0)
    assert page.area._warning.isHidden()


def test_all_that_can_be_pressed_has_a_name(page: ThresholdPage) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox  # noqa: PLC0415

    for kind in (QAbstractButton, QAbstractSpinBox):
        for control in page.findChildren(kind):
            assert control.accessibleName(), control


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_all_of_it_has_room_in_the_small_layout(page: ThresholdPage, qapp: QApplication, scale: float) -> None:
    apply_appearance(qapp, Appearance(text_scale=scale))
    page.set_compact(True)
    page.scores.show_scores(ScoreGroups(*(np.full(200, 0.5),) * 3))  # good, defects and drawn ones
    for row in page.caught._rows:
        row.show_share(100, 200, "")
        row.show()
    assert page.scores._defects.isVisibleTo(page)
    assert page.minimumSizeHint().width() <= 1280 - 92  # the rail, in the largest text
    bar = page._scroll.verticalScrollBar().sizeHint().width() if scale == 1.5 else 0  # there it scrolls
    assert page._scroll.widget().minimumSizeHint().width() + bar <= page._scroll.maximumWidth()


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_all_of_it_has_room_in_the_large_layout(
    page: ThresholdPage, window: QWidget, qapp: QApplication, scale: float
) -> None:
    apply_appearance(qapp, Appearance(text_scale=scale))
    page.set_compact(False)
    page.scores.show_scores(ScoreGroups(*(np.full(200, 0.5),) * 3))
    page.changes._title.setText("500 of 600 images change")
    put_on_stage(window, page, 1600 - 96, 850)  # the rail
    for _ in range(3):
        QApplication.processEvents()
    assert page._scroll.geometry().right() < page.width()
    assert page._scroll.widget().width() <= page._scroll.width()
    title = page.changes._title
    assert title.width() >= QFontMetricsF(title.font()).horizontalAdvance(title.text())
    plot = page.scores.plot
    assert plot._area().top() > plot.fail_flag.geometry().bottom(), "the flags cover what the bars are counted by"
