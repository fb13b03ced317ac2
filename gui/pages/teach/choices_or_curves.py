"""The middle of the Train page: what can be chosen before, or the curves of what is taught."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.types import LossCurve
from gui.pages.teach.loss_card import LossCard
from gui.pages.teach.state import TeachState
from gui.pages.teach.training_choices import TrainingChoices
from gui.path_dialogs import PathDialogs
from gui.widgets.scrolling import Scrolling


class ChoicesOrCurves(QStackedWidget):
    """Curves while something is taught and afterwards, until somebody wants to choose otherwise; else the choices."""

    changed = Signal()  # somebody wants to see the other

    def __init__(self, state: TeachState, dialogs: PathDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._choosing = state, False
        self._choices, self.loss = TrainingChoices(dialogs), LossCard()
        self._scrolling = Scrolling(self._choices)
        self.addWidget(self._scrolling)
        self.addWidget(self.loss)
        self._choices.preset_chosen.connect(self._on_preset_chosen)
        self._choices.defects_chosen.connect(self._on_defects_chosen)
        state.taught_changed.connect(self._on_taught_changed)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        for card in (self._choices, self.loss):
            card.set_compact(compact)

    def show_now(self, running: bool) -> None:
        """Show what was chosen, and of both what there is to see now."""
        self._choices.show_draft(self._state.draft)
        curves = running or (self._state.taught is not None and not self._choosing)
        self.setCurrentWidget(self.loss if curves else self._scrolling)

    def show_curve(self, curve: LossCurve) -> None:
        """Show the losses so far."""
        self.loss.show_curve(curve)

    def clear(self) -> None:
        """Begin anew."""
        self.loss.clear()

    @Slot(bool)
    def choose(self, choosing: bool) -> None:
        """Show the choices even though something has been taught, or the curves again."""
        self._choosing = choosing
        self.changed.emit()

    @Slot()
    def _on_taught_changed(self) -> None:
        if self._state.taught is None:  # another draft, whose curves these are not
            self.clear()

    @Slot(str)
    def _on_preset_chosen(self, preset: str) -> None:
        self._state.change(preset=preset)

    @Slot(object)
    def _on_defects_chosen(self, folder: Path | None) -> None:
        self._state.change(defects=folder)
