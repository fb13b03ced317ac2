"""The parts of a Parquet file that a flat table needs: pages of values, and what the file says of itself at its end.

The format is written down in Apache Parquet's `parquet.thrift`; the numbers of fields and codes below are from there.
Every column may have gaps. Values are written plainly and packed with gzip, which every reader knows.
"""

import struct as binary
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from core.reports.columns import Column, Kind
from core.reports.thrift import TRUE, Item, i32, i64, items, struct, text, varint

MAGIC = b"PAR1"

_INT64, _DOUBLE, _BYTE_ARRAY = 2, 5, 6
_TYPES = {Kind.TEXT: _BYTE_ARRAY, Kind.WHOLE: _INT64, Kind.NUMBER: _DOUBLE, Kind.TIME: _INT64}
_MICROSECONDS = struct({1: TRUE, 2: struct({2: struct({})})})  # in UTC
_MEANINGS = {  # what a type is used for: as older readers know it, and as newer ones do
    Kind.TEXT: {6: i32(0), 10: struct({1: struct({})})},
    Kind.TIME: {6: i32(10), 10: struct({8: _MICROSECONDS})},
}
_OPTIONAL = i32(1)
_GZIP = i32(2)
_PLAIN, _RUNS = i32(0), i32(3)  # encodings: of the values, and of which are there
_DATA_PAGE = i32(0)
_AS_GZIP = 16 + zlib.MAX_WBITS

Cell = bytes | int | float | None
"""A value as it is written: text in UTF-8, times in microseconds since 1970 in UTC; None where there is none."""


@dataclass
class Chunk:
    """One column of a group of rows, growing by pages."""

    column: Column
    pages: list[bytes] = field(default_factory=list)
    rows: int = 0
    unpacked: int = 0

    @property
    def size(self) -> int:
        """Its bytes, as they go into the file."""
        return sum(map(len, self.pages))

    def add(self, cells: Sequence[Cell]) -> None:
        """Put cells at its end, as one page."""
        content = _levels(cells) + _values(self.column.kind, [cell for cell in cells if cell is not None])
        packer = zlib.compressobj(wbits=_AS_GZIP)
        packed = packer.compress(content) + packer.flush()
        head = _page_head(len(cells), len(content), len(packed))
        self.pages.append(head + packed)
        self.rows += len(cells)
        self.unpacked += len(head) + len(content)


def _page_head(rows: int, unpacked: int, packed: int) -> bytes:
    data = struct({1: i32(rows), 2: _PLAIN, 3: _RUNS, 4: _RUNS})
    return struct({1: _DATA_PAGE, 2: i32(unpacked), 3: i32(packed), 5: data}).content


def _levels(cells: Sequence[Cell]) -> bytes:
    """A bit for each cell that says whether it is there, in one run of whole bytes."""
    bits = np.packbits([cell is not None for cell in cells], bitorder="little").tobytes()
    run = varint(len(bits) << 1 | 1) + bits
    return binary.pack("<I", len(run)) + run


def _values(kind: Kind, cells: Sequence[Cell]) -> bytes:
    if kind is Kind.TEXT:
        return b"".join(binary.pack("<I", len(cell)) + cell for cell in cells if isinstance(cell, bytes))
    return binary.pack(f"<{len(cells)}{'d' if kind is Kind.NUMBER else 'q'}", *cells)


def group(chunks: Sequence[Chunk], start: int) -> Item:
    """What the file says of a group of rows, whose chunks follow each other from the byte `start` on."""
    described = []
    for chunk in chunks:
        described.append(_chunk(chunk, start))
        start += chunk.size
    unpacked = sum(chunk.unpacked for chunk in chunks)
    return struct({1: items(described), 2: i64(unpacked), 3: i64(chunks[0].rows)})


def _chunk(chunk: Chunk, start: int) -> Item:
    about = {
        1: i32(_TYPES[chunk.column.kind]),
        2: items([_PLAIN, _RUNS]),
        3: items([text(chunk.column.name)]),
        4: _GZIP,
        5: i64(chunk.rows),
        6: i64(chunk.unpacked),
        7: i64(chunk.size),
        9: i64(start),
    }
    return struct({2: i64(start), 3: struct(about)})


def foot(columns: Sequence[Column], rows: int, groups: Sequence[Item]) -> bytes:
    """What ends the file: its columns, its groups, how long that is, and the mark it begins with too."""
    root = struct({4: text("records"), 5: i32(len(columns))})
    schema = items([root, *map(_element, columns)])
    content = struct({1: i32(1), 2: schema, 3: i64(rows), 4: items(groups), 6: text("Filbert")}).content
    return content + binary.pack("<I", len(content)) + MAGIC


def _element(column: Column) -> Item:
    meaning = _MEANINGS.get(column.kind, {})
    return struct({1: i32(_TYPES[column.kind]), 3: _OPTIONAL, 4: text(column.name), **meaning})
