"""Score maps made visible, always on the recipe's fixed scale: the same score is the same colour in every picture."""

from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from core.types import Image, Region, ScoreMap

CLEAR_BELOW = 0.5
"""Scores under this are see-through."""
OPAQUE_FROM = 0.9
"""From this score on the heatmap has the opacity that was chosen."""
TOP = 2.0
"""The score at the top of the colour scale."""

_SHADES = 4096
_TRACING_GRID = 512  # finer than this the eye sees no steps in an outline
_LARGE = 400  # pictures whose shorter side has so many pixels get thicker lines
_FIXED_POINT_BITS = 4
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)


def heatmap_rgba(score_map: ScoreMap, opacity: float) -> npt.NDArray[np.uint8]:
    """Colour a score map (h, w): inferno over 0 to TOP, see-through where nothing is odd.

    Returns (h, w, 4) RGBA with straight alpha: 0 below CLEAR_BELOW, then a smoothstep up to `opacity` (0 to 1)
    at OPAQUE_FROM.
    """
    rgba: npt.NDArray[np.uint8] = shades(opacity).take(shade_of(score_map), axis=0)
    return rgba


@lru_cache(maxsize=8)
def shades(opacity: float) -> npt.NDArray[np.uint8]:
    """All colours of `heatmap_rgba` (n, 4), from score 0 to TOP: to be looked up by `shade_of`, and not written to."""
    scores = np.linspace(0, TOP, _SHADES, dtype=np.float32)
    levels = np.rint(scores / TOP * 255).astype(np.uint8)
    colours = cv2.applyColorMap(levels[None], cv2.COLORMAP_INFERNO)[0, :, ::-1]  # OpenCV has them as BGR
    rise = np.clip((scores - CLEAR_BELOW) / (OPAQUE_FROM - CLEAR_BELOW), 0, 1)
    alpha = np.rint(rise * rise * (3 - 2 * rise) * opacity * 255).astype(np.uint8)
    return np.column_stack([colours, alpha])


def shade_of(score_map: ScoreMap) -> npt.NDArray[np.uint16]:
    """Where in `shades` the colours of a score map (h, w) are."""
    places = np.clip(score_map, 0, TOP)
    places *= np.float32((_SHADES - 1) / TOP)
    return np.rint(places, out=places).astype(np.uint16)


def threshold_contours(score_map: ScoreMap, width: int, height: int) -> list[npt.NDArray[np.float32]]:
    """Trace where a score map (h, w) crosses 1.0, holes included, in a frame of `width` x `height`.

    Returns closed outlines (n, 2): x, y in frame pixels, 0 being the frame's left or upper edge, so that the centre
    of the first pixel is at 0.5. The map may be smaller than the frame; it is interpolated linearly.
    """
    grid = _tracing_grid(score_map)
    found, _ = cv2.findContours((grid >= 1).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    outlines = [outline[:, 0].astype(np.int32) for outline in found if len(outline) > 2]
    if not outlines:
        return []
    scale = np.array([width / grid.shape[1], height / grid.shape[0]], np.float32)
    points = (_on_the_line(grid, np.concatenate(outlines)) + np.float32(0.5)) * scale
    return np.split(points, np.cumsum([len(outline) for outline in outlines])[:-1])


def overlay(image: Image, score_map: ScoreMap, regions: tuple[Region, ...], opacity: float = 0.6) -> Image:
    """Draw heatmap, threshold contour and numbered region boxes into a copy of the picture (H, W, 3)."""
    height, width = image.shape[:2]
    heat = heatmap_rgba(_resized(score_map, width, height), opacity)
    alpha = heat[..., 3:] / np.float32(255)
    picture: Image = np.rint(image * (1 - alpha) + heat[..., :3] * alpha).astype(np.uint8)
    white = 2 if min(height, width) >= _LARGE else 1
    outlines = [_to_fixed_point(outline) for outline in threshold_contours(score_map, width, height)]
    for colour, thickness in ((_BLACK, white + 2), (_WHITE, white)):
        cv2.polylines(picture, outlines, True, colour, thickness, cv2.LINE_AA, _FIXED_POINT_BITS)
        for number, region in enumerate(regions, 1):
            _draw_region(picture, number, region, colour, thickness)
    return picture


def _tracing_grid(score_map: ScoreMap) -> ScoreMap:
    """Enlarge the map to at least _TRACING_GRID on its longer side."""
    height, width = score_map.shape
    factor = max(_TRACING_GRID / max(height, width), 1)
    return _resized(score_map, round(width * factor), round(height * factor))


def _resized(score_map: ScoreMap, width: int, height: int) -> ScoreMap:
    return np.asarray(cv2.resize(score_map, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _on_the_line(grid: ScoreMap, points: npt.NDArray[np.int32]) -> npt.NDArray[np.float32]:
    """Move outline points (n, 2), the outermost pixels inside, to where the score is 1, by one Newton step."""
    x, y = points[:, 0], points[:, 1]
    right, left = np.minimum(x + 1, grid.shape[1] - 1), np.maximum(x - 1, 0)
    below, above = np.minimum(y + 1, grid.shape[0] - 1), np.maximum(y - 1, 0)
    slope = np.stack([grid[y, right] - grid[y, left], grid[below, x] - grid[above, x]], axis=1) / 2
    steepness = np.maximum((slope**2).sum(axis=1, keepdims=True), 1e-12)
    step = (1 - grid[y, x])[:, None] * slope / steepness
    length = np.maximum(np.linalg.norm(step, axis=1, keepdims=True), 1)  # never further than the neighbour
    return np.asarray(points + step / length, np.float32)


def _to_fixed_point(outline: npt.NDArray[np.float32]) -> npt.NDArray[np.int32]:
    """Give an outline in OpenCV's fixed point, which counts from the centre of the first pixel."""
    return np.asarray(np.rint((outline - 0.5) * (1 << _FIXED_POINT_BITS)), np.int32)


def _draw_region(picture: Image, number: int, region: Region, colour: tuple[int, int, int], thickness: int) -> None:
    """Draw a region's box, a little around it, and its number above it, or below where there is no room."""
    margin, letter = 6, 12
    left, top = region.x - margin, region.y - margin
    right, bottom = region.x + region.width + margin - 1, region.y + region.height + margin - 1
    cv2.rectangle(picture, (left, top), (right, bottom), colour, thickness)
    baseline = top - 4 if top > letter + 4 else bottom + letter + 4
    cv2.putText(picture, str(number), (left, baseline), cv2.FONT_HERSHEY_SIMPLEX, 0.5, colour, thickness, cv2.LINE_AA)
