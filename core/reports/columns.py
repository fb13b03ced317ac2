"""The columns of a file of records, the same in CSV and Parquet."""

import json
import math
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from core.records.record import Record

Value = str | int | float | datetime | None


class ColumnKind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    TIME = "time"


@dataclass(frozen=True)
class ExportColumn:
    """One column: its name, what it holds, and how to get that from a record; None where there is nothing."""

    name: str
    kind: ColumnKind
    value: Callable[[Record], Value]


def _score(record: Record) -> float | None:
    return record.score if math.isfinite(record.score) else None


def _boxes(record: Record) -> str:
    return json.dumps([asdict(region) for region in record.regions]) if record.regions else ""


def _opinion(record: Record) -> str | None:
    return None if record.confirmation is None else str(record.confirmation.opinion)


def _confirmed_by(record: Record) -> str | None:
    return None if record.confirmation is None else record.confirmation.by


def _confirmed_at(record: Record) -> datetime | None:
    return None if record.confirmation is None else record.confirmation.at


COLUMNS = (
    ExportColumn("id", ColumnKind.WHOLE, lambda record: record.id),
    ExportColumn("at", ColumnKind.TIME, lambda record: record.at),
    ExportColumn("station", ColumnKind.TEXT, lambda record: record.station),
    ExportColumn("recipe", ColumnKind.TEXT, lambda record: record.recipe),
    ExportColumn("recipe_version", ColumnKind.WHOLE, lambda record: record.recipe_version),
    ExportColumn("lot", ColumnKind.TEXT, lambda record: record.lot),
    ExportColumn("source", ColumnKind.TEXT, lambda record: record.source),
    ExportColumn("name", ColumnKind.TEXT, lambda record: record.name),
    ExportColumn("number", ColumnKind.WHOLE, lambda record: record.number),
    ExportColumn("verdict", ColumnKind.TEXT, lambda record: str(record.verdict)),
    ExportColumn("score", ColumnKind.NUMBER, _score),
    ExportColumn("regions", ColumnKind.WHOLE, lambda record: len(record.regions)),
    ExportColumn("region_boxes", ColumnKind.TEXT, _boxes),
    ExportColumn("width", ColumnKind.WHOLE, lambda record: record.width),
    ExportColumn("height", ColumnKind.WHOLE, lambda record: record.height),
    ExportColumn("latency_ms", ColumnKind.NUMBER, lambda record: record.latency_ms),
    ExportColumn("opinion", ColumnKind.TEXT, _opinion),
    ExportColumn("confirmed_by", ColumnKind.TEXT, _confirmed_by),
    ExportColumn("confirmed_at", ColumnKind.TIME, _confirmed_at),
    ExportColumn("image", ColumnKind.TEXT, lambda record: record.image),
    ExportColumn("score_map", ColumnKind.TEXT, lambda record: record.score_map),
)
"""In this order. Times are UTC; `region_boxes` is JSON as `inspect --json` has it, empty without regions."""
