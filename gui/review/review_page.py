"""The Review page: records on the left, the part somebody looks at on the right, and what can be said of it."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.records.record import Confirmation, Opinion, Record
from core.records.retraining import Lessons
from core.records.reviewing import Figures, Found, Said
from gui.review.list_card import ListCard
from gui.review.part_card import PartCard
from gui.review.picture_reading import ReadPart
from gui.review.record_model import RecordModel
from gui.review.retrain_card import RetrainCard
from gui.review.review_work import Places, Retraining, ReviewWork
from gui.widgets.action_button import ToolButton
from gui.widgets.page_header import PageHeader
from gui.widgets.score_text import count_text, yield_text
from gui.workers import Failure

_DETAIL, _DETAIL_COMPACT = 752, 480  # pixels: width of the right column
_CALM_MS = 150  # while one scrolls from row to row, only the last one's lessons are counted


def _local_now() -> datetime:
    return datetime.now().astimezone()


class ReviewPage(QWidget):
    """Shows and asks; what is to be taught is told by `retrain_requested`."""

    report_requested = Signal()
    retrain_requested = Signal(object)  # Path of the recipe that has got new pictures
    name_changed = Signal(str)  # of who confirms
    failed = Signal(object)  # Failure

    def __init__(self, places: Places, now: Callable[[], datetime] = _local_now, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._now, self._new = now, 0
        self._row_after = 0  # to look at once the search has come to its end
        self._advances = False  # whether the answer that is being kept moves on to the next record
        self._lessons: Lessons | None = None
        self.work = ReviewWork(places, self)
        self.list = ListCard(RecordModel(self.work.want, self))
        self.part, self.retrain = PartCard(), RetrainCard()
        fields = {"yield": (self.tr("Yield"), "gauge"), "inspected": (self.tr("Inspected"), "scan-eye")}
        self._header = PageHeader(self.tr("Review"), fields)
        self._header.show_line(self.tr("What was inspected, and whether the verdict was right"))
        self._report = ToolButton(self.tr("Report"), "Ctrl+R", "file-text")
        self._report.clicked.connect(self.report_requested)
        self._header.add_button(self._report)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._lay_out()
        self._connect()
        self._add_keys()
        self.set_compact(False)

    def show_name(self, name: str) -> None:
        """Show who confirms."""
        self.part.show_name(name)

    @Slot()
    def search(self) -> None:
        """Look for records with the filter of now, from the top."""
        self._search(0)

    def note_new(self, count: int) -> None:
        """Take note of records that have just been kept: they are shown when somebody asks."""
        if self.isVisible() or self._new:
            self._new += count
            self.list.show_new(self._new)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        gap, side = (12, 12) if compact else (16, 24)
        self._row.setContentsMargins(side, gap, side, gap)
        self._row.setSpacing(gap)
        self._side_column.setSpacing(gap)
        self._side.setFixedWidth(_DETAIL_COMPACT if compact else _DETAIL)
        for part in (self._header, self.list, self.part, self.retrain):
            part.set_compact(compact)
        self._on_looked_at()  # some words are shorter now
        self._show_ways()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Look at what there is now; the keys go to the list."""
        super().showEvent(event)
        self.work.name_recipes()
        self._search(max(self.list.row, 0))
        self.list.table.setFocus()

    def shutdown(self) -> None:
        """Keep what was answered, and wait for what is under way; before the window goes."""
        self._calm.stop()
        self.work.shutdown()

    def _lay_out(self) -> None:
        self._side = QWidget()
        self._side_column = QVBoxLayout(self._side)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        self._side_column.addWidget(self.part, 1)
        self._side_column.addWidget(self.retrain)
        self._row = QHBoxLayout()
        self._row.addWidget(self.list, 1)
        self._row.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addLayout(self._row, 1)

    def _connect(self) -> None:
        work = self.work
        work.found.connect(self._on_found)
        work.not_found.connect(self._on_not_found)
        work.counted.connect(self._on_counted)
        work.recipes_known.connect(self.list.filter.show_recipes)
        work.page_read.connect(self.list.model.take_page)
        work.part_read.connect(self._on_part_read)
        work.lessons_counted.connect(self._on_lessons)
        work.said.connect(self._on_said)
        work.joined.connect(self._on_joined)
        work.failed.connect(self._on_failed)
        work.changed.connect(self._show_ways)
        self.list.searched.connect(self.search)
        self.list.refresh_requested.connect(self.search)
        self.list.looked_at.connect(self._on_looked_at)
        self.list.table.selectionModel().selectionChanged.connect(self._on_looked_at)
        self.part.answered.connect(self.answer)
        self.part.step_requested.connect(self._on_step)
        self.part.undo_requested.connect(work.undo)
        self.part.redo_requested.connect(work.redo)
        self.part.name_changed.connect(self.name_changed)
        self.retrain.retrain_requested.connect(self._on_retrain)
        self._calm.timeout.connect(self._count_lessons)

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

    def _search(self, row: int) -> None:
        self._row_after, self._new = row, 0
        self.list.show_new(0)
        self.list.show_searching()
        self.work.search(self.list.query_at(self._now()), self._now())

    @property
    def _chosen(self) -> int:
        return sum(last - first + 1 for first, last in self.list.chosen_rows)

    @Slot(object)
    def answer(self, opinion: Opinion | None) -> None:
        """Say of the chosen parts what was found, or with None take it back."""
        by, at, record = self.part.name.text().strip(), datetime.now(UTC), self.list.record
        if self._chosen > 1:
            self._advances = False
            self.work.answer_rows(self.list.model.query, self.list.chosen_rows, opinion, by, at)
        elif record is not None:
            self._advances = opinion is not None
            said = None if opinion is None else Confirmation(opinion, by, at)
            self.list.model.say({record.id: said})  # to be seen at once; what is not kept is shown as it was
            self.work.answer([record.id], opinion, by, at)
            if self._advances and not self.list.model.query.depends_on_answers:
                self._on_step(1)

    @Slot()
    def _show_ways(self) -> None:
        self.part.set_undoable(self.work.book.can_undo, self.work.book.can_redo)
        self.retrain.show_lessons(self._lessons, self.work.joining)

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        self.list.show_found(found, self._row_after)
        self.work.count(found.query)

    @Slot(object)
    def _on_not_found(self, failure: Failure) -> None:
        self.list.show_found(Found(self.list.query_at(self._now()), 0))
        self.failed.emit(failure)

    @Slot(object)
    def _on_counted(self, figures: Figures) -> None:
        self.list.show_figures(figures)
        self._header.show_field("yield", yield_text(figures.passed, figures.inspected))
        self._header.show_field("inspected", count_text(figures.inspected))

    @Slot()
    def _on_looked_at(self) -> None:
        record = self.list.record
        before = self._looked_at
        self.part.show_record(record, self._chosen)
        self.part.set_steps(self.list.row > 0, -1 < self.list.row < self.list.model.rowCount() - 1)
        self._looked_at = record
        if record is not None and (before is None or before.id != record.id):
            self.work.read_picture(record, self.part.image.wanted)
        if record is None or before is None or before.recipe != record.recipe:
            self._calm.start()

    _looked_at: Record | None = None

    @Slot(object)
    def _on_part_read(self, read: ReadPart) -> None:
        self.part.show_part(read)

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
            self._search(max(self.list.row, 0))
        else:
            self.list.model.say(said)
            self.work.count(self.list.model.query)
        self._calm.start()
        self._show_ways()

    @Slot()
    def _count_lessons(self) -> None:
        recipe = self._looked_at.recipe if self._looked_at is not None else self.list.filter.recipe.value
        if isinstance(recipe, str):
            self.work.count_lessons(self.list.model.query.wanted, recipe)
        else:
            self._on_lessons(None)

    @Slot(object)
    def _on_lessons(self, lessons: Lessons | None) -> None:
        self._lessons = lessons
        self._show_ways()

    @Slot()
    def _on_retrain(self) -> None:
        if self._lessons is not None and not self.work.joining:
            self.work.join(self.list.model.query.wanted, self._lessons.recipe)
            self._show_ways()

    @Slot(object)
    def _on_joined(self, retraining: Retraining) -> None:
        for remark in retraining.joined.remarks:
            self.failed.emit(Failure(remark, self.tr("The others were kept.")))
        self.retrain_requested.emit(retraining.path)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        """Tell of it, and show what is really kept."""
        self.failed.emit(failure)
        self._search(max(self.list.row, 0))
