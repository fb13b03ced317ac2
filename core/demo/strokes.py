"""Lines and filled outlines on a decal's canvas, which goes from -1 to 1 both ways."""

import math

import cv2
import numpy as np
import numpy.typing as npt

from core.demo.fields import Field, Mask

Points = npt.NDArray[np.float64]
"""Places on the canvas, (m, 2), x and y."""

GLYPHS: dict[str, list[list[tuple[float, float]]]] = {
    "A": [[(0, 6), (2, 0), (4, 6)], [(0.7, 4), (3.3, 4)]],
    "E": [[(4, 0), (0, 0), (0, 6), (4, 6)], [(0, 3), (3, 3)]],
    "H": [[(0, 0), (0, 6)], [(4, 0), (4, 6)], [(0, 3), (4, 3)]],
    "N": [[(0, 6), (0, 0), (4, 6), (4, 0)]],
    "T": [[(0, 0), (4, 0)], [(2, 0), (2, 6)]],
    "0": [[(1, 0), (3, 0), (4, 1.5), (4, 4.5), (3, 6), (1, 6), (0, 4.5), (0, 1.5), (1, 0)]],
    "2": [[(0, 1.2), (1, 0), (3, 0), (4, 1.4), (0, 6), (4, 6)]],
    "4": [[(3, 6), (3, 0), (0, 4), (4, 4)]],
    "5": [[(4, 0), (0, 0), (0, 2.6), (3, 2.6), (4, 4), (3, 6), (0, 6)]],
    "7": [[(0, 0), (4, 0), (1.5, 6)]],
}
"""The strokes of a stamp's characters on a field 4 wide and 6 high."""


def draw_line(canvas: Field, line: Points, thickness: float) -> None:
    """Draw a line of ones onto the canvas."""
    pixels = max(1, round(thickness * len(canvas) / 2))
    cv2.polylines(canvas, [_fixed_point(line, len(canvas))], False, 1.0, pixels, cv2.LINE_8, _SHIFT)


def draw_tapering(canvas: Field, line: Points, thickness: float) -> None:
    """Draw a line that grows thinner towards its end."""
    for index in range(len(line) - 1):
        draw_line(canvas, line[index : index + 2], thickness * (1 - 0.6 * index / len(line)))


def draw_glyph(canvas: Field, letter: str, x: float, height: float, thickness: float) -> None:
    """Draw a character of GLYPHS, its middle at `x` on the canvas's middle line."""
    for stroke in GLYPHS[letter]:
        draw_line(canvas, (np.array(stroke) - (2, 3)) * (height / 6) + (x, 0.0), thickness)


def filled(outline: Points, side: int) -> Mask:
    """Return the canvas's pixels inside the outline, (side, side)."""
    canvas = np.zeros((side, side), np.uint8)
    cv2.fillPoly(canvas, [_fixed_point(outline, side)], 1, cv2.LINE_8, _SHIFT)
    return canvas > 0


def distance_into(part: Mask) -> Field:
    """Return how deep each pixel lies inside the part, 0 outside, in the canvas's units."""
    distance = cv2.distanceTransform(part.astype(np.uint8), cv2.DIST_L2, 5)
    return np.asarray(distance * (2 / len(part)), np.float32)


def jagged_line(rng: np.random.Generator) -> Points:
    """Return a jagged line across the canvas from left to right, (21, 2)."""
    x = np.linspace(-0.88, 0.88, 21) + rng.uniform(-0.035, 0.035, 21)
    y = np.cumsum(rng.uniform(-0.1, 0.1, 21))
    return np.stack([x, y - np.linspace(y[0], y[-1], 21)], axis=1)


def jagged_branch(rng: np.random.Generator, start: Points, heading: float, steps: int) -> Points:
    """Return a jagged line of short steps that leaves `start`, (2,), about in the direction `heading`, in radians."""
    directions = heading + rng.uniform(-math.pi / 4, math.pi / 4, steps)
    moves = 0.075 * np.stack([np.cos(directions), np.sin(directions)], axis=1)
    return np.vstack([start, start + np.cumsum(moves, axis=0)])


_SHIFT = 4  # how many binary digits of a pixel cv2 is given


def _fixed_point(line: Points, side: int) -> npt.NDArray[np.int32]:
    pixels = (line + 1) * (side / 2) - 0.5
    return np.asarray(np.round(pixels * 2**_SHIFT), np.int32)
