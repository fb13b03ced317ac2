"""What a worker makes of parts for the screen: that it is used, looks the same, and goes when nobody wants it."""

import gc
import weakref

import numpy as np
import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtWidgets import QWidget
from sitting import Sitting
from stage import make_part, pixels_of, put_on_stage

from core.types import Frame, Image, Inspection
from gui.pictures.prepared_picture import prepare_picture
from gui.pictures.prepared_pictures import PreparedPictures
from gui.pictures.view_size import ViewSize
from gui.widgets.image_view import ImageView


def smooth_picture(width: int, height: int) -> Image:
    """Slow waves, each colour another: any two good ways to scale them agree."""
    y, x = np.mgrid[:height, :width] / 40
    return np.asarray(128 + 90 * np.stack([np.sin(x), np.cos(y), np.sin(x + y)], axis=2), np.uint8)


def never(*_: object) -> None:
    raise AssertionError("the window's thread makes what a worker has made")


def test_the_window_only_draws_what_its_worker_has_made(sitting: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.station.screen_pace._WORKED_OFF_S", 0.0)  # no part is overtaken before the screen looks
    for place in ("gui.widgets.image_view.layers_of", "gui.pictures.kept_part.layers_of"):
        monkeypatch.setattr(place, never)
    monkeypatch.setattr("gui.pictures.kept_part.packed_of", never)
    sitting.run()
    sitting.window.grab()
    assert sitting.counts == (10, 8, 2, 0)


def test_another_part_than_the_newest_is_made_when_it_is_chosen(sitting: Sitting) -> None:
    sitting.run()
    part = sitting.choose_part("002.png")
    view = sitting.window.findChild(ImageView)
    assert view.accessibleName() == f"Picture: {part.frame.name}"


@pytest.mark.parametrize(("width", "height"), [(64, 48), (640, 480), (1300, 301), (2600, 1900)])
def test_a_picture_fitted_by_a_worker_looks_as_the_view_would_have_drawn_it(
    window: QWidget, width: int, height: int
) -> None:
    part = make_part(image=smooth_picture(width, height))
    view = ImageView()
    put_on_stage(window, view, 411, 287)
    view.show_inspection(part)
    alone = pixels_of(view)

    assert view.wanted == ViewSize(411, 287, 1.0)
    view.show_message("", "")
    view.show_inspection(part, prepare_picture(part, view.wanted))
    prepared = pixels_of(view)
    assert np.abs(alone.astype(int) - prepared).mean() < 1.5
    assert np.abs(alone.astype(int) - prepared)[20:-20, 20:-20].max() < 40


def test_a_view_of_another_size_than_a_worker_thought_draws_the_picture_itself(window: QWidget) -> None:
    part = make_part(image=smooth_picture(640, 480))
    view = ImageView()
    put_on_stage(window, view, 411, 287)
    view.show_inspection(part)
    alone = pixels_of(view)
    view.show_message("", "")
    view.show_inspection(part, prepare_picture(part, ViewSize(300, 200)))
    assert (pixels_of(view) == alone).all()


def test_nothing_is_fitted_while_a_part_of_the_picture_is_seen(window: QWidget) -> None:
    view = ImageView()
    put_on_stage(window, view, 400, 300)
    view.show_inspection(make_part())
    view.zoom_in()
    assert view.wanted is None
    view.fit()
    assert view.wanted is not None


@pytest.mark.parametrize(
    ("view", "picture", "pixels"),
    [
        (ViewSize(400, 300), (640, 480), (400, 300)),
        (ViewSize(400, 300), (300, 600), (150, 300)),
        (ViewSize(400, 300, 2.0), (640, 480), (800, 600)),
        (ViewSize(400, 300), (10000, 2), (400, 1)),
    ],
)
def test_a_picture_gets_all_the_pixels_it_has_room_for(
    view: ViewSize, picture: tuple[int, int], pixels: tuple[int, int]
) -> None:
    size = view.pixels_of(*picture)
    assert (size.width(), size.height()) == pixels


def test_what_was_made_is_taken_once() -> None:
    pictures, part = PreparedPictures(), make_part()
    assert pictures.take_part(part) is None
    pictures.prepare(part)
    assert pictures.take_part(part) is not None
    assert pictures.take_part(part) is None

    pictures.prepare(part.frame)
    assert pictures.take_frame(part.frame) is not None
    assert pictures.take_frame(part.frame) is None


def test_what_nobody_takes_goes_with_its_part() -> None:
    pictures, made = PreparedPictures(), []

    def prepare_and_forget(part: Inspection, frame: Frame) -> None:
        pictures.prepare(part)
        pictures.prepare(frame)
        made.append(weakref.ref(pictures._parts[part]))
        made.append(weakref.ref(pictures._frames[frame]))

    prepare_and_forget(make_part(), make_part().frame)
    gc.collect()
    assert [kept() for kept in made] == [None, None]


def test_a_picture_that_only_passes_by_is_made_by_the_worker_too(window: QWidget) -> None:
    pictures, frame = PreparedPictures(), make_part(image=smooth_picture(64, 48)).frame
    pictures.fit_to(ViewSize(400, 300))
    pictures.prepare(frame)
    layers = pictures.take_frame(frame)
    assert layers is not None
    assert layers.fitted is not None
    assert (layers.fitted.width(), layers.fitted.height()) == (400, 300)
    view = ImageView()
    put_on_stage(window, view, 400, 300)
    view.show_live(frame.image, layers)
    assert pixels_of(view)[150, 200].tolist() == pytest.approx(frame.image[24, 32].tolist(), abs=12)
