"""Zooming and moving the picture."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from stage import make_part, pixels_of, rgb
from views import BLUE, GREEN, GREY, RED, open_view, quarters

from gui.look.theme import LIGHT
from gui.widgets.image_view import ImageView
from gui.widgets.viewport import Viewport

pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def view(window: QWidget) -> ImageView:
    return open_view(window)


def _turn_wheel(view: QWidget, x: int, y: int, notches: float) -> None:
    place, nothing = QPointF(x, y), QPoint(0, 0)
    event = QWheelEvent(
        place, view.mapToGlobal(place), nothing, QPoint(0, round(120 * notches)), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def _viewport(view: tuple[int, int] = (400, 300), picture: tuple[int, int] = (640, 480)) -> Viewport:
    viewport = Viewport()
    viewport.set_view(QSizeF(*view))
    viewport.set_picture(QSizeF(*picture))
    return viewport


@pytest.mark.parametrize("point", [(200, 150), (130, 90), (311, 222), (1, 1), (399, 299)])
@pytest.mark.parametrize("factors", [[2.0], [1.25] * 8, [16.0], [8.0, 0.5], [16.0, 0.25]])
def test_the_point_under_the_cursor_stays_there(point: tuple[int, int], factors: list[float]) -> None:
    viewport, place = _viewport(), QPointF(*point)
    shown = viewport.to_view().inverted()[0].map(place)

    for factor in factors:
        viewport.zoom_at(place, factor)

    again = viewport.to_view().inverted()[0].map(place)
    assert viewport.zoom > 1
    assert (again - shown).manhattanLength() < 1.0  # of the 640 × 480 pixels of the frame


def test_zoom_ends_at_fit_and_at_sixteen() -> None:
    viewport = _viewport()
    viewport.zoom_at(QPointF(10, 10), 1000)
    assert viewport.zoom == 16
    assert viewport.target().size() == QSizeF(6400, 4800)
    viewport.zoom_at(QPointF(10, 10), 0.001)
    assert viewport.zoom == 1
    assert viewport.target() == QRectF(0, 0, 400, 300)


def test_as_many_steps_back_as_there_end_at_fit(view: ImageView) -> None:
    view.show_inspection(make_part(image=quarters()))
    for _ in range(4):
        view.zoom_in()
    for _ in range(4):
        view.zoom_out()
    assert view.zoom == 1


@pytest.mark.parametrize("way", [(5000, 5000), (-5000, -5000), (5000, -5000)])
def test_no_edge_comes_off_the_views_own(way: tuple[int, int]) -> None:
    viewport = _viewport()
    viewport.zoom_at(QPointF(200, 150), 3)
    viewport.move_by(QPointF(*way))
    assert viewport.target().contains(QRectF(0, 0, 400, 300))


def test_a_picture_narrower_than_the_view_stays_in_its_middle() -> None:
    viewport = _viewport(view=(900, 300), picture=(100, 100))
    viewport.zoom_at(QPointF(450, 10), 2)
    viewport.move_by(QPointF(300, 0))
    assert viewport.target().center().x() == 450


def test_the_next_part_is_shown_at_the_same_place_and_one_of_another_size_whole(view: ImageView) -> None:
    view.show_inspection(make_part(image=quarters()))
    _turn_wheel(view, 100, 100, 6)
    before = pixels_of(view)
    assert view.zoom == pytest.approx(1.25**6)

    view.show_inspection(make_part(image=quarters()))
    assert (pixels_of(view) == before).all()

    view.show_inspection(make_part(image=quarters(60)))
    assert view.zoom == 1


def test_the_wheel_zooms_into_what_the_cursor_is_on(view: ImageView) -> None:
    view.show_inspection(make_part(image=quarters()))
    for x, y, colour in ((60, 60, RED), (340, 60, GREEN), (60, 340, BLUE), (340, 340, GREY)):
        view.fit()
        _turn_wheel(view, x, y, 9)
        shown = pixels_of(view)[20:350, 20:380]  # without corners and the zoom's own tag
        assert (shown == colour).all()


def test_dragging_moves_the_picture_along(view: ImageView) -> None:
    view.show_inspection(make_part(image=quarters()))
    view.zoom_in()
    view.zoom_in()
    assert (pixels_of(view)[190, 190] == RED).all()

    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseMove(view, QPoint(230, 200))
    QTest.mouseMove(view, QPoint(260, 240))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(260, 240))
    QTest.mouseMove(view, QPoint(10, 10))  # the button is up: nothing moves

    shown = pixels_of(view)
    assert (shown[230, 250] == RED).all()
    assert (shown[230, 270] == GREEN).all()
    assert (shown[250, 250] == BLUE).all()


def test_two_fingers_zoom_and_one_moves(view: ImageView) -> None:
    view.show_inspection(make_part(image=quarters()))
    device = QTest.createTouchDevice()
    QTest.touchEvent(view, device).press(0, QPoint(180, 200), view).press(1, QPoint(220, 200), view).commit()
    QTest.touchEvent(view, device).move(0, QPoint(140, 200), view).move(1, QPoint(260, 200), view).commit()
    QTest.touchEvent(view, device).release(0, QPoint(140, 200), view).release(1, QPoint(260, 200), view).commit()
    assert view.zoom == pytest.approx(3)
    assert (pixels_of(view)[190, 190] == RED).all()

    QTest.touchEvent(view, device).press(2, QPoint(200, 200), view).commit()
    QTest.touchEvent(view, device).move(2, QPoint(150, 200), view).commit()
    QTest.touchEvent(view, device).release(2, QPoint(150, 200), view).commit()
    shown = pixels_of(view)
    assert (shown[190, 140] == RED).all()
    assert (shown[190, 160] == GREEN).all()


def test_with_the_focus_keys_zoom_and_move(view: ImageView) -> None:
    view.show_inspection(make_part(image=quarters()))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Plus)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom == pytest.approx(2.25)
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert (pixels_of(view)[190, 190] == GREEN).all()
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom == pytest.approx(1.5)
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == 1


def test_who_has_the_focus_wears_a_ring(view: ImageView) -> None:
    assert not (pixels_of(view)[1, 100:300] == rgb(LIGHT.focus)).any()
    view.setFocus()
    assert (pixels_of(view)[1, 100:300] == rgb(LIGHT.focus)).all()


def test_a_zoomed_picture_says_so(view: ImageView) -> None:
    view.show_inspection(make_part(image=quarters()))
    assert (pixels_of(view)[370:390, 10:40] == BLUE).all()
    view.zoom_in()
    assert (pixels_of(view)[360:390, 10:60] == rgb(LIGHT.tag)).all(axis=2).any()
