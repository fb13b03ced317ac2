"""Reads pages of records in a thread of its own, those asked for last first."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal

from core.errors import Cancelled, FilbertError
from core.records.record import Record
from core.records.reviewing import PAGE, Query, Records
from core.threads import step_back
from gui.workers import Failure, Worker

_MOST_WAITING = 4  # pages that were scrolled past need not be read

GetRecords = Callable[[], Records]
"""The store of records. Raises RecordsError while it isn't open."""


@dataclass(frozen=True)
class PageWish:
    """A page of a query, counted from 0; `run` tells the queries of one window apart."""

    run: int
    query: Query
    page: int


@dataclass(frozen=True)
class PageRead:
    """A page's records."""

    wish: PageWish
    records: tuple[Record, ...]


class RecordReader(Worker):
    """Gives a PageRead by `read` for each page that is still wanted, until it is stopped."""

    read = Signal(object)  # PageRead
    trouble = Signal(object)  # Failure: a page could not be read

    def __init__(self, get_records: GetRecords) -> None:
        super().__init__()
        self._get_records = get_records
        self._changed = threading.Condition()
        self._wishes: OrderedDict[PageWish, None] = OrderedDict()
        self._current: PageWish | None = None
        self._stopped = False

    def want(self, wish: PageWish) -> None:
        """Ask for a page; of those that wait the newest come first, and the oldest of too many are forgotten."""
        with self._changed:
            if wish == self._current:
                return
            self._wishes[wish] = None
            self._wishes.move_to_end(wish)
            if len(self._wishes) > _MOST_WAITING:
                self._wishes.popitem(last=False)
            self._changed.notify_all()

    def stop(self) -> None:
        """End after the page in hand."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def work(self) -> object:
        """Read what is asked for; a page far down takes a tenth of a second of a core, which the window goes before."""
        step_back()
        while True:
            wish = self._next()
            try:
                self.read.emit(PageRead(wish, self._read(wish)))
            except FilbertError as error:
                self.trouble.emit(Failure(str(error)))

    def _read(self, wish: PageWish) -> tuple[Record, ...]:
        query = wish.query
        page = self._get_records().page(query.wanted, query.order, query.descending, wish.page * PAGE, PAGE)
        return tuple(page)

    def _next(self) -> PageWish:
        with self._changed:
            self._current = None
            self._changed.wait_for(lambda: self._stopped or bool(self._wishes))
            if self._stopped:
                raise Cancelled("No more records are wanted.")
            self._current = self._wishes.popitem(last=True)[0]
            return self._current
