"""The shape of the pictures a product was taught with: one of another shape would be squashed into another part."""

import math
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

_ROOM = math.log(1.15)
"""How far beyond the good set's range a picture's shape may be: 3:2 goes for 4:3, 16:9 does not."""

_ONE_SHAPE = 1.01  # sides that were rounded are no other shape


class TaughtSize(BaseModel):
    """Width and height of the first good picture, and the range of width by height over the good set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    width: int = Field(ge=1)
    height: int = Field(ge=1)
    narrowest: float = Field(gt=0, allow_inf_nan=False)
    widest: float = Field(gt=0, allow_inf_nan=False)

    def objection(self, width: int, height: int) -> str:
        """Why a picture of that size can't be judged, in a sentence for the user; empty when it can.

        Beyond the range there is some room, and more of it where the good set itself has many shapes.
        """
        narrowest, widest = math.log(self.narrowest), math.log(self.widest)
        room = _ROOM + (widest - narrowest) / 2
        if narrowest - room <= math.log(width / height) <= widest + room:
            return ""
        return (
            f"The picture is {width} × {height} ({_shape(width / height)}), but the good parts were taught at "
            f"{self._taught()}. Set the camera to that shape, or teach the product anew."
        )

    def _taught(self) -> str:
        if self.widest > self.narrowest * _ONE_SHAPE:
            return f"{_shape(self.narrowest)} to {_shape(self.widest)}"
        return f"{self.width} × {self.height} ({_shape(self.width / self.height)})"


def taught_size(sizes: Sequence[tuple[int, int]]) -> TaughtSize:
    """What pictures of these widths and heights, one or more, have for a shape."""
    shapes = [width / height for width, height in sizes]
    width, height = sizes[0]
    return TaughtSize(width=width, height=height, narrowest=min(shapes), widest=max(shapes))


def _shape(width_by_height: float) -> str:
    return f"{width_by_height:.2f} : 1"
