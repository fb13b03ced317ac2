"""Records as Parquet, written by ourselves: a flat table needs little of the format."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from core.files import written_whole
from core.records.record import Record
from core.reports.columns import COLUMNS, Value
from core.reports.parquet_parts import MAGIC, Cell, Chunk, foot, group

ROWS_AT_ONCE = 10_000
ROWS_OF_A_GROUP = 100_000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def write_parquet(records: Iterable[Record], path: Path) -> int:
    """Write records, some thousands in memory at a time. Gives how many.

    Times are microseconds in UTC; what a record doesn't have is null. Raises OutputError.
    """
    unread = iter(records)
    groups, rows, place = [], 0, len(MAGIC)
    with written_whole(path) as file:
        file.write(MAGIC)
        while (chunks := _chunks(islice(unread, ROWS_OF_A_GROUP)))[0].rows:
            groups.append(group(chunks, place))
            for chunk in chunks:
                file.writelines(chunk.pages)
                place += chunk.size
            rows += chunks[0].rows
        file.write(foot(COLUMNS, rows, groups))
    return rows


def _chunks(records: Iterable[Record]) -> list[Chunk]:
    unread = iter(records)
    chunks = [Chunk(column) for column in COLUMNS]
    while some := list(islice(unread, ROWS_AT_ONCE)):
        for chunk in chunks:
            chunk.add([_cell(chunk.column.value(record)) for record in some])
    return chunks


def _cell(value: Value) -> Cell:
    """Text that is no text, as names of files may be, is made some."""
    if isinstance(value, datetime):
        return (value - _EPOCH) // _MICROSECOND
    return value.encode(errors="replace") if isinstance(value, str) else value
