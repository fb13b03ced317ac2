"""What the list shows, from the question to the last count."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from core.records.record import Filter
from core.records.reviewing import Counted, Found, Query
from gui.pages.review.list_card import ListCard
from gui.pages.review.review_work import ReviewWork
from gui.workers import Failure


class Searching(QObject):
    """Shows the first records at once and their number when it is known; counts nothing again for another order."""

    failed = Signal(object)  # Failure

    def __init__(self, work: ReviewWork, records: ListCard, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._list, self._now = work, records, now
        self._row, self._new = 0, 0  # the row to look at; records kept since
        self._standing: Filter | None = None  # what was found last; None while it is being looked for
        self._count: int | None = None  # of it
        work.found.connect(self._on_found)
        work.counted.connect(self._on_counted)
        work.not_found.connect(self._on_not_found)
        records.searched.connect(self.begin)
        records.refresh_requested.connect(self.begin)
        records.sorted_anew.connect(self._on_sorted)

    @Slot()
    def begin(self) -> None:
        """Look for records with the filter of now, from the top."""
        self.begin_at(0)

    def begin_at(self, row: int) -> None:
        """Look for them again, and then at that row."""
        self._row, self._new = row, 0
        self._standing = self._count = None
        self._list.counts.show_new(0)
        self._list.counts.show_searching()
        self._work.search(self._list.query_at(self._now()), self._now(), row)

    def note_new(self, count: int, visible: bool) -> None:
        """Take note of records that have just been kept: they are shown when somebody asks."""
        if visible or self._new:
            self._new += count
            self._list.counts.show_new(self._new)

    @Slot()
    def _on_sorted(self) -> None:
        """The same records in another order."""
        if self._standing is None:
            self.begin()
            return
        self._row = 0
        self._work.search(replace(self._list.query_at(self._now()), wanted=self._standing), self._now(), 0)

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        is_other = self._standing is None
        self._standing = found.query.wanted
        if is_other or found.count is not None:
            self._count = found.count
        self._list.show_found(replace(found, count=self._count), self._row)
        if is_other:
            self._work.reckon(found.query)
            if found.count is None:
                self._work.count(found.query.wanted)

    @Slot(object)
    def _on_counted(self, counted: Counted) -> None:
        if counted.wanted == self._standing:
            self._count = counted.count
            self._list.show_count(counted.count)

    @Slot(object)
    def _on_not_found(self, failure: Failure) -> None:
        self._standing = None
        self._list.show_found(Found(Query(self._list.query_at(self._now()).wanted), 0))
        self.failed.emit(failure)
