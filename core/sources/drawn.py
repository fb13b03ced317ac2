"""Parts drawn by Filbert itself, for the demo."""

import time
from collections.abc import Iterator

import numpy as np

from core.demo.parts import DefectKind, draw_part
from core.types import Frame

FIRST_PART = 10_000
"""Drawn parts below this number are for teaching, so that no part is ever inspected that was taught."""

_DEFECTS = 99  # sets these random numbers apart from those that draw the part


class DrawnSource:
    """Drawn parts, `defect_share` (0 to 1) of them defective, the same again for the same `seed`.

    Gives `count` parts from part `first` on, or parts without end when `count` is None. A frame's name doesn't
    tell whether the part is good; `kind_of` does.
    """

    def __init__(self, seed: int, count: int | None, defect_share: float = 0.25, first: int = FIRST_PART) -> None:
        self._seed = seed
        self._count = count
        self._defect_share = defect_share
        self._first = first

    @property
    def name(self) -> str:
        """What the screen calls it."""
        return "Drawn parts"

    @property
    def total(self) -> int | None:
        """How many parts there will be, None for no end."""
        return self._count

    def frames(self) -> Iterator[Frame]:
        """Draw part after part, numbered from 1."""
        number = 1
        while self._count is None or number <= self._count:
            part = draw_part(self._seed, self._first + number - 1, self.kind_of(number))
            yield Frame(part.image, f"Part {number}", number, captured_at=time.perf_counter())
            number += 1

    def kind_of(self, number: int) -> DefectKind | None:
        """Give the defect of the frame of that number, None for a good part."""
        rng = np.random.default_rng((self._seed, number, _DEFECTS))
        if rng.random() >= self._defect_share:
            return None
        kinds = tuple(DefectKind)
        return kinds[int(rng.integers(len(kinds)))]
