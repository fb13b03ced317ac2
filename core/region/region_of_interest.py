"""The region to inspect: what the engineer draws on the picture once, and every picture of the product is held to."""

import numpy as np
from pydantic import BaseModel, ConfigDict

from core.errors import RegionError
from core.region.shapes import Shape
from core.types import Mask

_CHECKED_AT = 1024
"""Side of the square an area is drawn on to see whether anything is left of it."""


class RegionOfInterest(BaseModel):
    """Shapes to inspect and shapes to ignore.

    What is inspected is all that at least one shape marks so, or the whole picture where none does, without what any
    shape marks as ignored: their order means nothing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    shapes: tuple[Shape, ...] = ()

    def mask(self, height: int, width: int) -> Mask:
        """The pixels of a picture of that size that are inspected, (height, width). Raises RegionError for none."""
        inside = self._drawn(height, width, ignored=False)
        if all(shape.ignored for shape in self.shapes):
            inside[:] = True
        elif not inside.any():
            raise RegionError(NOTHING_INSIDE)
        inside &= ~self._drawn(height, width, ignored=True)
        if not inside.any():
            raise RegionError(ALL_IGNORED)
        return inside

    def check(self) -> None:
        """Find out whether anything is left to inspect. Raises RegionError when nothing is."""
        self.mask(_CHECKED_AT, _CHECKED_AT)

    def _drawn(self, height: int, width: int, ignored: bool) -> Mask:
        canvas = np.zeros((height, width), np.uint8)
        for shape in self.shapes:
            if shape.ignored is ignored:
                shape.draw(canvas)
        return canvas > 0


NOTHING_INSIDE = (
    "The region to inspect has no area in the picture. Draw it on the picture, larger, or remove it to inspect all."
)
ALL_IGNORED = "Nothing is left to inspect: the areas to ignore cover all of the region. Make them smaller."
