"""Header, rail and the strip for warnings: what they show, what they ask for, and that they can be hit and read."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from stage import pixels_of, put_on_stage, rgb

from core.types import SourceState
from gui.look.theme import LIGHT
from gui.widgets.header import Header
from gui.widgets.nav_rail import NavRail
from gui.widgets.warning_strip import WarningStrip

pytestmark = pytest.mark.usefixtures("theme")


def _texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def _named(widget: QWidget, name: str) -> QPushButton:
    (button,) = [button for button in widget.findChildren(QPushButton) if button.accessibleName() == name]
    return button


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


def test_the_source_has_a_state_with_a_word_and_an_icon(window: QWidget) -> None:
    header = Header()
    put_on_stage(window, header, 1824, 72)
    header.show_source("Camera 1", "", "camera")
    pictures = {}

    for state in SourceState:
        header.show_source_state(state)
        QApplication.processEvents()
        shown = [text for text in _texts(header) if text.rstrip("…") == state.value]
        assert len(shown) == 1
        pictures[state] = pixels_of(header._source._state_icon).tobytes()

    assert len(set(pictures.values())) == len(SourceState)
    header.show_source_state(None)
    assert not {state.value for state in SourceState} & set(_texts(header))


def test_the_header_shows_both_latencies_and_what_was_dropped(window: QWidget) -> None:
    header = Header()
    put_on_stage(window, header, 1824, 72)
    header.show_rate(18.64, 74.2, 41.3)
    assert {"Latency p50/p95", "41 / 74 ms", "18.6 /s"} <= set(_texts(header))
    assert "Dropped" not in _texts(header)

    header.show_dropped(1284)
    assert {"Dropped", "1\u202f284"} <= set(_texts(header))


def test_figures_rest_between_two_changes(window: QWidget) -> None:
    header = Header()
    put_on_stage(window, header, 1824, 72)
    header.show_rate(18.6, 74)
    header.show_rate(18.7, 75)
    assert {"18.6 /s", "74 ms"} <= set(_texts(header))

    header._calm.timeout.emit()
    assert {"18.7 /s", "75 ms"} <= set(_texts(header))
    header.show_rate(18.8, 76)
    header.show_rate(None, None)
    assert _texts(header).count("–") == 2


def test_how_many_images_there_are_is_said_whole_or_not_at_all(window: QWidget) -> None:
    header = Header()
    header.set_compact(True)
    put_on_stage(window, header, 1200, header.height())
    header.show_source("review", "10 images")
    assert "review" in _texts(header)
    header.set_compact(False)
    assert "review   10 images" in _texts(header)


def test_where_there_is_no_room_the_source_and_the_time_stay(window: QWidget) -> None:
    header = Header()
    header.set_compact(True)
    put_on_stage(window, header, 640, header.height())
    header.show_recipe("Hazelnut", "Version 4", None)
    header.show_source("Camera 1", "", "camera")
    header.show_source_state(SourceState.RECONNECTING)
    header.show_device("CPU, 2 cores")
    header.show_rate(18.6, 74, 41)
    for _ in range(4):
        QApplication.processEvents()

    assert {"Camera 1", "RECONNECTING", header._clock.text()} <= set(_texts(header))
    assert "CPU, 2 cores" not in _texts(header)
    state = header._source._state
    assert state.width() >= state.sizeHint().width()


def test_the_rail_leads_to_two_pages(qtbot: QtBot, window: QWidget) -> None:
    rail = NavRail()
    put_on_stage(window, rail, 96, 600)
    asked: list[str] = []
    rail.page_requested.connect(asked.append)

    for name in ("Station", "Inspect"):
        QTest.mouseClick(_named(rail, name), Qt.MouseButton.LeftButton)
    QTest.keyClick(_named(rail, "Station"), Qt.Key.Key_Space)

    assert asked == ["station", "inspect", "station"]
    assert [_named(rail, name).accessibleDescription() for name in ("Inspect", "Station")] == ["Ctrl+1", "Ctrl+5"]


@pytest.mark.parametrize(("compact", "width", "height"), [(False, 96, 80), (True, 80, 76)])
def test_the_rail_marks_the_page_that_is_shown(window: QWidget, compact: bool, width: int, height: int) -> None:
    rail = NavRail()
    rail.set_compact(compact)
    put_on_stage(window, rail, width, 600)
    rail.set_current("station")

    marked = [(pixels_of(_named(rail, name))[20:40, :4] == rgb(LIGHT.ink)).all() for name in ("Inspect", "Station")]
    assert marked == [False, True]
    assert rail.width() == width
    assert all(_named(rail, name).height() == height for name in ("Inspect", "Station"))
    with pytest.raises(KeyError):
        rail.set_current("no such page")


def test_a_warning_comes_goes_and_wraps(window: QWidget) -> None:
    strip = WarningStrip()
    assert strip.isHidden()
    put_on_stage(window, strip, 400, 60)
    strip.hide()

    strip.show_warning("The light has changed.")
    assert strip.isVisible()
    assert strip.accessibleName() == "Warning. The light has changed."
    one_line = strip.heightForWidth(400)
    strip.show_warning("The light has changed since this recipe was taught. Check lamp and exposure.")
    assert strip.heightForWidth(400) > one_line
    pixels = pixels_of(strip)
    assert (pixels == rgb(LIGHT.warn_bg)).all(axis=2).mean() > 0.5
    assert (pixels == rgb(LIGHT.warn_edge)).all(axis=2).any()

    strip.show_warning("")
    assert strip.isHidden()
