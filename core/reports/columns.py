"""The columns of a file of records, the same in CSV and Parquet."""

import json
import math
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from core.records.record import Record

Value = str | int | float | datetime | None


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    TIME = "time"


@dataclass(frozen=True)
class Column:
    """One column: its name, what it holds, and how to get that from a record; None where there is nothing."""

    name: str
    kind: Kind
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
    Column("id", Kind.WHOLE, lambda record: record.id),
    Column("at", Kind.TIME, lambda record: record.at),
    Column("station", Kind.TEXT, lambda record: record.station),
    Column("recipe", Kind.TEXT, lambda record: record.recipe),
    Column("recipe_version", Kind.WHOLE, lambda record: record.recipe_version),
    Column("lot", Kind.TEXT, lambda record: record.lot),
    Column("source", Kind.TEXT, lambda record: record.source),
    Column("name", Kind.TEXT, lambda record: record.name),
    Column("number", Kind.WHOLE, lambda record: record.number),
    Column("verdict", Kind.TEXT, lambda record: str(record.verdict)),
    Column("score", Kind.NUMBER, _score),
    Column("regions", Kind.WHOLE, lambda record: len(record.regions)),
    Column("region_boxes", Kind.TEXT, _boxes),
    Column("width", Kind.WHOLE, lambda record: record.width),
    Column("height", Kind.WHOLE, lambda record: record.height),
    Column("latency_ms", Kind.NUMBER, lambda record: record.latency_ms),
    Column("opinion", Kind.TEXT, _opinion),
    Column("confirmed_by", Kind.TEXT, _confirmed_by),
    Column("confirmed_at", Kind.TIME, _confirmed_at),
    Column("image", Kind.TEXT, lambda record: record.image),
    Column("score_map", Kind.TEXT, lambda record: record.score_map),
)
"""In this order. Times are UTC; `region_boxes` is JSON as `inspect --json` has it, empty without regions."""
