"""Whether two products are mixed: pictures that fall into two groups, each like its own and unlike the other."""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from core.good_images.likeness import spaced, standardised
from core.good_images.remark import Remark, RemarkKind
from core.good_images.table import Rows, Table
from core.good_images.usual import caution

ENOUGH = 12
"""Fewer pictures fall into groups by chance."""

_LEAST_IMAGES, _LEAST_SHARE = 6, 0.15  # fewer are odd ones, not a product
_SAMPLE = 128
_LIKE, _LIKE_SHARE = 5, 0.1  # pictures that each is taken to be like
_LIKE_OTHERS = 0.05  # the share of these that may be of the other group
_APART = 6.5  # deviations; evenly spread pictures, such as those in a light that drifts, have 3.5 if they are many
_LEAST_SPREAD = 0.1  # deviations of the set: groups of equal pictures are not infinitely far apart
_DIRECTIONS, _SHRINKAGE = 6, 0.1  # of the space they are told apart in: few pictures know no more
_LEAST_DEVIATION = 0.03  # of looks
_FARTHEST = 6.0  # deviations; what is further away is no odder

Values = npt.NDArray[np.float64]
Group = npt.NDArray[np.bool_]


def mixture(table: Table, rows: Rows, parts: Rows) -> list[Remark]:
    """The remark that these pictures are of two products, if those of them that show each part once are."""
    if len(parts) < ENOUGH:
        return []
    chosen = np.searchsorted(rows, parts[spaced(len(parts), _SAMPLE)])
    looks = table.looks[rows]
    parted = _two_groups(looks[chosen])
    if parted is None:
        return []
    scaled = _scaled(looks)
    group = _of_nearest(scaled, scaled[chosen], parted)
    if group.sum() * 2 > len(group):
        group = ~group
    few, many = table.named(rows[group]), table.named(rows[~group])
    sentence = (
        f"The images fall into two groups, {len(many)} like {many[0]} and {len(few)} like {few[0]}. "
        "If these are two products, teach each by itself."
    )
    return [Remark(RemarkKind.MIXED, sentence, few, many)]


def _scaled(looks: npt.NDArray[np.float32]) -> Values:
    """Looks (n, d) in standard deviations: medians would go by the one group that is larger."""
    exact = looks.astype(np.float64)
    deviation = np.maximum(exact.std(axis=0), _LEAST_DEVIATION)
    return np.asarray(np.clip((exact - exact.mean(axis=0)) / deviation, -_FARTHEST, _FARTHEST), np.float64)


def _two_groups(looks: npt.NDArray[np.float32]) -> Group | None:
    """Which pictures (n) are of one of two groups; None when there aren't two."""
    scaled = _scaled(looks)
    share, best = min(_cuts(_graph(_squares(scaled, scaled))), key=lambda cut: cut[0], default=(1.0, None))
    if best is None or share > _LIKE_OTHERS:
        return None
    # By medians a small second group is far away; by means half of all is.
    apart = max(_apart(scaled, best), _apart(standardised(looks), best))
    return best if apart >= _APART * caution(len(looks)) else None


def _squares(some: Values, others: Values) -> Values:
    """Squares of distances (n, m)."""
    square: Values = np.square(some).sum(axis=1)[:, None] + np.square(others).sum(axis=1) - 2 * (some @ others.T)
    return square


def _graph(square: Values) -> Values:
    """Who is among whose likest (n, n): 1 for each other's, a half for one's, else 0."""
    count = len(square)
    np.fill_diagonal(square, np.inf)
    like = max(_LIKE, math.ceil(_LIKE_SHARE * count))
    chosen = np.zeros((count, count))
    np.put_along_axis(chosen, np.argpartition(square, like - 1, axis=1)[:, :like], 1.0, axis=1)
    graph: Values = (chosen + chosen.T) / 2
    return graph


def _cuts(graph: Values) -> Iterator[tuple[float, Group]]:
    """The best cuts in two along the graph's slowest vibrations, each with the share of links it goes through.

    Normalised cuts: Shi, Malik 2000. The share is that of the group with fewer links.
    """
    degree = graph.sum(axis=1)
    root = 1 / np.sqrt(degree)
    _, vibrations = np.linalg.eigh(np.eye(len(graph)) - graph * root[:, None] * root)
    least = max(_LEAST_IMAGES, math.ceil(_LEAST_SHARE * len(graph)))
    for vibration in vibrations[:, 1:3].T:
        order = np.argsort(vibration * root)
        links = np.cumsum(degree[order])
        inside = np.diagonal(np.cumsum(np.cumsum(graph[np.ix_(order, order)], axis=0), axis=1))
        through = (links - inside)[least - 1 : -least]
        share = through / np.minimum(links, links[-1] - links)[least - 1 : -least]
        if len(share):
            group = np.zeros(len(graph), np.bool_)
            group[order[: least + int(np.argmin(share))]] = True
            yield float(share.min()), group


def _apart(looks: Values, group: Group) -> float:
    """How far two groups are apart where they are furthest, in deviations within (Fisher 1936; Ashman et al. 1994)."""
    _, directions = np.linalg.eigh(np.cov(looks, rowvar=False))
    places = looks @ directions[:, -_DIRECTIONS:]
    one, other = places[group], places[~group]
    within = (np.cov(one, rowvar=False) + np.cov(other, rowvar=False)) / 2
    steady = within + np.eye(_DIRECTIONS) * (_SHRINKAGE * np.trace(within) / _DIRECTIONS + 1e-9)
    line = np.linalg.solve(steady, one.mean(axis=0) - other.mean(axis=0))
    line /= max(float(np.linalg.norm(line)), 1e-9)
    spread = (np.var(one @ line) + np.var(other @ line)) / 2
    return float(abs((one @ line).mean() - (other @ line).mean()) / np.sqrt(spread + _LEAST_SPREAD**2))


def _of_nearest(looks: Values, sample: Values, parted: Group) -> Group:
    """Which of all pictures (n) are like those of the sample (m) that are of the one group (m)."""
    nearest: Group = parted[np.argmin(_squares(looks, sample), axis=1)]
    return nearest
