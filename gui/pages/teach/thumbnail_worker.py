"""Loads thumbnails in a thread of its own, those asked for last first."""

import threading
from collections import OrderedDict

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage

from core.drafts.images import GoodImage
from core.errors import Cancelled, ImageError
from core.images import read_image, shrunk
from gui.qt_image import opaque_qimage
from gui.run_control import ResultQueue
from gui.workers import Worker

LONGEST_SIDE = 256
"""Pixels: enough for 128 device-independent ones on a screen at 200 %."""

_MOST_WAITING = 400  # more are not on any screen; what was scrolled past need not be loaded
_MOST_LOADED = 32


class ThumbnailWorker(Worker):
    """Gives (name, QImage or None for one that can't be read) by `loaded`, until it is stopped."""

    loaded_waiting = Signal()  # once, until `loaded` is taken from

    def __init__(self) -> None:
        super().__init__()
        self.loaded: ResultQueue[tuple[str, QImage | None]] = ResultQueue(_MOST_LOADED)
        self._changed = threading.Condition()
        self._wanted: OrderedDict[str, GoodImage] = OrderedDict()
        self._stopped = False

    def want(self, image: GoodImage) -> None:
        """Ask for a thumbnail; of those that wait the newest come first, and the oldest of too many are forgotten."""
        with self._changed:
            self._wanted[image.name] = image
            self._wanted.move_to_end(image.name)
            if len(self._wanted) > _MOST_WAITING:
                self._wanted.popitem(last=False)
            self._changed.notify_all()

    def forget(self) -> None:
        """Load nothing of what was asked for so far."""
        with self._changed:
            self._wanted.clear()

    def stop(self) -> None:
        """End after the one in hand."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self.loaded.close()

    def work(self) -> object:
        """Load what is asked for."""
        while True:
            image = self._next()
            if self.loaded.put((image.name, thumbnail_of(image))):
                self.loaded_waiting.emit()

    def _next(self) -> GoodImage:
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or bool(self._wanted))
            if self._stopped:
                raise Cancelled("No more thumbnails are wanted.")
            return self._wanted.popitem(last=True)[1]


def thumbnail_of(image: GoodImage) -> QImage | None:
    """The picture no larger than LONGEST_SIDE; None for one that can't be read."""
    try:
        return opaque_qimage(shrunk(read_image(image.path), LONGEST_SIDE))
    except ImageError:
        return None
