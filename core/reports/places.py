"""Where on the picture defects occur."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.records.record import Record
from core.reports.counting import counts_as
from core.types import Region, Verdict

SIDE = 24
"""Cells along each side of the grid a picture is divided into."""

_NAMES = (
    ("upper left", "upper middle", "upper right"),
    ("left", "centre", "right"),
    ("lower left", "lower middle", "lower right"),
)
_SQUARE = 1.0


@dataclass(frozen=True, eq=False)
class Places:
    """Where the failed parts of a recipe have their regions.

    `counts` (SIDE, SIDE) says of each cell, from the upper left on, how many of the `failed` parts have a region there;
    `named` has how many of them have the middle of a region in each ninth of the picture, the most first. `aspect` is
    the picture's width over its height.
    """

    recipe: str
    failed: int
    counts: npt.NDArray[np.int64]
    named: tuple[tuple[str, int], ...]
    aspect: float

    @property
    def sentence(self) -> str:
        """The same in words, for those who don't see the picture."""
        if not self.failed:
            return "No part failed."
        failed = f"{self.failed:,} failed part{'s' * (self.failed != 1)}"
        if not self.named:
            return f"No region is known of {failed}."
        most = ", ".join(f"{name} {count:,}" for name, count in self.named[:3])
        return f"Regions of {failed} lie most often: {most}."


class PlacesTally:
    """Adds up the regions of failed parts in shares of the picture, so that its size doesn't matter."""

    def __init__(self) -> None:
        self._failed = 0
        self._aspect = _SQUARE
        self._counts = np.zeros((SIDE, SIDE), np.int64)
        self._named: dict[str, int] = {}

    def add(self, record: Record) -> None:
        """Take in a part; only one that failed, with the size of its picture, has a place."""
        if counts_as(record) is not Verdict.FAIL:
            return
        self._failed += 1
        if record.width < 1 or record.height < 1 or not record.regions:
            return
        self._aspect = record.width / record.height
        touched = np.zeros((SIDE, SIDE), np.bool_)
        for region in record.regions:
            touched[_cells(region.y, region.height, record.height), _cells(region.x, region.width, record.width)] = True
        self._counts += touched
        for name in {_name(region, record) for region in record.regions}:
            self._named[name] = self._named.get(name, 0) + 1

    def places(self, recipe: str) -> Places:
        """The grid so far."""
        named = sorted(self._named.items(), key=lambda item: (-item[1], item[0]))
        return Places(recipe, self._failed, self._counts.copy(), tuple(named), self._aspect)


def _cells(start: int, length: int, whole: int) -> slice:
    """The cells that a stretch of pixels touches; at least one, and none beyond the picture."""
    first = min(SIDE - 1, max(0, start * SIDE // whole))
    end = math.ceil((start + length) * SIDE / whole)
    return slice(first, min(SIDE, max(first + 1, end)))


def _name(region: Region, record: Record) -> str:
    """The ninth of the picture that a region's middle lies in."""
    row = (region.y + region.height / 2) * 3 / record.height
    column = (region.x + region.width / 2) * 3 / record.width
    return _NAMES[min(2, max(0, int(row)))][min(2, max(0, int(column)))]
