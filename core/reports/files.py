"""A report or the records themselves as a file, by the ending of its name."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.errors import Cancelled, ReportError
from core.files import check_folder_of, readable_name, write_whole
from core.records.record import Record
from core.reports.csv_file import write_csv
from core.reports.html import html_of
from core.reports.parquet_file import write_parquet
from core.reports.report import Report, ReportTally, Scope
from core.shifts import ShiftTimes

HTML, PDF, CSV, PARQUET = ".html", ".pdf", ".csv", ".parquet"
ENDINGS = (HTML, PDF, CSV, PARQUET)

_ASK_EVERY = 1000  # records between two questions whether to stop


@dataclass(frozen=True)
class ReportOrder:
    """What is to be made; `archive` is the folder of kept pictures."""

    path: Path
    scope: Scope
    times: ShiftTimes
    made_at: datetime
    archive: Path | None = None


PdfWriter = Callable[[Report, ReportOrder], None]
"""Writes a report as PDF. It is the window's: core has no Qt."""


def kind_of(path: Path) -> str:
    """The ending that says what is wanted. Raises ReportError for another, and OutputError where nothing can be put."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise ReportError(
            f"The name {readable_name(path)} doesn't say what to write. "
            f"End it in {', '.join(ENDINGS[:-1])} or {PARQUET}."
        )
    check_folder_of(path)
    return ending


def write_report(
    records: Iterable[Record], order: ReportOrder, write_pdf: PdfWriter, should_stop: Callable[[], bool]
) -> Report:
    """Write the file in one pass over records in order of time, and give the report of the same records.

    Raises FilbertError, Cancelled once `should_stop` says so; the file that was there is then as it was.
    """
    kind = kind_of(order.path)
    tally = ReportTally(order.times)
    passing = taken_in(records, tally, should_stop)
    if kind == CSV:
        write_csv(passing, order.path)
    elif kind == PARQUET:
        write_parquet(passing, order.path)
    else:
        for _ in passing:
            pass
    report = tally.report(order.scope, order.made_at)
    if kind == HTML:
        page = html_of(report, order.archive, order.times.zone)
        write_whole(order.path, page.encode(errors="replace"), durable=True)
    elif kind == PDF:
        write_pdf(report, order)
    return report


def taken_in(records: Iterable[Record], tally: ReportTally, should_stop: Callable[[], bool]) -> Iterator[Record]:
    """The records as they pass, each taken into the tally. Raises Cancelled once `should_stop` says so."""
    for number, record in enumerate(records):
        if number % _ASK_EVERY == 0 and should_stop():
            raise Cancelled("The report was stopped.")
        tally.add(record)
        yield record
