"""What a region is drawn with: rectangles, polygons and strokes of a brush, in fractions of the picture."""

import itertools
from typing import Annotated, Literal

import cv2
import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

Canvas = npt.NDArray[np.uint8]
"""What shapes are drawn on: (H, W)."""

Fraction = Annotated[float, Field(allow_inf_nan=False, ge=-10, le=10)]
"""Of the picture's width or height, from its upper left corner; what is drawn may reach beyond 0 to 1."""

Length = Annotated[float, Field(allow_inf_nan=False, ge=0, le=20)]

Point = tuple[Fraction, Fraction]
"""Right and down, as fractions of width and height."""

_NO_AREA = 1e-9
_SHIFT = 4  # OpenCV draws with corners in sixteenths of a pixel


class DrawnShape(BaseModel):
    """What all shapes have in common: `ignored` areas are taken away from what is inspected."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ignored: bool = False


class Rectangle(DrawnShape):
    """An upright rectangle: its upper left corner and its size, in fractions."""

    kind: Literal["rectangle"] = "rectangle"
    x: Fraction
    y: Fraction
    width: Length
    height: Length

    def draw(self, canvas: Canvas) -> None:
        """Set the pixels whose middle lies in it to 1."""
        rows, columns = canvas.shape
        across, down = (np.arange(columns) + 0.5) / columns, (np.arange(rows) + 0.5) / rows
        inside = (across >= self.x) & (across < self.x + self.width)
        canvas[np.ix_((down >= self.y) & (down < self.y + self.height), inside)] = 1


class Polygon(DrawnShape):
    """A polygon by its corners in order; it closes by itself."""

    kind: Literal["polygon"] = "polygon"
    points: tuple[Point, ...] = Field(min_length=3)

    def draw(self, canvas: Canvas) -> None:
        """Set the pixels it touches to 1; none where all its corners lie on a line.

        One that crosses itself is what its sides enclose: its area by the corners alone may be 0.
        """
        corners = np.array(self.points, np.float64) - self.points[0]
        farthest = corners[np.hypot(*corners.T).argmax()]
        if np.abs(corners[:, 0] * farthest[1] - corners[:, 1] * farthest[0]).max() > _NO_AREA:
            cv2.fillPoly(canvas, [_pixels(canvas, self.points)], (1,), shift=_SHIFT)


class Stroke(DrawnShape):
    """A stroke of a round brush through its points; `width` is a fraction of the picture's shorter side."""

    kind: Literal["stroke"] = "stroke"
    points: tuple[Point, ...] = Field(min_length=1)
    width: Length

    def draw(self, canvas: Canvas) -> None:
        """Set the pixels it covers to 1."""
        radius = round(self.width * min(canvas.shape) * (1 << _SHIFT) / 2)
        if not radius:
            return
        pixels = _pixels(canvas, self.points)
        for start, end in itertools.pairwise(pixels):
            _draw_band(canvas, start, end, radius)
        for point in pixels.tolist():
            cv2.circle(canvas, point, radius, (1,), -1, shift=_SHIFT)


Shape = Annotated[Rectangle | Polygon | Stroke, Field(discriminator="kind")]


def _pixels(canvas: Canvas, points: tuple[Point, ...]) -> npt.NDArray[np.int32]:
    """Points (n, 2) as OpenCV counts: in sixteenths of a pixel, from the middle of the first."""
    rows, columns = canvas.shape
    places = np.array(points, np.float64) * (columns, rows) - 0.5
    return np.rint(places * (1 << _SHIFT)).astype(np.int32)


def _draw_band(canvas: Canvas, start: npt.NDArray[np.int32], end: npt.NDArray[np.int32], radius: int) -> None:
    """Fill what lies within a radius beside the line between two points, ends excepted."""
    along = (end - start).astype(np.float64)
    length = float(np.hypot(*along))
    if length:
        beside = np.array([-along[1], along[0]]) * (radius / length)
        corners = np.stack([start + beside, end + beside, end - beside, start - beside])
        cv2.fillPoly(canvas, [np.rint(corners).astype(np.int32)], (1,), shift=_SHIFT)
