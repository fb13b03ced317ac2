"""Zooming and moving the picture, freezing it, and the picture over the whole window."""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from stage import make_part, pixels_of, put_on_stage, rgb

from core.types import Inspection, Region, Verdict
from gui.prepared_picture import prepare_picture
from gui.pyramid import Pyramid
from gui.theme import DARK, LIGHT, Appearance, apply_appearance, current_appearance
from gui.widgets.action_button import ToolButton
from gui.widgets.full_image import FullImage
from gui.widgets.image_tools import ImageTools
from gui.widgets.image_view import ImageView
from gui.widgets.opacity_slider import OpacitySlider
from gui.widgets.viewport import Viewport

pytestmark = pytest.mark.usefixtures("theme")

RED, GREEN, BLUE, GREY = (200, 0, 0), (0, 180, 0), (0, 0, 220), (90, 90, 90)


@pytest.fixture
def view(window: QWidget) -> ImageView:
    view = ImageView()
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.setFocus()  # else the view, the only one in its window, would wear the focus ring
    put_on_stage(window, view, 400, 400)
    return view


def _quarters(side: int = 100) -> npt.NDArray[np.uint8]:
    """Red and green above, blue and grey below."""
    image, half = np.empty((side, side, 3), np.uint8), side // 2
    image[:half, :half], image[:half, half:], image[half:, :half], image[half:, half:] = RED, GREEN, BLUE, GREY
    return image


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
    view.show_inspection(make_part(image=_quarters()))
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
    view.show_inspection(make_part(image=_quarters()))
    _turn_wheel(view, 100, 100, 6)
    before = pixels_of(view)
    assert view.zoom == pytest.approx(1.25**6)

    view.show_inspection(make_part(image=_quarters()))
    assert (pixels_of(view) == before).all()

    view.show_inspection(make_part(image=_quarters(60)))
    assert view.zoom == 1


def test_the_wheel_zooms_into_what_the_cursor_is_on(view: ImageView) -> None:
    view.show_inspection(make_part(image=_quarters()))
    for x, y, colour in ((60, 60, RED), (340, 60, GREEN), (60, 340, BLUE), (340, 340, GREY)):
        view.fit()
        _turn_wheel(view, x, y, 9)
        shown = pixels_of(view)[20:350, 20:380]  # without corners and the zoom's own tag
        assert (shown == colour).all()


def test_dragging_moves_the_picture_along(view: ImageView) -> None:
    view.show_inspection(make_part(image=_quarters()))
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
    view.show_inspection(make_part(image=_quarters()))
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
    view.show_inspection(make_part(image=_quarters()))
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


def _disc() -> Inspection:
    """A grey part of 100 × 100 with a disc of radius 25 around (50, 50) over the threshold."""
    y, x = np.mgrid[:100, :100] + 0.5
    scores = np.clip(2 - np.hypot(x - 50, y - 50) / 25, 0, 2).astype(np.float32)
    return make_part(1.9, image=np.full((100, 100, 3), GREY, np.uint8), score_map=scores)


@pytest.mark.parametrize("zoom", [1, 2, 8])
def test_the_contour_is_as_wide_and_in_its_place_at_any_zoom(view: ImageView, zoom: int) -> None:
    view.show_inspection(_disc(), prepare_picture(_disc()))
    view.set_heatmap(False, 0.6)
    view._zoom_at(QPointF(300, 200), zoom)  # on the disc's edge, 25 of 100 pixels right of the middle

    line = pixels_of(view)[200].astype(int)
    white, black = np.flatnonzero((line > 150).all(axis=1)), np.flatnonzero((line < 60).all(axis=1))
    near = white[abs(white - 300) < 40]
    assert near.mean() == pytest.approx(300, abs=1.5)
    assert len(near) in (1, 2, 3)
    assert 1 <= len(black[abs(black - 300) < 8]) <= 4  # on both sides of the white


def test_tags_of_what_is_in_sight_stay_in_view_and_others_are_left_out(view: ImageView) -> None:
    seen, unseen = Region(10, 20, 30, 20, 600, 1.5), Region(80, 80, 10, 10, 100, 1.2)
    plain = np.full((100, 100, 3), GREY, np.uint8)

    def tags(regions: tuple[Region, ...]) -> npt.NDArray[np.bool_]:
        view.show_inspection(make_part(1.5, image=plain, regions=regions))
        return np.asarray((pixels_of(view)[:350] > 250).all(axis=2))  # without the zoom's own tag below

    tags(())
    view._zoom_at(QPointF(0, 0), 4)  # the upper left sixteenth: 25 × 25 pixels of the frame
    tag = tags((seen,))
    rows, columns = np.flatnonzero(tag.any(axis=1)), np.flatnonzero(tag.any(axis=0))
    assert tag.sum() > 500  # a tag, not brackets alone
    assert rows.min() >= 8
    assert columns.max() < 392
    assert tags((unseen,)).sum() == 0


def test_a_zoomed_picture_says_so(view: ImageView) -> None:
    view.show_inspection(make_part(image=_quarters()))
    assert (pixels_of(view)[370:390, 10:40] == BLUE).all()
    view.zoom_in()
    assert (pixels_of(view)[360:390, 10:60] == rgb(LIGHT.tag)).all(axis=2).any()


def test_a_live_picture_is_shown_without_any_finding(view: ImageView) -> None:
    view.show_inspection(_disc())
    image = np.full((100, 100, 3), GREY, np.uint8)
    view.show_live(image)
    assert (pixels_of(view)[20:380, 20:380] == GREY).all()
    assert view.accessibleName() == "Picture: live, not judged"


@pytest.mark.parametrize("verdict", [Verdict.NO_PART, Verdict.NOT_READY, Verdict.ERROR])
def test_a_picture_that_was_not_judged_shows_no_finding(view: ImageView, verdict: Verdict) -> None:
    part = make_part(1.9, image=np.full((100, 100, 3), GREY, np.uint8), score_map=_disc().score_map)
    told = Inspection(part.frame, part.score_map, 1.9, verdict, (Region(30, 30, 40, 40, 900, 1.9),), 5.0)
    view.show_inspection(told)
    assert (pixels_of(view)[20:380, 20:380] == GREY).all()


def test_what_a_worker_prepared_is_what_the_screen_would_make(view: ImageView) -> None:
    part = _disc()
    view.show_inspection(part, prepare_picture(part))
    prepared = pixels_of(view)
    view.show_message("", "")
    view.show_inspection(part)
    assert (pixels_of(view) == prepared).all()


def test_a_large_picture_is_averaged_when_small_and_sharp_when_zoomed(view: ImageView) -> None:
    lines = np.zeros((1600, 1600, 3), np.uint8)
    lines[:, ::2] = 200  # one pixel light, one dark
    part = make_part(image=lines)
    view.show_inspection(part, prepare_picture(part))
    assert pixels_of(view)[30:370, 30:370] == pytest.approx(100, abs=2)

    view._zoom_at(QPointF(200, 200), 16)  # 4 pixels of the view for each of the frame
    shown = pixels_of(view)[200, 100:300, 0]
    assert shown.max() > 150
    assert shown.min() < 50


@pytest.mark.parametrize(("scale", "side"), [(2.0, 1000), (0.6, 1000), (0.5, 500), (0.3, 500), (0.2, 250)])
def test_a_pyramid_gives_no_less_than_is_drawn(scale: float, side: int) -> None:
    pyramid = Pyramid(np.zeros((1000, 1000, 3), np.uint8))
    assert pyramid.at(scale).shape[0] == side


def test_halves_are_means_of_four_pixels() -> None:
    image = np.random.default_rng(0).integers(0, 256, (65, 90, 3), np.uint8)
    even = image[:64].astype(float)
    means = (even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2]) / 4
    assert np.abs(Pyramid(image).at(0.5) - means).max() <= 0.5


def test_freezing_is_told_and_shown(qtbot: QtBot, window: QWidget) -> None:
    tools = ImageTools()
    put_on_stage(window, tools, 248, 800)
    (button,) = [button for button in tools.findChildren(QPushButton) if button.accessibleName() == "Freeze"]
    with qtbot.waitSignal(tools.freeze_toggled) as toggled:
        button.click()
    assert toggled.args == [True]
    assert button.accessibleName() == "Frozen"
    with qtbot.waitSignal(tools.freeze_toggled) as toggled:
        tools.toggle_freeze()
    assert toggled.args == [False]
    with qtbot.assertNotEmitted(tools.freeze_toggled):
        tools.set_frozen(True)
    assert tools.is_frozen()
    assert button.accessibleName() == "Frozen"


@pytest.mark.parametrize(("compact", "names"), [
    (False, {"Zoom in", "Zoom out", "Show all of the picture", "Picture over the whole window"}),
    (True, {"Picture over the whole window"}),
])  # fmt: skip
def test_zoom_buttons_ask_and_can_be_hit(qtbot: QtBot, window: QWidget, compact: bool, names: set[str]) -> None:
    tools = ImageTools()
    tools.set_compact(compact)
    put_on_stage(window, tools, tools.width(), 800)
    tools.show_zoom(2.0)
    QApplication.processEvents()
    signals = {
        "Zoom in": tools.zoom_in_requested,
        "Zoom out": tools.zoom_out_requested,
        "Show all of the picture": tools.fit_requested,
        "Picture over the whole window": tools.full_image_requested,
    }
    buttons = {button.accessibleName(): button for button in tools.findChildren(QPushButton) if button.isVisible()}
    assert buttons.keys() == names | {"Heatmap on", "Freeze"}
    for name in names:
        assert min(buttons[name].width(), buttons[name].height()) >= 44
        with qtbot.waitSignal(signals[name]):
            buttons[name].click()


def test_what_can_be_zoomed_no_further_cannot_be_pressed(window: QWidget) -> None:
    tools = ImageTools()
    put_on_stage(window, tools, 248, 800)
    for zoom, larger, smaller in ((1.0, True, False), (3.0, True, True), (16.0, False, True)):
        tools.show_zoom(zoom)
        enabled = {b.accessibleName(): b.isEnabled() for b in tools.findChildren(QPushButton)}
        assert (enabled["Zoom in"], enabled["Zoom out"]) == (larger, smaller)


def test_keys_step_the_opacity_by_ten(window: QWidget) -> None:
    tools = ImageTools()
    tools.more_opacity()
    assert tools.opacity() == pytest.approx(0.7)
    tools.less_opacity()
    tools.less_opacity()
    assert tools.opacity() == pytest.approx(0.5)


def test_the_slider_keeps_its_arrows_from_the_windows_shortcuts(window: QWidget) -> None:
    tools = ImageTools()
    put_on_stage(window, tools, 248, 800)
    presses: list[str] = []
    QShortcut(QKeySequence("Left"), window).activated.connect(lambda: presses.append("left"))
    slider = tools.findChild(OpacitySlider)
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert (slider.value(), presses) == (59, [])


@pytest.fixture
def stage(window: QWidget) -> QWidget:
    """A picture and something beside it."""
    stage = QWidget()
    put_on_stage(window, stage, 1000, 600)
    row = QHBoxLayout(stage)
    view = ImageView()
    row.addWidget(view, 1)
    beside = QPushButton("beside")
    beside.setFixedWidth(300)
    row.addWidget(beside)
    QApplication.processEvents()
    return stage


def test_the_picture_covers_the_window_and_goes_back_where_it_was(qtbot: QtBot, stage: QWidget) -> None:
    full, view = FullImage(stage), stage.findChild(ImageView)
    place, part = view.geometry(), make_part(image=_quarters())
    view.show_inspection(part)

    full.open_image(view)
    QApplication.processEvents()
    assert full.is_open
    assert full.geometry() == stage.rect()
    assert view.height() == 600
    stage.resize(1100, 700)
    QApplication.processEvents()
    assert full.geometry() == stage.rect()
    stage.resize(1000, 600)

    with qtbot.waitSignal(full.closed):
        QTest.keyClick(full._close, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not full.is_open
    assert not full.isVisible()
    assert view.geometry() == place
    assert view.isVisible()
    full.open_image(view)  # and again
    assert full.is_open
    full.close_image()
    full.close_image()  # a second time changes nothing
    assert view.isVisible()


def test_over_the_window_everything_can_be_touched_and_named(stage: QWidget) -> None:
    full, view = FullImage(stage), stage.findChild(ImageView)
    view.show_inspection(make_part(image=_quarters()))
    full.show_verdict(Verdict.FAIL, "1 region over the threshold")
    full.open_image(view)
    QApplication.processEvents()
    buttons = {button.accessibleName(): button for button in full.findChildren(QPushButton)}
    assert all(min(button.width(), button.height()) >= 76 for button in buttons.values())
    assert not buttons["Smaller"].isEnabled()

    buttons["Larger"].click()
    assert view.zoom == pytest.approx(1.5)
    buttons["Smaller"].click()
    assert view.zoom == 1
    buttons["Larger"].click()
    buttons["All"].click()
    assert view.zoom == 1
    assert "FAIL. 1 region over the threshold" in {widget.accessibleName() for widget in full.findChildren(QWidget)}
    buttons["Close"].click()
    assert not full.is_open


@pytest.fixture
def dressed_anew(qapp: QApplication) -> Iterator[Callable[[Appearance], None]]:
    """Changes the appearance of what is open already."""
    before = current_appearance()
    yield lambda appearance: apply_appearance(qapp, appearance)
    apply_appearance(qapp, before)


def test_an_open_view_follows_theme_and_text_size(view: ImageView, dressed_anew: Callable[[Appearance], None]) -> None:
    part = make_part(1.5, image=_quarters(), regions=(Region(40, 60, 20, 20, 400, 1.5),))
    view.show_inspection(part)
    view.resize(500, 400)
    white = (pixels_of(view) == rgb(LIGHT.tag)).all(axis=2).sum()

    dressed_anew(Appearance(dark=True, text_scale=1.5))

    shown = pixels_of(view)
    assert (shown[200, 20] == rgb(DARK.well)).all()
    assert (shown == rgb(DARK.tag)).all(axis=2).sum() > 1.5 * white


def test_the_tools_grow_with_the_text_and_cut_nothing(
    window: QWidget, dressed_anew: Callable[[Appearance], None]
) -> None:
    tools = ImageTools()
    put_on_stage(window, tools, 248, 800)
    dressed_anew(Appearance(text_scale=1.5))
    QApplication.processEvents()
    assert tools.width() > 248
    for button in tools.findChildren(ToolButton):
        if button.isVisible() and button.text():
            assert button._text_width() <= button.width() - 16
