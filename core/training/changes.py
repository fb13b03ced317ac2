"""Images whose verdict changes: thousands of them as arrays, one at a time as an object."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import overload

import numpy as np
import numpy.typing as npt

from core.types import Scores, Verdict

Codes = npt.NDArray[np.int8]
"""A verdict each: 0 PASS, 1 REVIEW, 2 FAIL."""


VERDICTS = (Verdict.PASS, Verdict.REVIEW, Verdict.FAIL)


class ImageKind(StrEnum):
    """What an image shows."""

    GOOD = "good"  # taught, and scored while it was held out
    DEFECT = "defect"  # confirmed by a person
    DRAWN = "drawn"  # a defect that was drawn on a good image


_KINDS = tuple(ImageKind)


@dataclass(frozen=True)
class Change:
    """An image whose verdict is another than before; `number` counts from 0 among those of its kind."""

    kind: ImageKind
    number: int
    before: Verdict
    now: Verdict


class Changes(Sequence[Change]):
    """Changes (n), kept as arrays.

    Thousands of objects would have Python's collector go through the whole program now and then: a quarter of a second.
    """

    def __init__(self, rows: npt.NDArray[np.int64]) -> None:
        self._rows = rows  # (n, 4): kind, number, code before, code now

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Change: ...
    @overload
    def __getitem__(self, index: slice) -> "Changes": ...
    def __getitem__(self, index: int | slice) -> "Change | Changes":
        """One change, or some of them."""
        if isinstance(index, slice):
            return Changes(self._rows[index])
        kind, number, before, now = self._rows[index].tolist()
        return Change(_KINDS[kind], number, VERDICTS[before], VERDICTS[now])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Changes) and np.array_equal(self._rows, other._rows)

    __hash__ = None  # type: ignore[assignment]

    def nearest_first(self, scores: Mapping[ImageKind, Scores], line: float) -> "Changes":
        """The same, those whose score is nearest to a line first; `scores` holds those of all images of each kind."""
        far = np.zeros(len(self))
        for number, kind in enumerate(_KINDS):
            rows = self._rows[:, 0] == number
            if rows.any():
                far[rows] = np.abs(scores[kind][self._rows[rows, 1]] - line)
        return Changes(self._rows[np.argsort(far, kind="stable")])


def changes_between(
    before: Mapping[ImageKind, Codes], now: Mapping[ImageKind, Codes], all_of_them: bool = False
) -> Changes:
    """What differs between two sets of verdicts, kind by kind; with `all_of_them` every image."""
    rows = [np.zeros((0, 4), np.int64)]
    for kind, codes in now.items():
        differs = np.full(len(codes), True) if all_of_them else before[kind] != codes
        numbers = np.flatnonzero(differs)
        rows.append(
            np.stack([np.full(len(numbers), _KINDS.index(kind)), numbers, before[kind][numbers], codes[numbers]], 1)
        )
    return Changes(np.concatenate(rows).astype(np.int64))
