"""Records as Parquet, through arro3: the smallest library for it that is kept up, a quarter of pyarrow's size."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from core.errors import ReportError
from core.files import written_whole
from core.records.record import Record
from core.reports.columns import COLUMNS, ColumnKind, ExportColumn, Value

if TYPE_CHECKING:
    from arro3.core import Array, DataType, RecordBatch, Schema

ROWS_AT_ONCE = 10_000
_ROW_GROUP = 100_000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def write_parquet(records: Iterable[Record], path: Path) -> int:
    """Write records, some thousands in memory at a time. Gives how many.

    Times are microseconds in UTC; what a record doesn't have is null. Raises OutputError, ReportError without arro3.
    """
    try:
        from arro3 import io  # noqa: PLC0415 - a large library that nothing else needs
        from arro3.core import RecordBatchReader  # noqa: PLC0415
    except ImportError as error:
        raise ReportError(
            "Parquet needs the package arro3-io, which is not installed here: run pip install arro3-io, or name a .csv."
        ) from error
    batches = _Batches(records)
    with written_whole(path) as file:
        sink = _Sink(file)
        reader = RecordBatchReader.from_batches(_schema(), iter(batches))
        io.write_parquet(reader, cast("BinaryIO", sink), compression="zstd(3)", max_row_group_size=_ROW_GROUP)
        for kept in (batches.error, sink.error):
            if kept is not None:
                raise kept
    return batches.rows


class _Sink:
    """The file, for a library that can't be told that a disk is full: it would print a trace and give up."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: OSError | None = None

    def write(self, content: bytes) -> int:
        if self.error is None:
            try:
                self._file.write(content)
            except OSError as error:
                self.error = error
        return len(content)

    def flush(self) -> None:
        """The file is flushed when it is closed."""

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


class _Batches:
    """Records in batches, for a library that makes text of what is raised in there: it is kept, and raised after."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = iter(records)
        self.rows = 0
        self.error: Exception | None = None

    def __iter__(self) -> Iterator["RecordBatch"]:
        schema = _schema()
        try:
            while some := list(islice(self._records, ROWS_AT_ONCE)):
                self.rows += len(some)
                yield _batch(some, schema)
        except Exception as error:  # noqa: BLE001 - raised again by who asked for the file
            self.error = error


def _batch(records: list[Record], schema: "Schema") -> "RecordBatch":
    from arro3.core import RecordBatch  # noqa: PLC0415

    return RecordBatch.from_arrays([_array(column, records) for column in COLUMNS], schema=schema)


def _array(column: ExportColumn, records: list[Record]) -> "Array":
    from arro3.core import Array, DataType  # noqa: PLC0415

    values = [column.value(record) for record in records]
    if column.kind is ColumnKind.TIME:
        return Array([_microseconds(value) for value in values], type=DataType.int64()).cast(_type(ColumnKind.TIME))
    return Array([_text(value) for value in values], type=_type(column.kind))


def _microseconds(value: Value) -> int | None:
    return (value - _EPOCH) // _MICROSECOND if isinstance(value, datetime) else None


def _text(value: Value) -> Any:  # noqa: ANN401 - whatever the column holds
    """Text that is no text, as names of files may be, is made some."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


def _schema() -> "Schema":
    from arro3.core import Field, Schema  # noqa: PLC0415

    return Schema([Field(column.name, _type(column.kind)) for column in COLUMNS])


def _type(kind: ColumnKind) -> "DataType":
    from arro3.core import DataType  # noqa: PLC0415

    return {
        ColumnKind.TEXT: DataType.string(),
        ColumnKind.WHOLE: DataType.int64(),
        ColumnKind.NUMBER: DataType.float64(),
        ColumnKind.TIME: DataType.timestamp("us", tz="UTC"),
    }[kind]
