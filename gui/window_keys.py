"""The window's keys."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

Actions = Mapping[str, Callable[[], object]]
"""What each key does."""


class WindowKeys(QObject):
    """Keys that mean the same on every page, and those that mean something on Inspect alone."""

    def __init__(self, window: QWidget, everywhere: Actions, on_inspect: Actions) -> None:
        super().__init__(window)
        for key, action in everywhere.items():
            _add_key(key, action, window)
        self._on_inspect = [_add_key(key, action, window) for key, action in on_inspect.items()]

    @Slot(str)
    def set_page(self, name: str) -> None:
        """Keep those of Inspect silent elsewhere, where one may have to type."""
        for shortcut in self._on_inspect:
            shortcut.setEnabled(name == "inspect")


def _add_key(key: str, action: Callable[[], object], window: QWidget) -> QShortcut:
    shortcut = QShortcut(QKeySequence(key), window, autoRepeat=False)
    shortcut.activated.connect(action)
    return shortcut
