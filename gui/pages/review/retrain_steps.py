"""From confirmed parts to the pictures of the next version."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.records.record import Filter
from core.records.retraining import Lessons
from gui.pages.review.retrain_card import RetrainCard
from gui.pages.review.review_work import Retraining, ReviewWork
from gui.workers import Failure

_CALM_MS = 150  # while one scrolls from row to row, only the last one's lessons are counted


class RetrainSteps(QObject):
    """Counts what was confirmed of a recipe, and has its pictures kept when that is asked for."""

    retrain_requested = Signal(object)  # Path of the recipe that has got new pictures
    failed = Signal(object)  # Failure

    def __init__(self, work: ReviewWork, card: RetrainCard, parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._card = work, card
        self._wanted, self._recipe = Filter(), ""
        self.lessons: Lessons | None = None
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._count)
        card.retrain_requested.connect(self._on_retrain)
        work.lessons_counted.connect(self._on_lessons)
        work.joined.connect(self._on_joined)
        work.changed.connect(self._show)

    @property
    def waiting(self) -> bool:
        """Whether something is to be counted soon."""
        return self._calm.isActive()

    def count_soon(self, wanted: Filter, recipe: str) -> None:
        """Count what was confirmed of a recipe in the time that is looked through; of none where its name is empty."""
        self._wanted, self._recipe = wanted, recipe
        self._calm.start()

    def stop(self) -> None:
        """Count nothing more."""
        self._calm.stop()

    def show(self) -> None:
        """Show it again, in the sizes of now."""
        self._show()

    @Slot()
    def _count(self) -> None:
        if self._recipe:
            self._work.count_lessons(self._wanted, self._recipe)
        else:
            self._on_lessons(None)

    @Slot()
    def _show(self) -> None:
        self._card.show_lessons(self.lessons, self._work.joining)

    @Slot(object)
    def _on_lessons(self, lessons: Lessons | None) -> None:
        self.lessons = lessons
        self._show()

    @Slot()
    def _on_retrain(self) -> None:
        if self.lessons is not None and not self._work.joining:
            self._work.join(self._wanted, self.lessons.recipe)
            self._show()

    @Slot(object)
    def _on_joined(self, retraining: Retraining) -> None:
        for remark in retraining.joined.remarks:
            self.failed.emit(Failure(remark, self.tr("The others were kept.")))
        self.retrain_requested.emit(retraining.path)
