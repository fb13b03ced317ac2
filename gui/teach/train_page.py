"""The page where Filbert learns."""

from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.drafts.draft import Step
from core.errors import FilbertError
from core.good_images.counting import FEWEST
from core.types import TrainingProgress
from gui.path_dialogs import PathDialogs
from gui.services import Services
from gui.teach.decision_bar import DecisionBar
from gui.teach.estimating import Estimating
from gui.teach.glimpse_card import GlimpseCard
from gui.teach.loss_card import LossCard
from gui.teach.scrolling import Scrolling
from gui.teach.state import TeachState
from gui.teach.step_page import StepPage
from gui.teach.training import Training
from gui.teach.training_card import TrainingCard, duration_text
from gui.teach.training_choices import TrainingChoices
from gui.workers import Failure

if TYPE_CHECKING:
    from core.training.teaching import Taught  # imports the networks


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
        self._choosing = False
        self._choices = TrainingChoices(dialogs or PathDialogs(self))
        self._progress, self._loss, self._decision = TrainingCard(), LossCard(), DecisionBar()
        self._glimpses = GlimpseCard()
        self._middle = QStackedWidget()
        self._estimating = Estimating(services.estimate_seconds, self)
        self._lay_out()
        self._connect()
        self._show()

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        super().set_compact(compact)
        if hasattr(self, "_row"):
            for box in (self._row, self._left):
                box.setSpacing(12 if compact else 16)
            for card in (self._choices, self._progress, self._loss, self._decision, self._glimpses):
                card.set_compact(compact)

    def isComplete(self) -> bool:  # noqa: N802 - Qt's name
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

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
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
        self._loss.clear()
        self._glimpses.clear()
        self.training.start(self.state.draft, self.state.kept, folder)
        self._progress.show_progress(TrainingProgress(self.tr("Starting"), 0.0, None), 0.0)

    def _lay_out(self) -> None:
        self._choosing_view = Scrolling(self._choices)
        self._middle.addWidget(self._choosing_view)
        self._middle.addWidget(self._loss)
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
        self._decision.choices_toggled.connect(self._on_choices_toggled)
        self._choices.preset_chosen.connect(self._on_preset_chosen)
        self._choices.defects_chosen.connect(self._on_defects_chosen)
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
        running, taught = self.training.running, self.state.taught
        self._choices.show_draft(self.state.draft)
        curves = running or (taught is not None and not self._choosing)
        self._middle.setCurrentWidget(self._loss if curves else self._choosing_view)
        if running:
            self._decision.show_running(self.training.finishing)
        else:
            self._glimpses.rest()
            self._show_idle()
        self.ways_changed.emit()

    def _show_idle(self) -> None:
        count, taught = len(self.state.kept), self.state.taught
        enough, images = count >= FEWEST, self.tr("{0} good images").format(count)
        seconds = self._estimating.seconds
        left = "" if seconds is None else self.tr("about {0}").format(duration_text(seconds))
        if taught is not None and self.state.taught_is_current:
            figure, said = self.tr("Done"), self.tr("Taught on {0} good images").format(len(taught.held_out))
            question, detail = self.tr("Go on with Next."), self.tr("Training again would give the same.")
            left = ""
        elif taught is not None:
            figure, said = self.tr("Changed"), self.tr("{0}, not those it was taught on").format(images)
            question, detail = self.tr("Train once more"), self.tr("Images, region or choices have changed since.")
        else:
            figure, said = self.tr("Ready") if enough else self.tr("Too few"), images
            question = self.tr("Ready to learn?")
            detail = self.tr("Inspection goes on meanwhile, a little slower.")
        self._progress.show_words(figure, said, left)
        done = self.state.taught_is_current
        self._decision.show_idle(question, self._problem or detail, enough, taught is not None, done)

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

    @Slot(bool)
    def _on_choices_toggled(self, choosing: bool) -> None:
        self._choosing = choosing
        self._show()

    @Slot(str)
    def _on_preset_chosen(self, preset: str) -> None:
        self.state.change(preset=preset)

    @Slot(object)
    def _on_defects_chosen(self, folder: object) -> None:
        self.state.change(defects=folder)

    @Slot(object)
    def _on_progressed(self, progress: TrainingProgress) -> None:
        if not self.training.running:
            return
        self._progress.show_progress(progress, perf_counter() - self._started)
        self._loss.show_curve(progress.losses)
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
