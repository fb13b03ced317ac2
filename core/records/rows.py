"""A record as a row of the table, and back."""

import json
import math
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping

from core.records.record import Confirmation, Opinion, Record
from core.types import Region, Verdict

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_PARTING = "\x1f"


def moment(at: datetime) -> int:
    """A moment as microseconds since 1970. Raises TypeError for one without a time zone."""
    return (at - _EPOCH) // _MICROSECOND


def datetime_of(microseconds: int) -> datetime:
    """The moment (UTC) again."""
    return _EPOCH + microseconds * _MICROSECOND


def kept_text(text: str) -> str:
    """Text as every database takes it: names of files may hold what is no letter at all."""
    return text.encode(errors="replace").decode().replace("\0", "?")


def words_of(name: str, source: str, lot: str) -> str:
    """What text is looked for in, in small letters; parted by what nobody types, so that nothing lies across two."""
    return _PARTING.join((name, source, lot)).lower()


def row_of(record: Record) -> dict[str, Any]:
    """The columns of a record, without its id."""
    return {
        "at": moment(record.at),
        "station": kept_text(record.station),
        "recipe": kept_text(record.recipe),
        "recipe_version": record.recipe_version,
        "lot": kept_text(record.lot),
        "source": kept_text(record.source),
        "name": kept_text(record.name),
        "number": record.number,
        "score": None if math.isnan(record.score) else float(record.score),
        "verdict": record.verdict.value,
        "regions": _text_of(record.regions),
        "latency_ms": float(record.latency_ms),
        "width": record.width,
        "height": record.height,
        "image": kept_text(record.image),
        "score_map": kept_text(record.score_map),
        "words": words_of(kept_text(record.name), kept_text(record.source), kept_text(record.lot)),
        **confirmation_row(record.confirmation),
    }


def confirmation_row(confirmation: Confirmation | None) -> dict[str, Any]:
    """The columns of what somebody said of a part."""
    if confirmation is None:
        return {"opinion": None, "confirmed_by": None, "confirmed_at": None}
    return {
        "opinion": confirmation.opinion.value,
        "confirmed_by": kept_text(confirmation.by),
        "confirmed_at": moment(confirmation.at),
    }


def record_of(row: RowMapping) -> Record:
    """The record of a row with all columns."""
    return Record(
        at=datetime_of(row["at"]),
        station=row["station"],
        recipe=row["recipe"],
        recipe_version=row["recipe_version"],
        source=row["source"],
        name=row["name"],
        number=row["number"],
        score=math.nan if row["score"] is None else row["score"],
        verdict=Verdict(row["verdict"]),
        regions=_regions_of(row["regions"]),
        latency_ms=row["latency_ms"],
        width=row["width"],
        height=row["height"],
        lot=row["lot"],
        confirmation=confirmation_of(row),
        image=row["image"],
        score_map=row["score_map"],
        id=row["id"],
    )


def confirmation_of(row: RowMapping) -> Confirmation | None:
    """What somebody said of the part of a row, if anybody did."""
    if row["opinion"] is None:
        return None
    return Confirmation(Opinion(row["opinion"]), row["confirmed_by"] or "", datetime_of(row["confirmed_at"] or 0))


def _text_of(regions: tuple[Region, ...]) -> str:
    values = [[int(r.x), int(r.y), int(r.width), int(r.height), int(r.area), float(r.peak)] for r in regions]
    return json.dumps(values, separators=(",", ":"))


def _regions_of(text: str) -> tuple[Region, ...]:
    return () if text == "[]" else tuple(Region(*values) for values in json.loads(text))
