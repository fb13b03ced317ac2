"""All that the Review page has done in the background."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal, Slot

from core.recipes.joining import Joined
from core.records.answer_book import AnswerBook
from core.records.chosen import Chosen, ids_of
from core.records.record import Filter, Opinion, Record
from core.records.retraining import join_lessons, lessons_of
from core.records.reviewing import Query, Records, Said, count_found, figures, find
from gui.background import behind
from gui.page_work import PageWork
from gui.pages.review.picture_reading import read_part
from gui.pages.review.record_reader import GetRecords, PageRead, PageWish, RecordReader
from gui.pictures.view_size import ViewSize
from gui.workers import Failure, WorkerThread

_WAIT_MS = 30_000

FindRecipe = Callable[[str], Path]
"""Gives the file of the recipe with a name; any thread. Raises RecipeError."""


@dataclass(frozen=True)
class Retraining:
    """A recipe whose next version has got pictures to be taught on."""

    path: Path
    joined: Joined


@dataclass(frozen=True, eq=False)
class ReviewAccess:
    """Where the page finds things: the store, the archive's folder, the file of a recipe."""

    get_records: GetRecords
    archive: Path
    find_recipe: FindRecipe


class ReviewWork(PageWork):
    """Searches, reads and keeps; each result comes as a signal."""

    found = Signal(object)  # Found
    counted = Signal(object)  # Counted: how many were found
    figures_known = Signal(object)  # FoundFigures
    recipes_known = Signal(object)  # list of names
    page_read = Signal(object)  # PageRead
    part_read = Signal(object)  # ReadPart
    lessons_counted = Signal(object)  # Lessons
    said = Signal(object)  # Said: what is said of some records now
    joined = Signal(object)  # Retraining
    not_found = Signal(object)  # Failure: the search has no result

    def __init__(self, places: ReviewAccess, parent: QObject) -> None:
        super().__init__(parent)
        self._places, self.book = places, AnswerBook()
        self._reader = RecordReader(places.get_records)
        self._reader.read.connect(self._on_page_read)
        self._reader.trouble.connect(self._on_trouble)
        self._thread: WorkerThread | None = None
        self._searcher = self.background(self.found, self.not_found)
        self._counter = self.background(self.counted, self.not_found)
        self._reckoner = self.background(self.figures_known)
        self._namer = self.background(self.recipes_known)
        self._pictures = self.background(self.part_read, self.failed)
        self._teacher = self.background(self.lessons_counted)
        self._joiner = self.background(self.joined, self.failed)
        self._joiner.changed.connect(self.changed)
        self._answers = self.errands(self.said)

    @property
    def joining(self) -> bool:
        """Whether pictures are being kept for the next version."""
        return self._joiner.busy

    def search(self, query: Query, now: datetime, row: int) -> None:
        """Look for records, at first for the page with a row."""
        self.begin(self._searcher, lambda: find(self._places.get_records(), query, now, row))

    def count(self, wanted: Filter) -> None:
        """Count what was found."""
        self.begin(self._counter, lambda: count_found(self._places.get_records(), wanted))

    def reckon(self, query: Query) -> None:
        """Count what is told beside the list."""
        self.begin(self._reckoner, lambda: behind(figures, self._places.get_records(), query))

    def name_recipes(self) -> None:
        """Find out which recipes there are records of."""
        self.begin(self._namer, lambda: behind(self._places.get_records().recipes))

    def want(self, wish: PageWish) -> None:
        """Read a page, before those that were asked for earlier."""
        if self.stopped:
            return
        if self._thread is None:
            self._thread = WorkerThread(self._reader)
            self._thread.start(QThread.Priority.LowPriority)  # Linux doesn't heed it: there the reader steps back
        self._reader.want(wish)

    def read_picture(self, record: Record, view: ViewSize | None) -> None:
        """Read the picture of a part."""
        self.begin(self._pictures, partial(read_part, record, self._places.archive, view))

    def count_lessons(self, wanted: Filter, recipe: str) -> None:
        """Count what was confirmed of a recipe's parts."""
        self.begin(self._teacher, lambda: lessons_of(self._places.get_records(), wanted, recipe))

    def answer(self, ids: Sequence[int], opinion: Opinion | None, by: str, at: datetime) -> None:
        """Say of these records what somebody found."""
        self._answers.do(lambda: self.book.give(self._places.get_records(), ids, opinion, by, at))

    def answer_chosen(self, chosen: Chosen, opinion: Opinion | None, by: str, at: datetime) -> None:
        """Say it of all records that were chosen in the list."""

        def give() -> Said:
            records: Records = self._places.get_records()
            return self.book.give(records, ids_of(records, chosen), opinion, by, at)

        self._answers.do(give)

    def undo(self) -> None:
        """Take back the last answer."""
        self._answers.do(lambda: self.book.undo(self._places.get_records()))

    def redo(self) -> None:
        """Give the answer again that was taken back last."""
        self._answers.do(lambda: self.book.redo(self._places.get_records()))

    def join(self, wanted: Filter, recipe: str) -> None:
        """Keep the pictures of what was confirmed for the recipe's next version."""
        places = self._places

        def keep() -> Retraining:
            path = places.find_recipe(recipe)
            return Retraining(path, join_lessons(places.get_records(), wanted, recipe, places.archive, path))

        self.begin(self._joiner, keep)

    def shutdown(self) -> None:
        """Keep the answers that were given, and wait for the rest."""
        super().shutdown()
        if self._thread is not None:
            self._thread.stop()
            self._thread.wait(_WAIT_MS)

    @Slot(object)
    def _on_page_read(self, read: PageRead) -> None:
        self.page_read.emit(read)

    @Slot(object)
    def _on_trouble(self, failure: Failure) -> None:
        self.failed.emit(failure)
