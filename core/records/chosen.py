"""Which records were chosen in a list, by id: rows are only where they stood when they were shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.errors import RecordsError
from core.records.reviewing import Query, Records

MOST_AT_ONCE = 20_000
"""Records that one answer may be about."""

_MANY = 1000  # records read at once where none is shown


@dataclass(frozen=True)
class Chosen:
    """Rows of a list that was found: first and last of each stretch.

    `seen` are the ids, by row, of those of them that have been read; `count` is how many were found, None while nobody
    has counted them.
    """

    query: Query
    stretches: tuple[tuple[int, int], ...]
    seen: Mapping[int, int]
    count: int | None

    @property
    def total(self) -> int:
        """How many rows are chosen."""
        return sum(last - first + 1 for first, last in self.stretches)

    def rows(self) -> Iterator[int]:
        """Each of them in order."""
        return (row for first, last in self.stretches for row in range(first, last + 1))


def ids_of(records: Records, chosen: Chosen) -> list[int]:
    """The ids of the records that stood in these rows when they were shown.

    Those nobody has scrolled to are read now. Raises RecordsError for too many, when others stand there by now, and
    when that can't be known because nobody has counted the list yet.
    """
    if chosen.total > MOST_AT_ONCE:
        raise RecordsError(
            f"{chosen.total:,} records are too many for one answer; {MOST_AT_ONCE:,} are the most. "
            "Choose a shorter time or other verdicts."
        )
    if all(row in chosen.seen for row in chosen.rows()):
        return [chosen.seen[row] for row in chosen.rows()]
    if chosen.count is None:
        raise RecordsError("The records are still being counted. Nothing was answered. Answer again in a moment.")
    now = _ids_now(records, chosen)
    if not _as_shown(records, chosen, now):
        raise RecordsError(
            "The list has changed since it was shown: somebody else has answered, or another station's records have "
            "come. Nothing was answered. Choose again from the list as it is now."
        )
    return list(now.values())


def _ids_now(records: Records, chosen: Chosen) -> dict[int, int]:
    """The ids that stand in these rows now."""
    query, found = chosen.query, dict[int, int]()
    for first, last in chosen.stretches:
        for start in range(first, last + 1, _MANY):
            limit = min(_MANY, last + 1 - start)
            page = records.page(query.wanted, query.order, query.descending, start, limit)
            found.update((start + place, record.id) for place, record in enumerate(page))
    return found


def _as_shown(records: Records, chosen: Chosen, now: Mapping[int, int]) -> bool:
    """Whether nothing has left the list or come to it: as many as before, and the known ones where they were."""
    if len(now) != chosen.total or len(set(now.values())) != chosen.total:
        return False
    if any(now[row] != key for row, key in chosen.seen.items()):
        return False
    return records.count(chosen.query.wanted) == chosen.count
