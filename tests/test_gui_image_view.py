"""What the view draws of a part: outlines, tags, and pictures large and small."""

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication, QWidget
from stage import make_part, pixels_of, rgb
from views import GREY, open_view, quarters

from core.types import Inspection, Region, Verdict
from gui.look.theme import DARK, LIGHT, Appearance, apply_appearance
from gui.pictures.prepared_picture import prepare_picture
from gui.pictures.pyramid import Pyramid
from gui.widgets.image_view import ImageView

pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def view(window: QWidget) -> ImageView:
    return open_view(window)


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


@pytest.mark.usefixtures("own_appearance")
def test_an_open_view_follows_theme_and_text_size(qapp: QApplication, view: ImageView) -> None:
    part = make_part(1.5, image=quarters(), regions=(Region(40, 60, 20, 20, 400, 1.5),))
    view.show_inspection(part)
    view.resize(500, 400)
    white = (pixels_of(view) == rgb(LIGHT.tag)).all(axis=2).sum()

    apply_appearance(qapp, Appearance(dark=True, text_scale=1.5))

    shown = pixels_of(view)
    assert (shown[200, 20] == rgb(DARK.well)).all()
    assert (shown == rgb(DARK.tag)).all(axis=2).sum() > 1.5 * white
