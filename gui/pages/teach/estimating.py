"""How long a teaching would take, found out in the background."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gui.background import Background
from gui.workers import Failure

Estimate = Callable[[int, str, int], float]
"""Seconds for so many good images, a preset, and so many images of defects."""

_CALM_MS = 300
_LONGEST_WAIT_MS = 30_000


class Estimating(QObject):
    """Asks for an estimate a moment after what it depends on has changed."""

    changed = Signal()  # `seconds` has

    def __init__(self, estimate: Estimate, parent: QObject) -> None:
        super().__init__(parent)
        self._estimate = estimate
        self._images, self._preset = 0, ""
        self.seconds: float | None = None  # None while nobody knows
        self._background = Background(self)
        self._background.done.connect(self._on_estimated)
        self._background.failed.connect(self._on_not_estimated)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._ask)

    def ask(self, images: int, preset: str) -> None:
        """Find out soon for so many good images and that preset."""
        if preset != self._preset:
            self.seconds = None
        self._images, self._preset = images, preset
        self._calm.start()

    def rest(self) -> None:
        """Ask nothing: something else needs the processor."""
        self._calm.stop()

    def stop(self) -> None:
        """Wait for what is under way."""
        self._calm.stop()
        self._background.drop(_LONGEST_WAIT_MS)

    @Slot()
    def _ask(self) -> None:
        self._background.do(partial(self._estimate, self._images, self._preset, 0))

    @Slot(object)
    def _on_estimated(self, seconds: float) -> None:
        self.seconds = seconds
        self.changed.emit()

    @Slot(object)
    def _on_not_estimated(self, _failure: Failure) -> None:
        self.seconds = None  # Start will say what is wrong
        self.changed.emit()
