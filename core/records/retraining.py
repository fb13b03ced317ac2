"""What people confirmed becomes what the next version of a recipe is taught on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import RecordsError
from core.recipes.joining import Joined, join
from core.records.kept_pictures import path_inside
from core.records.record import Filter, Opinion, Order, Record
from core.records.reviewing import Records
from core.types import Verdict

MOST_GOOD, MOST_DEFECTS = 500, 100
"""So many records of each kind are taken at most, the newest."""


@dataclass(frozen=True)
class Lessons:
    """How many parts of a recipe were rejected and are good after all, and how many were found to be bad."""

    recipe: str
    good: int
    defects: int


def lessons_of(records: Records, wanted: Filter, recipe: str) -> Lessons:
    """Count what was confirmed of a recipe's parts in the time that is looked through."""
    good, defects = _filters(wanted, recipe)
    return Lessons(recipe, records.count(good), records.count(defects))


def join_lessons(records: Records, wanted: Filter, recipe: str, archive: Path, path: Path) -> Joined:
    """Keep the pictures of these parts for the next version of the recipe at `path`.

    Raises RecordsError when no picture of any of them is kept any more, OutputError.
    """
    good, defects = _filters(wanted, recipe)
    found = _pictures(records, good, archive, MOST_GOOD), _pictures(records, defects, archive, MOST_DEFECTS)
    if not any(found):
        raise RecordsError(
            f"No picture of a confirmed part of {recipe} is kept. Confirm parts whose pictures are still there, "
            "or have pictures kept for longer."
        )
    return join(path, *found)


def _filters(wanted: Filter, recipe: str) -> tuple[Filter, Filter]:
    base = Filter(since=wanted.since, until=wanted.until, recipe=recipe, lot=wanted.lot)
    rejected = (Verdict.FAIL, Verdict.REVIEW)
    return replace(base, verdicts=rejected, opinions=(Opinion.GOOD,)), replace(base, opinions=(Opinion.BAD,))


def _pictures(records: Records, wanted: Filter, archive: Path, most: int) -> Sequence[Path]:
    found: list[Record] = records.page(wanted, Order.TIME, descending=True, offset=0, limit=most)
    paths = (_path(archive, record) for record in found if record.image)
    return [path for path in paths if path is not None and path.is_file()]


def _path(archive: Path, record: Record) -> Path | None:
    try:
        return path_inside(archive, record.image)
    except RecordsError:
        return None
