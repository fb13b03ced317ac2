"""Looks at good images in a thread of its own, and says what is to be said of them."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import Signal

from core.drafts.images import GoodImage
from core.errors import Cancelled, ImageError
from core.good_images.checks import GoodImageChecks
from core.good_images.counting import FEWEST
from core.good_images.measurement import measure
from core.good_images.remark import Remark
from core.images import read_image
from gui.run_control import LatestValue
from gui.workers import Worker

_TELL_S = 0.4  # between two reports while images are still looked at
_HOLD_S = 0.25


@dataclass(frozen=True)
class CheckReport:
    """What is to be said so far: remarks, images that can't be read (name and sentence), and how many are done.

    `teachable` is how many of those that are done differ from each other and show anything.
    """

    remarks: tuple[Remark, ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    checked: int = 0
    total: int = 0
    teachable: int = 0

    @property
    def hopeless(self) -> bool:
        """Whether all were looked at, and are one and the same picture or show nothing."""
        return self.checked >= self.total >= FEWEST > self.teachable


class CheckWorker(Worker):
    """Checks whatever set it was given last, until it is stopped; images it has seen are not read again."""

    report_waiting = Signal()  # once, until `report` is taken

    def __init__(self) -> None:
        super().__init__()
        self.report: LatestValue[CheckReport] = LatestValue()
        self._changed = threading.Condition()
        self._wanted: Sequence[GoodImage] | None = None
        self._stopped, self._held_until = False, 0.0
        self._checks = GoodImageChecks()
        self._seen: dict[str, GoodImage] = {}
        self._unreadable: dict[str, str] = {}

    def check(self, images: Sequence[GoodImage]) -> None:
        """Check these, and forget all others."""
        with self._changed:
            self._wanted = tuple(images)
            self._changed.notify_all()

    def hold(self) -> None:
        """Rest for a moment: the window has something to draw."""
        self._held_until = perf_counter() + _HOLD_S

    def stop(self) -> None:
        """End after the image in hand."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def work(self) -> object:
        """Check set after set."""
        while True:
            self._check(self._next_set())

    def _next_set(self) -> Sequence[GoodImage]:
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._wanted is not None)
            if self._stopped or self._wanted is None:
                raise Cancelled("No more images are to be checked.")
            images, self._wanted = self._wanted, None
            return images

    def _check(self, images: Sequence[GoodImage]) -> None:
        wanted = {image.name: image for image in images}
        for name in [name for name, image in self._seen.items() if wanted.get(name) != image]:
            self._forget(name)
        told_at = perf_counter()
        for image in images:
            if self._stopped or self._wanted is not None:
                return  # for another set, which may have most of these
            if image.name not in self._seen:
                self._rest()
                self._look_at(image)
            if perf_counter() - told_at > _TELL_S:
                self._tell(len(images))
                told_at = perf_counter()
        self._tell(len(images))

    def _rest(self) -> None:
        with self._changed:
            while not self._stopped and (left := self._held_until - perf_counter()) > 0:
                self._changed.wait(left)

    def _look_at(self, image: GoodImage) -> None:
        self._seen[image.name] = image
        try:
            self._checks.take(image.name, measure(read_image(image.path)))
        except ImageError as error:
            self._unreadable[image.name] = str(error)

    def _forget(self, name: str) -> None:
        del self._seen[name]
        self._unreadable.pop(name, None)
        self._checks.take_out(name)

    def _tell(self, total: int) -> None:
        checks, unreadable = self._checks, tuple(self._unreadable.items())
        report = CheckReport(checks.remarks(), unreadable, len(self._seen), total, checks.teachable)
        if self.report.put(report):
            self.report_waiting.emit()
