"""A few of many, spread evenly over all of them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

_T = TypeVar("_T")

_GOLDEN = (5**0.5 - 1) / 2


def evenly(items: Sequence[_T], count: int) -> list[_T]:
    """So many of the items, in their order and equally far apart; all of them where there are no more."""
    if len(items) <= count:
        return list(items)
    return [items[(2 * number + 1) * len(items) // (2 * count)] for number in range(count)]


def stretches(items: Sequence[_T], count: int) -> list[Sequence[_T]]:
    """The items cut, in their order, into so many stretches of nearly the same length, none of them empty."""
    count = min(count, len(items))
    edges = [number * len(items) // count for number in range(count + 1)] if count else [0]
    return [items[start:end] for start, end in pairwise(edges)]


def scattered(items: Sequence[_T]) -> list[_T]:
    """The items in an order whose every beginning is spread over all of them: whoever stops anywhere has been fair.

    Steps of the golden ratio fill an interval most evenly (Weyl's sequence).
    """
    return [items[index] for index in sorted(range(len(items)), key=lambda index: index * _GOLDEN % 1)]
