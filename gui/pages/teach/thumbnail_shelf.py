"""The thumbnails that are on the screen, and some that were."""

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from core.drafts.images import GoodImage
from gui.pages.teach.thumbnail_worker import ThumbnailWorker
from gui.workers import WorkerThread

MOST_KEPT = 600
"""So many are kept: about 150 MB at the most, three screens full at 3840 × 2160."""

_LONGEST_WAIT_MS = 10_000


class ThumbnailShelf(QObject):
    """Gives thumbnails at once if they are here; else it fetches them in the background and tells when they are."""

    arrived = Signal(object)  # list of names

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._closed = False  # a window that goes is painted to the last
        self._worker: ThumbnailWorker | None = None
        self._thread: WorkerThread | None = None

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, image: GoodImage) -> QPixmap | None:
        """The thumbnail; None while it isn't here, and for one that can't be read."""
        if image.name in self._kept:
            self._kept.move_to_end(image.name)
            return self._kept[image.name]
        if not self._closed:
            self._running().want(image)
        return None

    def is_unreadable(self, image: GoodImage) -> bool:
        """Whether it was tried and can't be read."""
        return image.name in self._kept and self._kept[image.name] is None

    def clear(self) -> None:
        """Forget all: other images come, and are loaded again where that had ended."""
        self._closed = False
        self._kept.clear()
        if self._worker is not None:
            self._worker.forget()

    def shutdown(self) -> None:
        """End the thread, and wait for it; no more thumbnails of these images are loaded."""
        self._closed = True
        if self._thread is not None:
            self._thread.stop()
            self._thread.wait(_LONGEST_WAIT_MS)
        self._worker = self._thread = None

    def _running(self) -> ThumbnailWorker:
        if self._worker is None:
            self._worker = ThumbnailWorker()
            self._worker.loaded_waiting.connect(self._on_loaded_waiting)
            self._thread = WorkerThread(self._worker)
            self._thread.start()
        return self._worker

    @Slot()
    def _on_loaded_waiting(self) -> None:
        if self._worker is None:
            return
        fresh: list[tuple[str, QImage | None]] = self._worker.loaded.take_all()
        for name, image in fresh:
            self._kept[name] = None if image is None else QPixmap.fromImage(image)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        self.arrived.emit([name for name, _ in fresh])
