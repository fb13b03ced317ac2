"""The page where Filbert learns."""

from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.drafts.draft import Step
from core.errors import FilbertError
from core.good_images.counting import FEWEST
from core.types import TrainingProgress
from gui.pages.teach.choices_or_curves import ChoicesOrCurves
from gui.pages.teach.decision_bar import DecisionBar
from gui.pages.teach.estimating import Estimating
from gui.pages.teach.glimpse_card import GlimpseCard
from gui.pages.teach.glimpses_after import GlimpsesAfter
from gui.pages.teach.state import TeachState
from gui.pages.teach.step_page import StepPage
from gui.pages.teach.training import Training
from gui.pages.teach.training_card import TrainingCard
from gui.pages.teach.training_words import Learned, idle_words
from gui.path_dialogs import PathDialogs
from gui.services import Services
from gui.workers import Failure

if TYPE_CHECKING:
    from core.training.lesson import Taught  # imports the networks


class TrainPage(StepPage):
    """Estimate, progress, curves and heatmaps of a teaching, which goes on whatever page is on view."""

    step: ClassVar[Step] = "train"

    def __init__(
        self,
        state: TeachState,
        training: Training,
        services: Services,
        dialogs: PathDialogs | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            state,
            self.tr("Let Filbert learn what good looks like"),
            self.tr("Press Start and watch: good pictures should stay clear, defects should glow."),
            parent,
        )
        self.training = training
        self._started, self._problem = 0.0, ""
        self._middle = ChoicesOrCurves(state, dialogs or PathDialogs(self))
        self._progress, self._decision, self._glimpses = TrainingCard(), DecisionBar(), GlimpseCard()
        self._estimating = Estimating(services.estimate_seconds, self)
        self._after = GlimpsesAfter(state, training, self._glimpses)
        self._lay_out()
        self._connect()
        self._show()

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        super().set_compact(compact)
        for box in (self._row, self._left):
            box.setSpacing(12 if compact else 16)
        for card in (self._progress, self._middle, self._decision, self._glimpses):
            card.set_compact(compact)

    def isComplete(self) -> bool:
        """Whether there is a teaching of what is chosen now."""
        return not self.training.running and self.state.taught_is_current

    def missing(self) -> str:
        """What is still to be done."""
        if self.training.running:
            return self.tr("Wait for the end, or press Finish now.")
        return self.tr("Press Train again.") if self.state.taught is not None else self.tr("Press Start.")

    def escape(self) -> bool:
        """Cancel a teaching."""
        running = self.training.running
        self.training.cancel()
        return running

    def busy(self) -> bool:
        """Whether a teaching is under way."""
        return self.training.running

    def stop(self) -> None:
        """End the teaching, and wait for it."""
        self.training.shutdown()
        self._estimating.stop()
        self._after.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Say how long it would take now."""
        super().showEvent(event)
        self._estimate_soon()

    @Slot()
    def start(self) -> None:
        """Teach the good images of now."""
        if self.training.running:
            return
        self._problem = ""
        try:
            folder = self.state.store.result_folder(self.state.draft.key)
        except FilbertError as error:
            self.state.failed.emit(Failure(str(error)))
            return
        self.state.save_now()
        self._estimating.rest()
        self._started = perf_counter()
        self._middle.clear()
        self._glimpses.clear()
        self.training.start(self.state.draft, self.state.kept, folder)
        self._progress.show_progress(TrainingProgress(self.tr("Starting"), 0.0, None), 0.0)

    def _lay_out(self) -> None:
        self._left = QVBoxLayout()
        self._left.addWidget(self._progress)
        self._left.addWidget(self._middle, 1)
        self._left.addWidget(self._decision)
        self._row = QHBoxLayout()
        self._row.addLayout(self._left, 1)
        self._row.addWidget(self._glimpses, 1)
        self.column.addLayout(self._row, 1)

    def _connect(self) -> None:
        self._decision.start_requested.connect(self.start)
        self._decision.cancel_requested.connect(self.training.cancel)
        self._decision.finish_requested.connect(self.training.finish_now)
        self._decision.choices_toggled.connect(self._middle.choose)
        self._middle.changed.connect(self._show)
        self.training.changed.connect(self._show)
        self.training.progressed.connect(self._on_progressed)
        self.training.done.connect(self._on_done)
        self.training.failed.connect(self._on_failed)
        self.training.cancelled.connect(self._on_cancelled)
        self.state.draft_changed.connect(self._on_chosen)
        self.state.images_changed.connect(self._on_chosen)
        self.state.taught_changed.connect(self._show)
        self.state.training_requested.connect(self._on_training_requested)
        self._estimating.changed.connect(self._on_estimated)

    @Slot()
    def _show(self) -> None:
        """Show what is to be done now: a teaching under way, one that is done, or one to begin."""
        self._middle.show_now(self.training.running)
        if self.training.running:
            self._decision.show_running(self.training.finishing)
        else:
            self._glimpses.rest()
            self._show_idle()
        self.ways_changed.emit()

    def _show_idle(self) -> None:
        count, taught, current = len(self.state.kept), self.state.taught, self.state.taught_is_current
        learned = None if taught is None else Learned(len(taught.held_out), current)
        words = idle_words(count, learned, self._estimating.seconds)
        self._progress.show_words(words.figure, words.said, words.left)
        detail = self._problem or words.detail
        self._decision.show_idle(words.question, detail, count >= FEWEST, taught is not None, current)

    def _estimate_soon(self) -> None:
        count = len(self.state.kept)
        if self.isVisible() and not self.training.running and count >= FEWEST:
            self._estimating.ask(count, self.state.draft.preset)

    @Slot()
    def _on_estimated(self) -> None:
        if not self.training.running:
            self._show_idle()

    @Slot()
    def _on_chosen(self) -> None:
        self._show()
        self._estimate_soon()

    @Slot(object)
    def _on_progressed(self, progress: TrainingProgress) -> None:
        if not self.training.running:
            return
        self._progress.show_progress(progress, perf_counter() - self._started)
        self._middle.show_curve(progress.losses)
        self._glimpses.show_glimpses(progress.glimpses)

    @Slot(object)
    def _on_done(self, outcome: "tuple[Taught, str]") -> None:
        taught, basis = outcome
        self.state.change(fail_at=None, review_from=None)
        self.state.set_taught(taught, basis)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._problem = failure.what
        self.state.failed.emit(failure)

    @Slot()
    def _on_cancelled(self) -> None:
        self._problem = self.tr("It was cancelled; nothing has changed.")
        self._show()

    @Slot()
    def _on_training_requested(self) -> None:
        self.state.step_requested.emit("train")
        self.start()
