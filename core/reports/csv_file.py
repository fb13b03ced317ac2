"""Records as CSV."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from core.files import written_whole
from core.records.record import Record
from core.reports.columns import COLUMNS, Value

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what begins so, and lots are scanned from outside


def write_csv(records: Iterable[Record], path: Path) -> int:
    """Write records as UTF-8 with a line of names first, a few in memory at a time. Gives how many. Raises OutputError.

    Numbers have a point, times are ISO 8601 in UTC. Text that a spreadsheet would run as a formula gets a ' before it.
    """
    rows = 0
    with written_whole(path) as file, io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="") as text:
        table = csv.writer(text)
        table.writerow(column.name for column in COLUMNS)
        for record in records:
            table.writerow(_cell(column.value(record)) for column in COLUMNS)
            rows += 1
    return rows


def _cell(value: Value) -> str | int:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
