"""What the finished detector makes of the pictures on the Train page, found out in the background."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from core.training.finished_glimpses import finished_glimpses
from core.types import Glimpse
from gui.background import Background
from gui.pages.teach.glimpse_card import GlimpseCard
from gui.pages.teach.state import TeachState
from gui.pages.teach.training import Training

_LONGEST_WAIT_MS = 10_000


class GlimpsesAfter(QObject):
    """Puts final heatmaps on the card in place of the live ones, whenever something is taught and nothing is learned.

    The live ones stand on a scale of their own, on which good and defective parts may look alike; and of a draft that
    is gone on with there are none.
    """

    shown = Signal()

    def __init__(self, state: TeachState, training: Training, card: GlimpseCard) -> None:
        super().__init__(card)
        self._state, self._training, self._card = state, training, card
        self._reader = Background(self)
        self._reader.done.connect(self._on_read)
        state.taught_changed.connect(self._on_taught_changed)
        training.changed.connect(self._read)

    def stop(self) -> None:
        """Wait for what is being read."""
        self._reader.drop(_LONGEST_WAIT_MS)

    @Slot()
    def _on_taught_changed(self) -> None:
        if self._state.taught is None:  # another draft, and no picture of the one before belongs to it
            self._card.clear()
        self._read()

    @Slot()
    def _read(self) -> None:
        if not self._training.running and self._state.taught is not None:
            self._reader.do(partial(finished_glimpses, self._state.taught, self._card.names))

    @Slot(object)
    def _on_read(self, glimpses: tuple[Glimpse, ...]) -> None:
        if not self._training.running and self._state.taught is not None:
            self._card.show_finished(glimpses)
            self.shown.emit()
