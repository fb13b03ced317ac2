"""Strip, header and run bar: what they show, what they ask for, and that it can be hit and read."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from stage import make_part, pixels_of, put_on_stage, rgb

from core.types import SkippedImage
from gui.theme import LIGHT
from gui.widgets.action_button import ActionButton
from gui.widgets.header import Header
from gui.widgets.part_strip import PartStrip
from gui.widgets.run_bar import RunBar

pytestmark = pytest.mark.usefixtures("theme")


def _texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def _button(widget: QWidget, text: str) -> QPushButton:
    (button,) = [button for button in widget.findChildren(QPushButton) if button.text() == text]
    return button


def _named(widget: QWidget, name: str) -> QPushButton:
    (button,) = [button for button in widget.findChildren(QPushButton) if button.accessibleName() == name]
    return button


def _strip(window: QWidget) -> tuple[PartStrip, QListWidget]:
    strip = PartStrip()
    put_on_stage(window, strip, 1168, 168)
    return strip, strip.findChild(QListWidget)


def test_the_strip_keeps_the_last_fifty_newest_first(window: QWidget) -> None:
    strip, parts = _strip(window)

    for number in range(60):
        strip.add_part(make_part(0.4, f"{number}.png"))

    assert parts.count() == 50
    assert parts.item(0).toolTip() == "59.png, PASS, score 0.40"
    assert parts.item(49).toolTip() == "10.png, PASS, score 0.40"
    strip.clear()
    assert parts.count() == 0


def test_a_click_or_enter_chooses_the_part_under_it(qtbot: QtBot, window: QWidget) -> None:
    strip, parts = _strip(window)
    old, new = make_part(0.4, "old.png"), make_part(1.6, "new.png")
    strip.add_part(old)
    strip.add_part(new)
    QApplication.processEvents()

    with qtbot.waitSignal(strip.part_chosen) as chosen:
        QTest.mouseClick(parts.viewport(), Qt.MouseButton.LeftButton, pos=parts.visualItemRect(parts.item(1)).center())
    assert chosen.args[0] is old

    parts.setCurrentRow(0)
    with qtbot.waitSignal(strip.part_chosen) as chosen:
        QTest.keyClick(parts, Qt.Key.Key_Return)
    assert chosen.args[0] is new


def test_a_skipped_file_leaves_a_gap_that_says_why_and_chooses_nothing(qtbot: QtBot, window: QWidget) -> None:
    strip, parts = _strip(window)
    strip.add_skipped(SkippedImage("a.png", 1, "a.png is not an image or is damaged. Remove it or save it anew."))
    QApplication.processEvents()

    assert "a.png is not an image" in parts.item(0).toolTip()
    with qtbot.assertNotEmitted(strip.part_chosen):
        QTest.mouseClick(parts.viewport(), Qt.MouseButton.LeftButton, pos=parts.visualItemRect(parts.item(0)).center())


def test_the_part_that_is_shown_is_framed(window: QWidget) -> None:
    strip, parts = _strip(window)
    first, second = make_part(0.4), make_part(0.4)
    strip.add_part(first)
    strip.add_part(second)
    QApplication.processEvents()

    def framed() -> list[bool]:
        picture = pixels_of(parts)
        boxes = [parts.visualItemRect(parts.item(row)) for row in (0, 1)]
        cuts = [picture[box.top() : box.bottom(), box.left() : box.right()] for box in boxes]
        return [bool((cut == rgb(LIGHT.focus)).all(axis=2).any()) for cut in cuts]

    strip.mark_shown(first)
    assert framed() == [False, True]
    strip.mark_shown(second)
    assert framed() == [True, False]
    strip.mark_shown(None)
    assert framed() == [False, False]


def test_the_outline_is_in_the_thumbnail_of_a_failed_part_only(window: QWidget) -> None:
    strip, parts = _strip(window)
    odd = np.zeros((16, 16), np.float32)
    odd[4:12, 4:12] = 1.8
    strip.add_part(make_part(1.8, score_map=odd))
    strip.add_part(make_part(0.4))
    QApplication.processEvents()

    def has_white(row: int) -> bool:
        box = parts.visualItemRect(parts.item(row)).adjusted(10, 10, -10, -36)
        cut = pixels_of(parts)[box.top() : box.bottom(), box.left() : box.right()]
        return bool((cut > 240).all(axis=2).any())

    assert has_white(1)
    assert not has_white(0)


def test_what_somebody_looks_at_stays_in_place_when_parts_arrive(window: QWidget) -> None:
    strip, parts = _strip(window)
    for number in range(30):
        strip.add_part(make_part(0.4, f"{number}.png"))
    QApplication.processEvents()
    _named(strip, "Older parts").click()
    place = parts.visualItemRect(parts.item(12)).left()

    strip.add_part(make_part(0.4, "new.png"))
    QApplication.processEvents()

    assert parts.visualItemRect(parts.item(13)).left() == place


def test_only_whole_thumbnails_are_shown_and_pages_turn(window: QWidget) -> None:
    strip, parts = _strip(window)
    for number in range(30):
        strip.add_part(make_part(0.4, f"{number}.png"))
    QApplication.processEvents()

    assert parts.width() % 102 == 0
    assert not _named(strip, "Newer parts").isEnabled()
    _named(strip, "Older parts").click()
    assert parts.horizontalScrollBar().value() == parts.width()
    _named(strip, "Newer parts").click()
    assert parts.horizontalScrollBar().value() == 0


@pytest.mark.parametrize("compact", [False, True])
def test_what_an_operator_presses_is_large_enough_for_gloves(window: QWidget, compact: bool) -> None:
    bar = RunBar()
    bar.set_compact(compact)
    put_on_stage(window, bar, 1184, bar.height())
    QApplication.processEvents()

    buttons = sorted(bar.findChildren(ActionButton), key=lambda button: button.x())
    assert [button.text() for button in buttons] == ["Start", "Pause", "Stop", "Open folder"]
    assert all(button.height() >= 76 and button.width() >= 76 for button in buttons)
    gaps = [right.x() - left.geometry().right() - 1 for left, right in pairwise(buttons)]
    assert min(gaps) >= 8


def test_the_run_bar_asks_for_what_is_available(qtbot: QtBot, window: QWidget) -> None:
    bar = RunBar()
    put_on_stage(window, bar, 1184, 104)
    bar.set_available(start=True, pause=False, stop=True)
    bar.show_state("Running", "Software stop only, not a safety stop")

    for text, signal in (
        ("Start", bar.start_requested),
        ("Stop", bar.stop_requested),
        ("Open folder", bar.folder_requested),
    ):
        with qtbot.waitSignal(signal):
            _button(bar, text).click()
    with qtbot.assertNotEmitted(bar.pause_requested):
        _button(bar, "Pause").click()
    assert {"Running", "Software stop only, not a safety stop"} <= set(_texts(bar))


def test_the_header_shows_what_runs(window: QWidget) -> None:
    header = Header()
    put_on_stage(window, header, 1824, 72)
    header.show_recipe("Hazelnut", "Version 4, taught 18 Nov", np.zeros((8, 12, 3), np.uint8))
    header.show_source("test", "10 images")
    header.show_device("CPU, 2 cores")
    header.show_rate(18.64, 74.2)

    expected = {"Hazelnut", "Version 4, taught 18 Nov", "test   10 images", "CPU, 2 cores", "18.6 /s", "74 ms"}
    assert expected <= set(_texts(header))
    header.show_rate(None, None)
    assert _texts(header).count("–") == 2


@pytest.mark.parametrize(("compact", "width"), [(False, 1824), (True, 1200)])
def test_long_names_are_elided_and_not_pushed_out(window: QWidget, compact: bool, width: int) -> None:
    header = Header()
    header.set_compact(compact)
    put_on_stage(window, header, width, header.height())
    header.show_recipe("Hazelnut, blanched, large, on the third tray " * 3, "Version 4 " * 20, None)
    header.show_source("a folder with a name that nobody would type twice " * 3, "1 234 images")
    header.show_device("CPU, 2 cores")
    QApplication.processEvents()
    header.grab()

    assert header.minimumSizeHint().width() <= width
    assert header._clock.geometry().right() < width
    assert header._recipe._name.toolTip().startswith("Hazelnut, blanched")


def test_all_of_the_headers_left_part_asks_for_a_recipe(qtbot: QtBot, window: QWidget) -> None:
    header = Header()
    put_on_stage(window, header, 1824, 72)
    header.show_recipe("Hazelnut", "Version 4", None)
    QApplication.processEvents()

    assert header._recipe.height() >= 71
    with qtbot.waitSignal(header.recipe_requested):
        QTest.mouseClick(header._recipe, Qt.MouseButton.LeftButton, pos=QPoint(10, 3))
    with qtbot.waitSignal(header.recipe_requested):
        _named(header, "Change the recipe").click()
