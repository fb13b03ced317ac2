import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from stage import put_on_stage

from gui.look.theme import Appearance, apply_appearance
from gui.widgets.labels import text_label
from gui.widgets.scrolling import Scrolling


def framed(window: QWidget, inside: QWidget) -> tuple[QWidget, int]:
    """A row that holds a widget in its frame, and how much wider the frame's bar makes it."""
    row, scrolling = QWidget(), Scrolling(inside)
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(scrolling)
    put_on_stage(window, row, 1000, 400)
    return row, scrolling.verticalScrollBar().sizeHint().width()


@pytest.mark.parametrize("width", [200, 420])
def test_the_frame_wants_the_room_that_its_inside_wants_now(window: QWidget, qtbot: QtBot, width: int) -> None:
    inside, part = QWidget(), QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(part)
    part.setMinimumWidth(300)
    row, bar = framed(window, inside)
    assert row.minimumSizeHint().width() == 300 + bar
    part.setMinimumWidth(width)
    qtbot.waitUntil(lambda: row.minimumSizeHint().width() == width + bar)


@pytest.mark.usefixtures("own_appearance")
def test_the_frame_follows_the_text_size_both_ways(window: QWidget, qapp: QApplication, qtbot: QtBot) -> None:
    inside, label = QWidget(), text_label("A line that is never broken", 15)
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(label)
    row, bar = framed(window, inside)
    for scale in (1.5, 1.0, 1.25):
        apply_appearance(qapp, Appearance(text_scale=scale))
        qtbot.waitUntil(lambda: row.minimumSizeHint().width() == label.minimumSizeHint().width() + bar)
