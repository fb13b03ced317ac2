"""The last parts: strip, overview, and what is kept of them."""

import gc
import weakref

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from stage import make_part, pixels_of, put_on_stage, rgb

from core.demo.parts import draw_part
from core.types import Inspection, Region, SkippedImage
from gui.look.theme import LIGHT, Appearance, apply_appearance, font
from gui.pages.inspect.part_overview import PartOverview
from gui.pages.inspect.part_strip import PartStrip
from gui.pages.inspect.parts_model import Gap, PartsModel
from gui.pictures.kept_part import KeptPart
from gui.pictures.prepared_picture import prepare_picture

pytestmark = pytest.mark.usefixtures("theme")

TIP = Qt.ItemDataRole.ToolTipRole


def _strip(window: QWidget) -> tuple[PartStrip, QListView]:
    strip = PartStrip()
    put_on_stage(window, strip, 1168, 168)
    return strip, strip.findChild(QListView)


def _add(strip: PartStrip, part: Inspection) -> None:
    strip.add([strip.model.kept(part, None)])


def _fill(strip: PartStrip, count: int) -> list[Inspection]:
    parts = [make_part(0.4, f"{number}.png") for number in range(count)]
    strip.add([strip.model.kept(part, None) for part in parts])
    QApplication.processEvents()
    return parts


def _large_part(name: str = "large.png") -> Inspection:
    """A drawn part of two megapixels, with a region in frame pixels."""
    drawn = draw_part(3, 1, size=256).image
    image = cv2.resize(drawn, (2000, 1000), interpolation=cv2.INTER_CUBIC)
    return make_part(1.4, name, image=image, regions=(Region(1900, 900, 50, 60, 3000, 1.4),))


def test_the_strip_keeps_the_last_fifty_newest_first(window: QWidget) -> None:
    strip, _ = _strip(window)

    for number in range(60):
        _add(strip, make_part(0.4, f"{number}.png"))

    tips = [strip.model.index(row).data(TIP) for row in range(strip.model.rowCount())]
    assert tips == [f"{number}.png, PASS, score 0.40" for number in range(59, 9, -1)]


@pytest.mark.parametrize("count", [1, 50, 73])
def test_a_batch_comes_in_at_once_and_in_order(qtbot: QtBot, window: QWidget, count: int) -> None:
    strip, _ = _strip(window)
    _add(strip, make_part(0.4, "before.png"))
    insertions: list[tuple[int, int]] = []
    strip.model.rowsInserted.connect(lambda _parent, first, last: insertions.append((first, last)))

    _fill(strip, count)

    assert insertions == [(0, min(count, 50) - 1)]
    assert strip.model.part_at(0).facts.frame.name == f"{count - 1}.png"
    assert strip.model.rowCount() == min(count + 1, 50)


def test_a_tap_or_enter_chooses_the_part_under_it(qtbot: QtBot, window: QWidget) -> None:
    strip, view = _strip(window)
    old, new = make_part(0.4, "old.png"), make_part(1.6, "new.png")
    _add(strip, old)
    _add(strip, new)
    QApplication.processEvents()

    with qtbot.waitSignal(strip.part_chosen) as chosen:
        place = view.visualRect(strip.model.index(1)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args[0] is old

    view.setCurrentIndex(strip.model.index(0))
    with qtbot.waitSignal(strip.part_chosen) as chosen:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args[0] is new


def test_a_gap_says_why_and_chooses_nothing(qtbot: QtBot, window: QWidget) -> None:
    strip, view = _strip(window)
    damaged = SkippedImage("a.png", 1, "a.png is not an image or is damaged. Remove it or save it anew.")
    strip.add([strip.model.skipped(damaged), Gap("LOST", "Camera 1 was lost.", "camera-off")])
    QApplication.processEvents()

    assert strip.model.index(0).data(TIP) == "Camera 1 was lost."
    assert "a.png is not an image" in strip.model.index(1).data(TIP)
    for row in (0, 1):
        with qtbot.assertNotEmitted(strip.part_chosen):
            place = view.visualRect(strip.model.index(row)).center()
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_part_that_is_shown_is_framed(window: QWidget) -> None:
    strip, view = _strip(window)
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.setFocus()
    first, second = make_part(0.4), make_part(0.4)
    _add(strip, first)
    _add(strip, second)
    QApplication.processEvents()

    def framed() -> list[bool]:
        picture = pixels_of(view)
        boxes = [view.visualRect(strip.model.index(row)) for row in (0, 1)]
        cuts = [picture[box.top() : box.bottom(), box.left() : box.right()] for box in boxes]
        return [bool((cut == rgb(LIGHT.focus)).all(axis=2).any()) for cut in cuts]

    strip.mark_shown(first)
    assert framed() == [False, True]
    strip.mark_shown(second)
    assert framed() == [True, False]
    strip.mark_shown(None)
    assert framed() == [False, False]


def test_the_outline_is_in_the_thumbnail_of_an_odd_part_only(window: QWidget) -> None:
    strip, view = _strip(window)
    odd = np.zeros((16, 16), np.float32)
    odd[4:12, 4:12] = 1.8
    _add(strip, make_part(1.8, score_map=odd))
    _add(strip, make_part(0.4))
    QApplication.processEvents()

    def has_white(row: int) -> bool:
        box = view.visualRect(strip.model.index(row)).adjusted(10, 10, -10, -36)
        cut = pixels_of(view)[box.top() : box.bottom(), box.left() : box.right()]
        return bool((cut > 230).all(axis=2).any())

    assert has_white(1)
    assert not has_white(0)


@pytest.mark.parametrize("arriving", [1, 7])
def test_what_somebody_looks_at_stays_in_place_when_parts_arrive(window: QWidget, arriving: int) -> None:
    strip, view = _strip(window)
    _fill(strip, 30)
    view.horizontalScrollBar().setValue(5 * 102)
    place = view.visualRect(strip.model.index(12)).left()

    _fill(strip, arriving)

    assert view.visualRect(strip.model.index(12 + arriving)).left() == place


def test_the_newest_part_stays_in_sight_when_nobody_looks_back(window: QWidget) -> None:
    strip, view = _strip(window)
    _fill(strip, 30)
    _fill(strip, 3)

    assert view.visualRect(strip.model.index(0)).left() == 0
    assert view.width() % strip._list.delegate.pitch == 0  # whole thumbnails only, as wide as text in the font here


def test_neighbours_are_reached_one_by_one_and_gaps_left_out(window: QWidget) -> None:
    strip, _ = _strip(window)
    old, new = make_part(0.4, "old.png"), make_part(0.4, "new.png")
    _add(strip, old)
    strip.add([Gap("LOST", "Camera 1 was lost.", "camera-off")])
    _add(strip, new)
    chosen: list[Inspection] = []
    strip.part_chosen.connect(chosen.append)
    strip.part_chosen.connect(strip.mark_shown)

    strip.show_right()  # nothing is shown yet: the newest
    strip.show_right()
    strip.show_right()  # there is no older one
    strip.show_left()
    strip.show_left()  # there is no newer one

    assert [part.frame.name for part in chosen] == ["new.png", "old.png", "new.png"]


def test_all_parts_are_one_press_away(qtbot: QtBot, window: QWidget) -> None:
    strip, _ = _strip(window)
    for compact in (False, True):
        strip.set_compact(compact)
        (button,) = [b for b in strip.findChildren(QPushButton) if b.isVisible()]
        assert button.accessibleName() == "All 50 parts"
        assert min(button.width(), button.height()) >= 76
        with qtbot.waitSignal(strip.overview_requested):
            button.click()


def test_the_overview_shows_all_parts_and_gives_them_by_tap_and_key(qtbot: QtBot, window: QWidget) -> None:
    strip, _ = _strip(window)
    overview = PartOverview(strip.model)
    put_on_stage(window, overview, 1168, 690)
    parts = _fill(strip, 50)
    view = overview.findChild(QListView)
    last = view.visualRect(strip.model.index(49))
    assert view.viewport().rect().contains(last)  # all fifty at once, in the large layout

    with qtbot.waitSignal(overview.part_chosen) as chosen:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=last.center())
    assert chosen.args[0] is parts[0]

    overview.open()
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_L):
        with qtbot.waitSignal(overview.close_requested):
            QTest.keyClick(view, key)


def test_an_ordinary_part_is_kept_as_it_is() -> None:
    part = make_part()
    kept = KeptPart(part, prepare_picture(part))

    assert kept.inspection() is part
    assert kept.is_part(part)
    assert not kept.is_part(make_part())
    assert not kept.is_part(None)


def test_a_large_part_is_let_go_and_comes_back_looking_the_same() -> None:
    part = _large_part()
    picture, watch = part.frame.image.astype(int), weakref.ref(part.frame.image)
    kept = KeptPart(part, prepare_picture(part))
    assert kept.inspection() is part  # as long as somebody shows it
    del part
    gc.collect()
    assert watch() is None

    again = kept.inspection()
    assert again.frame.image.shape == picture.shape
    assert np.abs(again.frame.image - picture).mean() < 3
    assert (again.frame.name, again.score, again.regions) == ("large.png", 1.4, (Region(1900, 900, 50, 60, 3000, 1.4),))
    assert kept.is_part(again)
    assert kept.inspection() is again


def test_fifty_parts_of_twelve_megapixels_stay_small() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (3000, 4000, 3), np.uint8)  # nothing packs worse
    kept = KeptPart(make_part(image=noise))

    assert 50 * (len(kept._packed) + kept.thumbnail().sizeInBytes()) < 150e6


def test_thumbnails_of_a_worker_and_of_the_screen_are_the_same() -> None:
    part = _large_part()

    assert KeptPart(part, prepare_picture(part)).thumbnail() == KeptPart(part).thumbnail()


def test_a_thumbnail_shows_the_whole_part_in_its_own_colours() -> None:
    image = np.zeros((100, 200, 3), np.uint8)
    image[:, :100], image[:, 100:] = (200, 10, 20), (10, 20, 200)
    thumbnail = KeptPart(make_part(image=image)).thumbnail()

    assert thumbnail.size() == QSize(176, 176)
    assert thumbnail.pixelColor(20, 88).getRgb() == (200, 10, 20, 255)
    assert thumbnail.pixelColor(150, 88).getRgb() == (10, 20, 200, 255)
    assert thumbnail.pixelColor(88, 20).alpha() == 0  # above the picture


def test_the_model_is_a_sound_one(qtmodeltester: object, theme: None) -> None:
    model = PartsModel()
    model.add([model.kept(make_part(), None), model.skipped(SkippedImage("a.png", 2, "a.png is damaged."))])

    qtmodeltester.check(model)  # type: ignore[attr-defined]


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize("text_scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize("compact", [False, True])
def test_a_part_is_as_wide_as_what_stands_under_it(
    qapp: QApplication, window: QWidget, text_scale: float, compact: bool
) -> None:
    strip = PartStrip()
    strip.set_compact(compact)
    put_on_stage(window, strip, 900, 200)
    apply_appearance(qapp, Appearance(text_scale=text_scale))
    for _ in range(3):
        qapp.processEvents()

    text = QFontMetricsF(font(12, 700)).horizontalAdvance("NOT READY")
    side, pitch = (80, 92) if compact else (88, 102)
    left = (pitch - side) // 2
    assert strip._list.delegate.pitch >= max(pitch, left + 22 + text), "a mark of 16 pixels and 6 beside it"
    assert strip._list.delegate.pitch < max(pitch, left + 22 + text) + 2
    assert strip._list.width() % strip._list.delegate.pitch == 0, "whole parts only"


def test_while_many_parts_come_at_once_thumbnails_are_made_for_those_that_stay_a_moment(window: QWidget) -> None:
    strip, view = _strip(window)
    view._calm.setInterval(1_000_000)  # until the test ends it

    def come(count: int) -> bool:
        """Whether the newest part of so many that come at once is painted."""
        _fill(strip, count)
        return painted()

    def painted() -> bool:
        for _ in range(5):  # the list lays its rows out a little later, then is painted
            QApplication.processEvents()
        return strip.model.part_at(0)._thumbnail is not None

    assert come(1), "one at a time is shown at once"
    assert come(1)
    assert come(11), "the first of many too"
    assert not come(11), "then the eye can't follow"
    assert not come(11)
    view._calm.timeout.emit()
    assert painted()
    assert not come(11)
    assert come(1), "and again as they come singly"
