"""The picture and what lies on it: looked at pixel by pixel."""

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSlider, QWidget
from pytestqt.qtbot import QtBot
from stage import make_part, pixels_of, put_on_stage, rgb

from core.types import Inspection, Region
from gui.look.theme import LIGHT, Appearance, apply_appearance
from gui.pages.inspect.image_tools import ImageTools
from gui.pictures.region_marks import place_tags
from gui.widgets.image_view import ImageView

RED, GREEN, BLUE, GREY = (200, 0, 0), (0, 180, 0), (0, 0, 220), (90, 90, 90)
TOP_OF_INFERNO = np.array([0.988362, 0.998364, 0.644924]) * 255


pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def view(window: QWidget) -> ImageView:
    view = ImageView()
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.setFocus()  # else the view, the only one in its window, would wear the focus ring
    put_on_stage(window, view, 400, 400)
    return view


def _quarters(width: int, height: int) -> npt.NDArray[np.uint8]:
    """Red and green above, blue and grey below."""
    image = np.empty((height, width, 3), np.uint8)
    image[: height // 2, : width // 2], image[: height // 2, width // 2 :] = RED, GREEN
    image[height // 2 :, : width // 2], image[height // 2 :, width // 2 :] = BLUE, GREY
    return image


def _odd_part(regions: tuple[Region, ...] = ()) -> Inspection:
    """A grey part of 100 × 100 with a disc of radius 25 around (60, 40) over the threshold, cut off sharply."""
    y, x = np.mgrid[:100, :100] + 0.5
    scores = np.where(np.hypot(x - 60, y - 40) < 25, 2.0, 0.0).astype(np.float32)
    return make_part(1.9, image=np.full((100, 100, 3), GREY, np.uint8), score_map=scores, regions=regions)


@pytest.mark.parametrize(
    ("size", "left", "top"),
    [((200, 100), 0, 100), ((50, 100), 100, 0), ((1000, 1000), 0, 0), ((2, 2), 0, 0)],
)
def test_a_picture_stands_in_the_middle_at_its_own_aspect(
    view: ImageView, size: tuple[int, int], left: int, top: int
) -> None:
    view.show_inspection(make_part(image=_quarters(*size)))
    shown, right, bottom = pixels_of(view), 400 - left, 400 - top

    assert shown[top + 12, left + 12] == pytest.approx(np.array(RED), abs=2)
    assert shown[top + 12, right - 12] == pytest.approx(np.array(GREEN), abs=2)
    assert shown[bottom - 12, left + 12] == pytest.approx(np.array(BLUE), abs=2)
    assert shown[bottom - 12, right - 12] == pytest.approx(np.array(GREY), abs=2)
    if top:
        assert (shown[top - 2, 200] == rgb(LIGHT.well)).all()
    if left:
        assert (shown[200, left - 2] == rgb(LIGHT.well)).all()


@pytest.mark.parametrize("opacity", [0.3, 0.6, 1.0])
def test_the_heatmap_lies_where_the_part_is_odd_in_the_strength_chosen(view: ImageView, opacity: float) -> None:
    view.show_inspection(_odd_part())
    view.set_heatmap(True, opacity)
    shown = pixels_of(view)

    blended = opacity * TOP_OF_INFERNO + (1 - opacity) * np.array(GREY)
    assert shown[160, 240] == pytest.approx(blended, abs=3)
    assert (shown[320, 80] == GREY).all()


def test_the_heatmap_can_be_switched_off_and_the_outline_stays(view: ImageView) -> None:
    view.show_inspection(_odd_part())
    view.set_heatmap(False, 0.6)
    shown = pixels_of(view)

    assert (shown[160, 240] == GREY).all()
    ray = shown[160, 240:].astype(int)  # from the disc's centre to the right; its edge is 100 pixels away
    assert np.flatnonzero((ray > 240).all(axis=1)).mean() == pytest.approx(100, abs=3)
    assert (ray[90:110] < 60).all(axis=1).any()  # black beside the white


def test_the_heatmap_is_made_for_a_new_part_with_the_opacity_chosen_before(view: ImageView) -> None:
    view.set_heatmap(True, 1.0)
    view.show_inspection(_odd_part())

    assert pixels_of(view)[160, 240] == pytest.approx(TOP_OF_INFERNO, abs=3)


def test_a_region_has_brackets_around_it_and_a_tag_beside_it(view: ImageView) -> None:
    plain = make_part(1.2, image=np.full((100, 100, 3), GREY, np.uint8))
    view.show_inspection(plain)
    before = pixels_of(view)
    view.show_inspection(make_part(1.2, image=plain.frame.image, regions=(Region(30, 50, 40, 20, 800, 1.2),)))
    changed = (pixels_of(view) != before).any(axis=2)

    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    assert columns.min() == pytest.approx(120 - 12, abs=4)
    assert columns.max() == pytest.approx(280 + 12, abs=4)
    assert rows.max() == pytest.approx(280 + 12, abs=4)
    assert not changed[200:280, 120:280].any()  # the region itself stays clear
    assert changed[155:180, 115:200].mean() > 0.5  # the tag, above


def test_a_stale_picture_is_grey_veiled_and_without_a_heatmap(view: ImageView) -> None:
    view.show_inspection(make_part(1.9, image=np.full((100, 100, 3), RED, np.uint8), score_map=_odd_part().score_map))
    view.set_veiled(True)
    shown = pixels_of(view).astype(int)[:100, 20:380]

    assert np.ptp(shown, axis=2).max() <= 2
    assert shown.max() < 120
    assert len(np.unique(shown)) > 1  # stripes

    view.set_veiled(False)
    assert (pixels_of(view)[380, 200] == RED).all()


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize("line", ["LOST. Last picture 17:15:34", "RECONNECTING. Last picture 17:15:34"])
@pytest.mark.parametrize("width", [320, 357, 420])
def test_since_when_a_picture_is_stale_is_read_whole_in_a_narrow_view(
    qapp: QApplication, window: QWidget, view: ImageView, width: int, line: str
) -> None:
    def ink() -> int:
        """How many pixels the letters take: as many in two lines as in one."""
        return int((pixels_of(view) > 120).all(axis=2).sum())

    apply_appearance(qapp, Appearance(text_scale=1.5))
    view.show_inspection(make_part(image=np.full((100, 100, 3), GREY, np.uint8)))
    view.set_veiled(True, line)
    put_on_stage(window, view, 900, 380)
    in_one_line = ink()
    put_on_stage(window, view, width, 380)
    assert ink() == pytest.approx(in_one_line, rel=0.03)


def test_without_a_picture_the_well_says_why(view: ImageView) -> None:
    view.show_inspection(make_part(name="a.png"))
    assert view.accessibleName() == "Picture: a.png"

    view.show_message("No picture yet", "Open a folder.")

    shown = pixels_of(view)
    assert view.accessibleName() == "Picture: No picture yet"
    assert (shown[20, 200] == rgb(LIGHT.well)).all()
    assert (shown[120:280] > 240).all(axis=2).any()


def test_a_long_message_is_there_to_its_last_word(view: ImageView) -> None:
    words = ["Open", "a", "folder", "(F3),", "or", "choose", "a", "camera", "(Ctrl+5)"]
    pictures = []
    for count in range(1, len(words) + 1):
        view.show_message(" ".join(words[:count]), "")
        pictures.append(pixels_of(view).tobytes())
    assert len(set(pictures)) == len(words)  # each word can be seen


def test_a_caption_lies_over_the_picture_until_it_is_emptied(view: ImageView) -> None:
    view.show_inspection(make_part())
    plain = pixels_of(view)
    view.set_caption("Earlier part: " + "a long name " * 30 + ".png")
    captioned = pixels_of(view)
    view.set_caption("")

    assert (captioned[2, 100:300] == rgb(LIGHT.sel)).all()
    assert (captioned[60:] == plain[60:]).all()
    assert (pixels_of(view) == plain).all()


def test_tags_stay_in_view_and_off_each_other_and_off_the_boxes() -> None:
    view, size = QRectF(0, 0, 600, 400), QSizeF(120, 30)
    boxes = [QRectF(10, 5, 80, 60), QRectF(520, 340, 70, 55), QRectF(200, 150, 60, 60), QRectF(220, 100, 60, 40)]

    tags = place_tags(boxes, [size] * 4, view)

    assert all(view.contains(tag) for tag in tags)
    for index, tag in enumerate(tags):
        assert not any(tag.intersects(box) for box in boxes)
        assert not any(tag.intersects(other) for other in tags[index + 1 :])


def test_the_list_gives_number_size_and_peak_and_counts_what_it_leaves_out(window: QWidget) -> None:
    tools = ImageTools()
    put_on_stage(window, tools, 248, 680)

    def texts() -> list[str]:
        return [label.text() for label in tools.findChildren(QLabel) if label.isVisible()]

    assert "Regions" not in texts()
    tools.show_regions(())
    assert "No region over the threshold." in texts()
    tools.show_regions((Region(0, 0, 34, 61, 900, 1.62),))
    assert {"1", "34 × 61 px", "1.62"} <= set(texts())
    tools.show_regions(tuple(Region(0, 0, 5, 5, 25, 2 - number / 20) for number in range(12)))
    assert "and 6 more" in texts()
    tools.show_regions(None)
    assert "Regions" not in texts()


def test_slider_and_keys_change_the_heatmap(qtbot: QtBot, window: QWidget) -> None:
    tools = ImageTools()
    put_on_stage(window, tools, 248, 680)
    slider = tools.findChild(QSlider)
    assert (tools.heatmap_visible(), tools.opacity()) == (True, 0.6)

    with qtbot.waitSignal(tools.heatmap_changed) as changed:
        slider.setValue(25)
    assert changed.args == [True, 0.25]
    with qtbot.waitSignal(tools.heatmap_changed) as changed:
        QTest.keyClick(slider, Qt.Key.Key_Right)
    assert changed.args == [True, 0.26]
    with qtbot.waitSignal(tools.heatmap_changed) as changed:
        tools.step_opacity(-50)
    assert changed.args == [True, 0.0]
    assert "0 %" in [label.text() for label in tools.findChildren(QLabel)]


def test_the_switch_says_whether_the_heatmap_is_on(qtbot: QtBot, window: QWidget) -> None:
    tools = ImageTools()
    put_on_stage(window, tools, 248, 680)
    (switch,) = [button for button in tools.findChildren(QPushButton) if button.accessibleName() == "Heatmap on"]
    assert switch.height() >= 44

    with qtbot.waitSignal(tools.heatmap_changed) as changed:
        switch.click()
    assert changed.args == [False, 0.6]
    assert switch.accessibleName() == "Heatmap off"
    with qtbot.waitSignal(tools.heatmap_changed) as changed:
        tools.toggle_heatmap()
    assert changed.args == [True, 0.6]


def test_the_colour_bar_shows_the_heatmaps_own_colours(window: QWidget) -> None:
    tools = ImageTools()
    put_on_stage(window, tools, 248, 800)
    QApplication.processEvents()
    bar = tools.findChild(QWidget, "colourBar")
    shown = pixels_of(bar)
    top, bottom = 8, bar.height() - 8

    assert shown[top + 3, 12] == pytest.approx(TOP_OF_INFERNO, abs=8)
    assert (shown[(top + bottom) // 2, 2:22] == rgb(LIGHT.contour)).all()  # FAIL, in the middle of 0 to 2
    see_through = {tuple(pixel) for pixel in shown[bottom - 40 : bottom - 10, 4:20].reshape(-1, 3).tolist()}
    assert see_through == {rgb(LIGHT.raised), rgb(LIGHT.line)}
