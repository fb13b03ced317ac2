"""Keys a widget keeps for itself while it has the focus, though they stand for something else in the window."""

from collections.abc import Container

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def keeps_key(event: QEvent, keys: Container[Qt.Key]) -> bool:
    """Take a key from the window's shortcuts if it is one of `keys`; for a widget's `event`.

    Qt asks whoever has the focus, and then its parents, before it looks for a shortcut. Who is asked and accepts gets
    an ordinary key press.
    """
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if Qt.Key(event.key()) not in keys or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    event.accept()
    return True
