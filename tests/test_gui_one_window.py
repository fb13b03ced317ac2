"""What is part of the window is never a window of its own, not for a moment: it would flash on the screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sitting import Sitting


class ShownWindows(QObject):
    """Notes each window that is shown while it watches."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, shown: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Show and isinstance(shown, QWidget) and shown.isWindow():
            self.names.append(type(shown).__name__)
        return False


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[ShownWindows]:
    watching = ShownWindows()
    qapp.installEventFilter(watching)
    yield watching
    qapp.removeEventFilter(watching)


def test_opening_the_window_shows_one(shown: ShownWindows, qtbot: QtBot) -> None:
    sitting = Sitting(qtbot)
    sitting.window.resize(1280, 720)  # the small layout, and back
    sitting.window.resize(1920, 1080)
    assert shown.names == ["MainWindow"]
