"""What an operator presses on the Inspect page can be hit by a finger in a glove: 20 mm of it take the press."""

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QLabel, QListView, QScrollBar, QWidget
from pytestqt.qtbot import QtBot
from stage import make_part, put_on_stage

from core.types import Region, SourceNotice, SourceState
from gui.look.theme import Appearance, apply_appearance
from gui.main_window import MainWindow
from gui.pages.inspect.counts_card import CountsCard
from gui.pages.inspect.image_tools import ImageTools
from gui.pages.inspect.inspect_page import InspectPage
from gui.pages.inspect.opacity_slider import OpacitySlider
from gui.pages.inspect.part_strip import PartStrip
from gui.pages.inspect.shift_charts import ShiftCharts
from gui.station.activity import Activity

_MM = 96 / 25.4  # pixels
_STALLED = SourceNotice(SourceState.STALLED, "Camera 1 has sent no new picture for 2 s.")
_SIZES = [(1200, 700), (1280, 720), (1600, 1000), (1920, 1080), (3840, 2160)]


def settle() -> None:
    for _ in range(6):
        QCoreApplication.processEvents()


def pressable(window: QWidget) -> list[QWidget]:
    """All that is seen and can be pressed; the counts are a button where they have none."""
    kinds = (QAbstractButton, QAbstractSlider)
    found = [w for w in window.findChildren(QWidget) if isinstance(w, kinds) and not isinstance(w, QScrollBar)]
    (counts,) = window.findChildren(CountsCard)
    if not any(button.isVisible() for button in counts.findChildren(QAbstractButton)):
        found.append(counts)
    return [widget for widget in found if widget.isVisible()]


def hit(widget: QWidget) -> tuple[float, float]:
    """Over how many millimetres a press beside or over a widget's middle still reaches it, across and down."""
    window, middle = widget.window(), widget.mapTo(widget.window(), widget.rect().center())

    def reaches(x: int, y: int) -> bool:
        under = window.childAt(middle + QPoint(x, y))
        return under is widget or (under is not None and widget.isAncestorOf(under))

    def run(x: int, y: int) -> int:
        return next(away for away in range(1, 4000) if not reaches(x * away, y * away)) - 1

    return (1 + run(-1, 0) + run(1, 0)) / _MM, (1 + run(0, -1) + run(0, 1)) / _MM


def too_small(window: QWidget) -> list[str]:
    """What takes a press over less than 20 mm, across or down."""
    sizes = {widget: hit(widget) for widget in pressable(window)}
    small = {widget: size for widget, size in sizes.items() if min(size) < 20}
    return [f"{widget.accessibleName()}: {across:.1f} × {down:.1f} mm" for widget, (across, down) in small.items()]


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize("text_scale", [1.0, 1.25, 1.5])
def test_everything_on_the_page_can_be_hit_within_20_mm(
    qapp: QApplication, whole_window: MainWindow, text_scale: float
) -> None:
    apply_appearance(qapp, Appearance(text_scale=text_scale))
    whole_window.findChild(InspectPage).show_results([make_part(name="first.png"), make_part(1.4, "second.png")])
    for size in _SIZES:
        whole_window.resize(*size)
        _look_at_all_states(whole_window)


def _look_at_all_states(whole_window: MainWindow) -> None:
    page = whole_window.findChild(InspectPage)
    page.show_status(Activity.RUNNING, "")
    settle()
    names = {widget.accessibleName() for widget in pressable(whole_window)}
    assert {"Change the recipe", "Heatmap on", "Freeze", "Picture over the whole window", "All 50 parts"} < names
    assert too_small(whole_window) == []

    page.findChild(QListView).activated.emit(page.findChild(QListView).model().index(1, 0))
    settle()
    assert "Back to live" in {widget.accessibleName() for widget in pressable(whole_window)}
    assert too_small(whole_window) == []
    page.back_to_live()

    page.show_status(Activity.RUNNING, "", _STALLED)
    settle()
    assert too_small(whole_window) == []


@pytest.mark.parametrize("compact", [False, True])
def test_a_part_of_the_strip_is_20_mm_wide_and_high(window: QWidget, compact: bool) -> None:
    strip = PartStrip()
    strip.set_compact(compact)
    put_on_stage(window, strip, 740, strip.height())
    strip.add([strip.model.kept(make_part(), None)])
    settle()
    parts = strip.findChild(QListView)
    place = parts.visualRect(parts.model().index(0, 0))
    assert min(place.width(), place.height()) / _MM >= 20


def test_a_chart_is_chosen_by_a_press_under_its_button(qtbot: QtBot, window: QWidget) -> None:
    charts = ShiftCharts()
    charts.set_compact(True)
    put_on_stage(window, charts, 424, 160)
    settle()
    (trend,) = [b for b in charts.findChildren(QAbstractButton) if b.text() == "Trend"]
    below = trend.mapTo(charts, QPoint(trend.width() // 2, 70))
    under = charts.childAt(below)
    assert under is trend
    qtbot.mouseClick(under, Qt.MouseButton.LeftButton, pos=trend.mapFrom(charts, below))
    assert trend.isChecked()


def test_the_handle_comes_to_a_finger_and_is_held_from_10_mm_away(qtbot: QtBot, window: QWidget) -> None:
    slider = OpacitySlider()
    put_on_stage(window, slider, 226, 76)  # 2 pixels a percent, and the handle's 26
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(13 + 180, 70))
    assert slider.value() == 90, "it came from 0"
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(13 + 180, 70))

    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(13 + 150, 5))
    assert slider.value() == 90, "held beside its middle it doesn't jump"
    QTest.mouseMove(slider, QPoint(13 + 110, 5))
    assert slider.value() == 70
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(13 + 110, 5))
    QTest.mouseMove(slider, QPoint(13, 5))
    assert slider.value() == 70, "it was let go"


def test_where_there_is_too_little_height_the_slider_steps_aside(window: QWidget) -> None:
    tools = ImageTools()
    tools.set_compact(True)
    for height, seen in ((381, True), (320, False), (381, True)):
        put_on_stage(window, tools, tools.width(), height)
        settle()
        assert tools.findChild(OpacitySlider).isVisible() is seen
        assert misplaced(tools) == []


def misplaced(tools: ImageTools) -> list[str]:
    """Buttons that lie over each other or out of the column."""
    buttons = [b for b in tools.findChildren(QAbstractButton) if b.isVisible()]
    inside = [b for b in buttons if not tools.rect().contains(b.geometry())]
    over = [(a, b) for a in buttons for b in buttons if a is not b and a.geometry().intersects(b.geometry())]
    return [b.accessibleName() for b in inside] + [f"{a.text()} {b.text()}" for a, b in over]


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize("text_scale", [1.0, 1.25, 1.5])
def test_where_there_is_too_little_height_fewer_regions_are_listed_and_the_rest_counted(
    qapp: QApplication, window: QWidget, text_scale: float
) -> None:
    apply_appearance(qapp, Appearance(text_scale=text_scale))
    tools = ImageTools()
    tools.show_regions(tuple(Region(9, 9, 30 + number, 20, 500, 2.0) for number in range(9)))

    def told() -> tuple[int, int]:
        """How many regions are listed, and how many are counted below."""
        settle()
        texts = [label.text() for label in tools.findChildren(QLabel) if label.isVisible()]
        more = [int(text.split()[1]) for text in texts if text.endswith("more")]
        return sum(text.endswith("px") for text in texts), sum(more)

    put_on_stage(window, tools, tools.width(), 800)
    assert told() == (6, 3)
    put_on_stage(window, tools, tools.width(), 601)  # of 1600 × 1000
    listed, more = told()
    assert 2 <= listed < 6
    assert listed + more == 9
    assert misplaced(tools) == []
    put_on_stage(window, tools, tools.width(), 800)
    assert told() == (6, 3)
