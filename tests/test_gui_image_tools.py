"""The tools beside the picture: freezing, zooming, opacity."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from stage import put_on_stage

from gui.look.theme import Appearance, apply_appearance
from gui.pages.inspect.image_tools import ImageTools
from gui.pages.inspect.opacity_slider import OpacitySlider
from gui.pages.inspect.square_button import SquareButton

pytestmark = pytest.mark.usefixtures("theme")


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
    assert button.isChecked()
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
        assert min(buttons[name].width(), buttons[name].height()) >= 76
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


@pytest.mark.usefixtures("own_appearance")
def test_the_tools_grow_with_the_text_and_cut_nothing(qapp: QApplication, window: QWidget) -> None:
    tools = ImageTools()
    put_on_stage(window, tools, 248, 800)
    apply_appearance(qapp, Appearance(text_scale=1.5))
    QApplication.processEvents()
    assert tools.width() > 284
    buttons = [button for button in tools.findChildren(SquareButton) if button.isVisible()]
    assert len(buttons) == 6
    for button in buttons:
        (word, face), *_ = button._lines(button.size())
        assert word == button.text()
        assert QFontMetricsF(face).horizontalAdvance(word) <= button.width() - 8
