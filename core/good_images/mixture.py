"""Whether two products are mixed: pictures that fall into two groups with nothing in between."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from core.good_images.likeness import spaced, standardised
from core.good_images.remark import Remark, RemarkKind
from core.good_images.table import Rows, Table

ENOUGH = 12
"""Fewer pictures fall into groups by chance."""

_LEAST_IMAGES, _LEAST_SHARE = 6, 0.15  # fewer are odd ones, not a product
_SAMPLE = 256
_DIRECTIONS = 3
_ROUNDS = 10
_APART = 6.0  # see _apart; evenly spread pictures have 3.5, normally distributed ones 2.6
_LEAST_SPREAD = 0.1  # deviations of the set: groups of equal pictures are not infinitely far apart

Values = npt.NDArray[np.float64]
Group = npt.NDArray[np.bool_]


def mixture(table: Table, rows: Rows) -> list[Remark]:
    """The remark that these pictures are of two products, if they are."""
    if len(rows) < ENOUGH:
        return []
    looks = standardised(table.looks[rows])
    group = _two_groups(looks)
    if group is None:
        return []
    if group.sum() * 2 > len(group):
        group = ~group
    fewer, more = rows[group], rows[~group]
    few, many = table.named(fewer), table.named(more)
    sentence = (
        f"The images fall into two groups, {len(many)} like {many[0]} and {len(few)} like {few[0]}. "
        "If these are two products, teach each by itself."
    )
    return [Remark(RemarkKind.MIXED, sentence, few, many)]


def _two_groups(looks: Values) -> Group | None:
    """Which pictures (n) are of one of two groups; None when there aren't two."""
    sample = looks[spaced(len(looks), _SAMPLE)]
    middle = sample.mean(axis=0)
    _, directions = np.linalg.eigh(np.cov(sample - middle, rowvar=False))
    places = (looks - middle) @ directions[:, : -_DIRECTIONS - 1 : -1]
    splits = [group for group in _splits(places) if _large_enough(group)]
    best = max(splits, key=lambda group: _apart(places, group), default=None)
    return best if best is not None and _apart(places, best) >= _APART else None


def _splits(places: Values) -> Iterator[Group]:
    """Ways to cut the pictures (n, d) in two: 2-means from the middle of each direction."""
    for direction in places.T:
        group = direction > (direction.min() + direction.max()) / 2
        for _ in range(_ROUNDS):
            if not _large_enough(group):
                break
            one, other = places[group].mean(axis=0), places[~group].mean(axis=0)
            group = np.square(places - one).sum(axis=1) < np.square(places - other).sum(axis=1)
        yield group


def _large_enough(group: Group) -> bool:
    fewer = min(int(group.sum()), int((~group).sum()))
    return fewer >= max(_LEAST_IMAGES, _LEAST_SHARE * len(group))


def _apart(places: Values, group: Group) -> float:
    """How far two groups are apart along the line between their middles, in deviations within (Ashman et al. 1994)."""
    away = places[group].mean(axis=0) - places[~group].mean(axis=0)
    along = places @ (away / max(float(np.linalg.norm(away)), 1e-9))
    within = (along[group].std() ** 2 + along[~group].std() ** 2) / 2
    return float(np.linalg.norm(away) / np.sqrt(within + _LEAST_SPREAD**2))
