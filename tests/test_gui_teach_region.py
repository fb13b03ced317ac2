from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from teach_stand_ins import on_view

from core.drafts.store import DraftStore
from core.region.shapes import Polygon, Rectangle
from gui.pages.teach.drawing_tool import Tool
from gui.pages.teach.region_page import RegionPage
from gui.pages.teach.state import TeachState


@pytest.fixture
def page(window: QWidget, tmp_path: Path) -> Iterator[RegionPage]:
    """The Region page with a picture on it."""
    state = TeachState(DraftStore(tmp_path / "drafts"))
    state.change(name="Nut")
    page = RegionPage(state, window)
    with on_view(page, window):
        page.canvas.show_picture(np.full((480, 640, 3), 90, np.uint8))
        yield page


def place(page: RegionPage, x: float, y: float) -> QPoint:
    """Where fractions of the picture are on the canvas."""
    target = page.canvas._hand.target
    return QPointF(target.left() + x * target.width(), target.top() + y * target.height()).toPoint()


def drag(page: RegionPage, start: tuple[float, float], end: tuple[float, float]) -> None:
    canvas = page.canvas
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=place(page, *start))
    QTest.mouseMove(canvas, place(page, *end))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=place(page, *end))


def drawn(page: RegionPage) -> tuple[object, ...]:
    region = page.state.draft.region
    return () if region is None else region.shapes


def test_without_a_shape_the_whole_picture_is_inspected(page: RegionPage) -> None:
    assert page.isComplete()
    assert page.state.draft.region is None


def test_a_rectangle_is_kept_in_fractions_of_the_picture(page: RegionPage) -> None:
    drag(page, (0.25, 0.2), (0.75, 0.6))
    [shape] = drawn(page)
    assert isinstance(shape, Rectangle)
    assert (shape.x, shape.y, shape.width, shape.height) == pytest.approx((0.25, 0.2, 0.5, 0.4), abs=0.01)
    assert not shape.ignored


def test_what_is_ignored_altogether_blocks_the_way_and_is_said(page: RegionPage) -> None:
    page.tools.ignored_chosen.emit(True)
    drag(page, (0.0, 0.0), (1.0, 1.0))
    assert not page.isComplete()
    assert page.missing() == (
        "Nothing is left to inspect: the areas to ignore cover all of the region. Make them smaller."
    )
    page._on_undo()
    assert page.isComplete()


def test_what_the_next_shape_marks_leaves_the_one_drawn_before_as_it_is(page: RegionPage) -> None:
    drag(page, (0.1, 0.1), (0.9, 0.9))
    page.tools._kinds.chosen.emit(True)
    drag(page, (0.4, 0.4), (0.6, 0.6))
    assert [shape.ignored for shape in drawn(page)] == [False, True]  # type: ignore[attr-defined]
    page.tools._tools.chosen.emit(Tool.CHOOSE)
    page.tools._kinds.chosen.emit(False)
    assert [shape.ignored for shape in drawn(page)] == [False, False]  # type: ignore[attr-defined]
    page._on_undo()
    assert [shape.ignored for shape in drawn(page)] == [False, True]  # type: ignore[attr-defined]


def test_a_region_that_can_not_be_used_is_there_again_after_back_and_next(page: RegionPage) -> None:
    page.tools.ignored_chosen.emit(True)
    drag(page, (0.0, 0.0), (1.0, 1.0))
    [before] = drawn(page)
    page.initializePage()
    assert page.shapes.shapes == (before,)
    assert page.shapes.can_undo
    assert not page.isComplete()


def test_a_shape_can_be_drawn_moved_and_deleted_by_keys(page: RegionPage) -> None:
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, Qt.Key.Key_Return)
    [before] = drawn(page)
    QTest.keyClick(page.canvas, Qt.Key.Key_Right)
    [after] = drawn(page)
    assert isinstance(before, Rectangle)
    assert isinstance(after, Rectangle)
    assert after.x > before.x
    assert after.width == pytest.approx(before.width)
    QTest.keyClick(page.canvas, Qt.Key.Key_Delete)
    assert drawn(page) == ()


def test_the_brush_leaves_a_stroke(page: RegionPage) -> None:
    page.canvas.set_tool(Tool.BRUSH)
    drag(page, (0.3, 0.5), (0.7, 0.5))
    [shape] = drawn(page)
    assert getattr(shape, "kind", "") == "stroke"


def test_what_was_drawn_is_there_again_when_the_page_is_made_anew(page: RegionPage, window: QWidget) -> None:
    drag(page, (0.25, 0.2), (0.75, 0.6))
    again = RegionPage(page.state, window)
    again.initializePage()
    assert again.shapes.shapes == drawn(page)
    again.stop()


class Fingers:
    """Fingers on the page's canvas, by number; a device once made stays, as a real one does."""

    def __init__(self, page: RegionPage, device: QPointingDevice) -> None:
        self._page, self._device = page, device

    def _touch(self) -> QTest.QTouchEventSequence:
        return QTest.touchEvent(self._page.canvas, self._device)

    def press(self, finger: int, x: float, y: float) -> None:
        self._touch().press(finger, place(self._page, x, y), self._page.canvas).commit()

    def move(self, finger: int, x: float, y: float) -> None:
        self._touch().move(finger, place(self._page, x, y), self._page.canvas).commit()

    def release(self, finger: int, x: float, y: float) -> None:
        self._touch().release(finger, place(self._page, x, y), self._page.canvas).commit()

    def tap(self, x: float, y: float) -> None:
        self.press(0, x, y)
        self.release(0, x, y)

    def pinch(self) -> None:
        """Two fingers that come one after the other, go apart and leave."""
        self.press(0, 0.45, 0.5)
        canvas = self._page.canvas
        at = [place(self._page, x, 0.5) for x in (0.45, 0.55, 0.3, 0.7)]
        self._touch().stationary(0).press(1, at[1], canvas).commit()
        self._touch().move(0, at[2], canvas).move(1, at[3], canvas).commit()
        self._touch().release(0, at[2], canvas).release(1, at[3], canvas).commit()


@pytest.fixture
def fingers(page: RegionPage) -> Fingers:
    return Fingers(page, QTest.createTouchDevice())


def test_a_finger_draws_a_rectangle(page: RegionPage, fingers: Fingers) -> None:
    fingers.press(0, 0.25, 0.2)
    fingers.move(0, 0.5, 0.4)
    fingers.move(0, 0.75, 0.6)
    fingers.release(0, 0.75, 0.6)
    [shape] = drawn(page)
    assert isinstance(shape, Rectangle)
    assert (shape.x, shape.y, shape.width, shape.height) == pytest.approx((0.25, 0.2, 0.5, 0.4), abs=0.01)


def test_a_finger_moves_a_rectangle_and_paints(page: RegionPage, fingers: Fingers) -> None:
    drag(page, (0.2, 0.2), (0.5, 0.5))
    page.tools._tools.chosen.emit(Tool.CHOOSE)
    fingers.press(0, 0.35, 0.35)
    fingers.move(0, 0.45, 0.45)
    fingers.release(0, 0.45, 0.45)
    [shape] = drawn(page)
    assert isinstance(shape, Rectangle)
    assert (shape.x, shape.y) == pytest.approx((0.3, 0.3), abs=0.01)
    page.tools._tools.chosen.emit(Tool.BRUSH)
    fingers.press(0, 0.7, 0.7)
    fingers.move(0, 0.8, 0.7)
    fingers.release(0, 0.8, 0.7)
    assert [one.kind for one in page.shapes.shapes] == ["rectangle", "stroke"]


def test_two_fingers_zoom_and_draw_nothing(page: RegionPage, fingers: Fingers) -> None:
    fingers.pinch()
    assert drawn(page) == ()
    assert page.canvas.zoom > 1


def test_a_polygon_keeps_its_corners_while_two_fingers_zoom(page: RegionPage, fingers: Fingers) -> None:
    page.tools._tools.chosen.emit(Tool.POLYGON)
    fingers.tap(0.3, 0.3)
    fingers.tap(0.6, 0.3)
    corners = page.canvas.drawing.points
    fingers.pinch()
    assert page.canvas.drawing.points == corners
    page.canvas.fit()
    fingers.tap(0.6, 0.6)
    fingers.tap(0.3, 0.3)
    [shape] = page.shapes.shapes
    assert isinstance(shape, Polygon)
    assert [one for corner in shape.points for one in corner] == pytest.approx([0.3, 0.3, 0.6, 0.3, 0.6, 0.6], abs=0.01)


def test_a_touch_that_is_taken_away_leaves_nothing_begun(page: RegionPage, fingers: Fingers) -> None:
    fingers.press(0, 0.2, 0.2)
    QApplication.sendEvent(page.canvas, QTouchEvent(QEvent.Type.TouchCancel, fingers._device))
    fingers.release(0, 0.2, 0.2)
    assert drawn(page) == ()
    fingers.press(0, 0.5, 0.5)
    fingers.move(0, 0.7, 0.7)
    fingers.release(0, 0.7, 0.7)
    [shape] = drawn(page)
    assert isinstance(shape, Rectangle)
    assert (shape.x, shape.y) == pytest.approx((0.5, 0.5), abs=0.01)
