"""Tells when colours or text size have changed."""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QObject, Signal


class Restyling(QObject):
    """What `apply_appearance` says once every widget has been dressed anew."""

    done = Signal()


@cache
def restyling() -> Restyling:
    """The only one there is."""
    return Restyling()


def when_restyled(take: Callable[[], object]) -> None:
    """Have a widget's method called after each change of the appearance, for as long as the widget lives.

    It is for sizes, and for what was drawn beforehand: Qt by itself paints a restyled widget anew, in new room.
    """
    restyling().done.connect(take)
