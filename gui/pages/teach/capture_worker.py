"""Shows what the camera sees, and keeps the pictures somebody asked for, in a thread of its own."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage

from core.drafts.captured import save_captured
from core.drafts.steadiness import NOTHING_SETTLED, Settled
from core.errors import Cancelled
from core.sources.base import Source, reading
from core.types import Frame, Image, SourceNotice
from gui.pictures.pyramid import Pyramid
from gui.qt_image import opaque_qimage
from gui.run_control import LatestValue
from gui.workers import Worker

_PREVIEW_PX = 960  # the longer side of what is shown, at least


class FoundReady(Protocol):
    """Whether pictures may be captured now, and else why not, as a sentence."""

    @property
    def ready(self) -> bool:
        """Whether the picture may be kept."""

    @property
    def sentence(self) -> str:
        """What is waited for."""

    @property
    def settled(self) -> Settled:
        """What has settled, and what not yet."""


class JudgesFrames(Protocol):
    """Says of picture after picture whether noise, exposure and focus are steady."""

    def look(self, image: Image) -> FoundReady:
        """Take the next picture, (H, W, 3)."""

    def reset(self) -> None:
        """Begin anew: the camera was away."""


@dataclass(frozen=True)
class CaptureWish:
    """So many pictures, one every so many seconds at the soonest, the first after a delay in seconds."""

    count: int = 1
    every_s: float = 0.0
    delay_s: float = 0.0


@dataclass(frozen=True, eq=False)
class CaptureView:
    """What there is to see: the newest picture, whether it may be captured and why not, and what is still to come.

    `taken` counts the pictures kept so far, `to_come` those asked for; `wait_s` is what is left of a
    countdown, 0 for none.
    """

    picture: QImage | None
    ready: bool
    sentence: str
    taken: int
    to_come: int
    wait_s: float
    settled: Settled = NOTHING_SETTLED


class CaptureWorker(Worker):
    """Ends when it is stopped, or with the source's own error."""

    view_waiting = Signal()  # once, until `view` is taken

    def __init__(
        self,
        open_source: Callable[[], Source],
        folder: Path,
        readiness: JudgesFrames,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        super().__init__()
        self.view: LatestValue[CaptureView] = LatestValue()
        self._open_source, self._folder, self._clock = open_source, folder, clock
        self._readiness = readiness
        self._lock = threading.Lock()
        self._to_come, self._every_s, self._due = 0, 0.0, 0.0
        self._delayed = False  # the first picture of a wish is still to come, and not at once
        self._taken = 0
        self._stopped = False

    def wish(self, wish: CaptureWish) -> None:
        """Keep pictures as soon as they are ready; a new wish takes the place of one under way."""
        with self._lock:
            self._to_come, self._every_s, self._due = wish.count, wish.every_s, self._clock() + wish.delay_s
            self._delayed = wish.delay_s > 0

    def stop(self) -> None:
        """End after the picture in hand."""
        self._stopped = True

    def work(self) -> object:
        """Look at picture after picture."""
        with reading(self._open_source()) as items:
            for item in items:
                if self._stopped:
                    raise Cancelled("Capturing was ended.")
                if isinstance(item, Frame):
                    self._look_at(item)
                elif isinstance(item, SourceNotice) and item.sentence:
                    self._readiness.reset()
                    self._tell(None, ready=False, sentence=item.sentence)
        return None

    def _look_at(self, frame: Frame) -> None:
        found = self._readiness.look(frame.image)
        if found.ready and self._take_turn():
            save_captured(self._folder, frame.image)
            self._taken += 1
        scale = _PREVIEW_PX / max(frame.image.shape[:2])
        picture = opaque_qimage(Pyramid(frame.image).at(min(1.0, scale)))
        self._tell(picture, found.ready, found.sentence, found.settled)

    def _take_turn(self) -> bool:
        """Whether a picture is due now; it counts as taken then."""
        with self._lock:
            if not self._to_come or self._clock() < self._due:
                return False
            self._to_come -= 1
            self._delayed = False
            self._due = self._clock() + self._every_s
            return True

    def _tell(self, picture: QImage | None, ready: bool, sentence: str, settled: Settled = NOTHING_SETTLED) -> None:
        with self._lock:
            wait = max(0.0, self._due - self._clock()) if self._delayed else 0.0
            view = CaptureView(picture, ready, sentence, self._taken, self._to_come, wait, settled)
        if self.view.put(view):
            self.view_waiting.emit()
