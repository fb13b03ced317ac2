"""What is part of the window is never a window of its own, not for a moment: it would flash on the screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from gui.main_window import MainWindow


class ShownWindows(QObject):
    """Notes each window that is shown while it watches."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, shown: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(shown, QWidget) and shown.isWindow():
            self.names.append(type(shown).__name__)
        return False


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[ShownWindows]:
    watching = ShownWindows()
    qapp.installEventFilter(watching)
    yield watching
    qapp.removeEventFilter(watching)


def test_no_page_shows_a_window(shown: ShownWindows, whole_window: MainWindow) -> None:
    for size in ((1280, 720), (1920, 1080)):  # the small layout, and the large one
        whole_window.resize(*size)
        for page in ("teach", "review", "report", "recipes", "station", "inspect"):
            whole_window.show_page(page)
    assert shown.names == ["MainWindow"]
