"""The header: what it shows, what it asks for, and that it can be hit and read."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from stage import put_on_stage

from gui.widgets.header import Header

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
