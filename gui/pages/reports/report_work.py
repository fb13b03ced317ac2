"""Reads records and makes reports, in the background."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from core.records.record import Filter, Record
from core.reports.choosing import Asked, chosen, filter_of, scope_of
from core.reports.files import ReportOrder, taken_in, write_report
from core.reports.report import Report, ReportTally
from core.reports.svg import Looks
from core.shifts import ShiftTimes
from gui.page_work import PageWork
from gui.pages.reports.drawn import DrawnReport, drawn
from gui.pages.reports.pdf import write_pdf


class ReportedRecords(Protocol):
    """What a store of records gives to reports; any thread. Raises RecordsError."""

    def iterate(self, wanted: Filter) -> Iterator[Record]:
        """All records in order of time."""

    def recipes(self) -> list[str]:
        """The names of all recipes there are records of."""


@dataclass(frozen=True)
class ReportAccess:
    """Where reports get what they need: the store, asked for in any thread, and the folder of kept pictures."""

    records: Callable[[], ReportedRecords]
    archive: Path


@dataclass(frozen=True)
class SavedReport:
    """A report that is on the disk."""

    path: Path
    report: Report


class ReportWork(PageWork):
    """Makes the report that was asked for last, and saves those that were asked for."""

    made = Signal(object)  # DrawnReport
    saved = Signal(object)  # SavedReport
    recipes_known = Signal(object)  # list of names

    def __init__(self, places: ReportAccess, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places = places
        self._maker = self.background(self.made, self.failed)
        self._maker.changed.connect(self.changed)
        self._namer = self.background(self.recipes_known, self.failed)
        self._saver = self.errands(self.saved)
        self._stop_making, self._stop_saving = threading.Event(), threading.Event()

    @property
    def making(self) -> bool:
        """Whether a report is being made."""
        return self._maker.busy

    @property
    def saving(self) -> bool:
        """Whether one is being saved."""
        return self._saver.busy

    def name_recipes(self) -> None:
        """Find out which recipes there are records of."""
        self.begin(self._namer, lambda: self._places.records().recipes())

    def make(self, asked: Asked, times: ShiftTimes, now: datetime, looks: Looks) -> None:
        """Make a report and draw it; one that is being made is given up."""
        self._stop_making.set()
        self._stop_making = threading.Event()
        task = partial(_make, self._places, asked, times, now, looks, self._stop_making.is_set)
        self.begin(self._maker, task)

    def save(self, path: Path, asked: Asked, times: ShiftTimes, now: datetime) -> None:
        """Save a report, or its records, by the ending of the name; after those that were asked for before."""
        self._saver.do(partial(_save, self._places, path, asked, times, now, self._stop_saving.is_set))

    @Slot()
    def stop(self) -> None:
        """Give up the report that is being made."""
        self._stop_making.set()

    def shutdown(self) -> None:
        """Give up, and wait for that."""
        self._stop_making.set()
        self._stop_saving.set()
        super().shutdown()


def _make(
    places: ReportAccess, asked: Asked, times: ShiftTimes, now: datetime, looks: Looks, should_stop: Callable[[], bool]
) -> DrawnReport:
    scope, tally = scope_of(asked, times, now), ReportTally(times)
    records = chosen(places.records().iterate(filter_of(scope)), scope, times)
    for _ in taken_in(records, tally, should_stop):
        pass
    return drawn(tally.report(scope, now), looks)


def _save(
    places: ReportAccess, path: Path, asked: Asked, times: ShiftTimes, now: datetime, should_stop: Callable[[], bool]
) -> SavedReport:
    scope = scope_of(asked, times, now)
    records = chosen(places.records().iterate(filter_of(scope)), scope, times)
    order = ReportOrder(path, scope, times, datetime.now(UTC), places.archive)
    return SavedReport(path, write_report(records, order, write_pdf, should_stop))
