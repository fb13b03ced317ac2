"""What the finished detector makes of the pictures that were shown while it learned."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.errors import ImageError
from core.images import read_image, shrunk
from core.training.held_out import HeldOutTable
from core.types import Glimpse

if TYPE_CHECKING:
    from core.training.lesson import Taught  # imports the networks

SHOWN = 2
"""How many pictures of each kind are shown at a time."""

_SIDE = 256  # pixels of a small picture


def finished_glimpses(taught: "Taught", shown: Sequence[str] = ()) -> tuple[Glimpse, ...]:
    """Good images as they were while held out, then defective ones; scores and maps are on the recipe's scale.

    Those of the names `shown` come first. Pictures are read from where they lie; what can't be read is left out.
    """
    good = _read(taught.held_out, shown, defective=False)
    return good if taught.defects is None else (*good, *_read(taught.defects.table, shown, defective=True))


def _read(table: HeldOutTable, shown: Sequence[str], defective: bool) -> tuple[Glimpse, ...]:
    found: list[Glimpse] = []
    for number in sorted(range(len(table)), key=lambda number: table.names[number] not in shown):
        glimpse = _glimpse(table, number, defective)
        if glimpse is not None:
            found.append(glimpse)
        if len(found) == SHOWN:
            break
    return tuple(found)


def _glimpse(table: HeldOutTable, number: int, defective: bool) -> Glimpse | None:
    one = table[number]
    if one.path is None:
        return None
    try:
        small = shrunk(read_image(one.path), _SIDE)
    except ImageError:
        return None
    return Glimpse(one.name, small, one.score_map, defective, one.score)
