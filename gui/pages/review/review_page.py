"""The Review page: records on the left, the part somebody looks at on the right, and what can be said of it."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.local_time import local_now
from core.records.record import Confirmation, Opinion, Record
from core.records.reviewing import FoundFigures, Said
from gui.page_frame import PageFrame
from gui.pages.review.list_card import ListCard
from gui.pages.review.part_card import PartCard
from gui.pages.review.record_model import RecordModel
from gui.pages.review.retrain_card import RetrainCard
from gui.pages.review.retrain_steps import RetrainSteps
from gui.pages.review.review_work import ReviewAccess, ReviewWork
from gui.pages.review.searching import Searching
from gui.widgets.action_button import ToolButton
from gui.widgets.score_text import count_text, yield_text
from gui.workers import Failure

_DETAIL, _DETAIL_COMPACT = 752, 480  # pixels: width of the right column


class ReviewPage(PageFrame):
    """Shows and asks; what is to be taught is told by `retrain_requested`."""

    report_requested = Signal()
    retrain_requested = Signal(object)  # Path of the recipe that has got new pictures
    name_changed = Signal(str)  # of who confirms

    def __init__(
        self, places: ReviewAccess, now: Callable[[], datetime] = local_now, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        line = self.tr("What was inspected, and whether the verdict was right")
        fields = {"yield": (self.tr("Yield"), "gauge"), "inspected": (self.tr("Inspected"), "scan-eye")}
        self._header = self.add_head(self.tr("Review"), line, fields)
        self._looked_at: Record | None = None
        self.work = ReviewWork(places, self)
        self.list = ListCard(RecordModel(self.work.want, self))
        self.part, self._card = PartCard(), RetrainCard()
        self.searching = Searching(self.work, self.list, now, self)
        self.retraining = RetrainSteps(self.work, self._card, self)
        self._lay_out()
        self._connect()
        self._add_keys()
        self.set_compact(False)

    def show_name(self, name: str) -> None:
        """Show who confirms."""
        self.part.show_name(name)

    def note_new(self, count: int) -> None:
        """Take note of records that have just been kept: they are shown when somebody asks."""
        self.searching.note_new(count, self.isVisible())

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        super().set_compact(compact)
        self._side_column.setSpacing(self.gap(compact))
        self._side.setFixedWidth(_DETAIL_COMPACT if compact else _DETAIL)
        self._on_looked_at()  # some words are shorter now
        self.retraining.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Look at what there is now; the keys go to the list."""
        super().showEvent(event)
        self.work.name_recipes()
        self.searching.begin_at(max(self.list.row, 0))
        self.list.table.setFocus()

    def shutdown(self) -> None:
        """Keep what was answered, and wait for what is under way; before the window goes."""
        self.retraining.stop()
        self.work.shutdown()

    def _lay_out(self) -> None:
        self._report = ToolButton(self.tr("Report"), "Ctrl+R", "file-text")
        self._report.clicked.connect(self.report_requested)
        self._header.add_button(self._report)
        self._side = QWidget()
        self._side_column = QVBoxLayout(self._side)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        self._side_column.addWidget(self.part, 1)
        self._side_column.addWidget(self._card)
        self.row.addWidget(self.list, 1)
        self.row.addWidget(self._side)
        self.sized += [self.list, self.part, self._card]

    def _connect(self) -> None:
        work = self.work
        work.figures_known.connect(self._on_figures)
        work.recipes_known.connect(self.list.filter.show_recipes)
        work.page_read.connect(self.list.model.take_page)
        work.part_read.connect(self.part.show_part)
        work.said.connect(self._on_said)
        work.failed.connect(self._on_failed)
        work.changed.connect(self._show_undoable)
        self.searching.failed.connect(self.failed)
        self.retraining.failed.connect(self.failed)
        self.retraining.retrain_requested.connect(self.retrain_requested)
        self.list.looked_at.connect(self._on_looked_at)
        self.list.table.selectionModel().selectionChanged.connect(self._on_looked_at)
        self.part.answered.connect(self.answer)
        self.part.step_requested.connect(self._on_step)
        self.part.undo_requested.connect(work.undo)
        self.part.redo_requested.connect(work.redo)
        self.part.name_changed.connect(self.name_changed)

    def _add_keys(self) -> None:
        actions: dict[str, Callable[[], object]] = {
            "1": lambda: self.part.answers.press("good"),
            "2": lambda: self.part.answers.press("bad"),
            "3": lambda: self.part.answers.press("unsure"),
            "0": lambda: self.answer(None),
            "Backspace": lambda: self.answer(None),
            "Ctrl+Z": self.work.undo,
            "Ctrl+Y": self.work.redo,
            "Ctrl+Shift+Z": self.work.redo,
            "Ctrl+A": self.list.select_all,
            "H": self.part.heatmap.toggle,
        }
        for key, action in actions.items():
            shortcut = QShortcut(QKeySequence(key), self, autoRepeat=False)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    @property
    def _chosen(self) -> int:
        return sum(last - first + 1 for first, last in self.list.chosen_rows)

    @Slot(object)
    def answer(self, opinion: Opinion | None) -> None:
        """Say of the chosen parts what was found, or with None take it back."""
        by, at, record = self.part.name.text().strip(), datetime.now(UTC), self.list.record
        if self._chosen > 1:
            self.work.answer_chosen(self.list.model.chosen(self.list.chosen_rows), opinion, by, at)
        elif record is not None:
            said = None if opinion is None else Confirmation(opinion, by, at)
            self.list.model.say({record.id: said})  # to be seen at once; what is not kept is shown as it was
            self.work.answer([record.id], opinion, by, at)
            if opinion is not None and not self.list.model.query.depends_on_answers:
                self._on_step(1)

    @Slot()
    def _show_undoable(self) -> None:
        self.part.set_undoable(self.work.book.can_undo, self.work.book.can_redo)

    @Slot(object)
    def _on_figures(self, figures: FoundFigures) -> None:
        self.list.counts.show_figures(figures)
        self._header.show_field("yield", yield_text(figures.passed, figures.inspected))
        self._header.show_field("inspected", count_text(figures.inspected))

    @Slot()
    def _on_looked_at(self) -> None:
        record, before = self.list.record, self._looked_at
        self.part.show_record(record, self._chosen)
        self.part.set_steps(self.list.row > 0, -1 < self.list.row < self.list.model.rowCount() - 1)
        self._looked_at = record
        if record is not None and (before is None or before.id != record.id):
            self.work.read_picture(record, self.part.image.wanted)
        if record is None or before is None or before.recipe != record.recipe:
            self._count_lessons()

    @Slot(int)
    def _on_step(self, step: int) -> None:
        row = self.list.row + step
        if 0 <= row < self.list.model.rowCount():
            self.list.go_to(row)
            self.list.table.setFocus()

    @Slot(object)
    def _on_said(self, said: Said) -> None:
        """Show the answers; where they decide what is found, search again, and look at what has moved up."""
        if self.list.model.query.depends_on_answers:
            self.searching.begin_at(max(self.list.row, 0))
        else:
            self.list.model.say(said)
            self.work.reckon(self.list.model.query)
        self._count_lessons()
        self._show_undoable()

    def _count_lessons(self) -> None:
        recipe = self._looked_at.recipe if self._looked_at is not None else self.list.filter.recipe.value
        self.retraining.count_soon(self.list.model.query.wanted, recipe if isinstance(recipe, str) else "")

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        """Tell of it, and show what is really kept."""
        self.failed.emit(failure)
        self.searching.begin_at(max(self.list.row, 0))
