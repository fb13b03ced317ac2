"""Where defects occur, as a picture."""

from collections.abc import Iterator
from functools import cache

import cv2
import numpy as np

from core.reports import svg
from core.reports.places import SIDE, Places
from core.reports.svg import PAPER, Drawing, Looks
from core.reports.wording import counted

_LONGEST = 300.0  # pixels of the picture's longer side
_SCALE_WIDTH, _SCALE_GAP, _MARGIN = 12.0, 16.0, 1.0
_LABELS = 96.0  # pixels beside the scale
_STEPS = 32


def places_chart(places: Places, looks: Looks = PAPER) -> Drawing:
    """The picture's area, each cell the darker (lighter on a dark page) the more failed parts have a region there."""
    width = _LONGEST * min(1.0, places.aspect)
    height = _LONGEST / max(1.0, places.aspect)
    width, height = max(width, _LONGEST / 4), max(height, _LONGEST / 4)
    parts = [
        svg.rect(_MARGIN, _MARGIN, width, height, looks.well),
        *_cells(places, width, height, looks),
        svg.rect(_MARGIN, _MARGIN, width, height, "none", looks.text2),
        *_scale(places, width + _SCALE_GAP, height, looks),
    ]
    whole = width + _SCALE_GAP + _SCALE_WIDTH + _LABELS
    return svg.drawing(whole, height + 2 * _MARGIN, places.sentence, parts, looks)


def _cells(places: Places, width: float, height: float, looks: Looks) -> Iterator[str]:
    most = int(places.counts.max())
    for row, column in zip(*np.nonzero(places.counts), strict=True):
        colour = heat(places.counts[row, column] / most, looks)
        x, y = _MARGIN + column * width / SIDE, _MARGIN + row * height / SIDE
        # A little larger than the cell: else the gaps between neighbours show as fine lines.
        yield svg.rect(x, y, width / SIDE + 0.3, height / SIDE + 0.3, colour)


def _scale(places: Places, left: float, height: float, looks: Looks) -> Iterator[str]:
    most = int(places.counts.max())
    if not most:
        return
    step = height / _STEPS
    for index in range(_STEPS):
        share = 1 - index / (_STEPS - 1)
        yield svg.rect(left, _MARGIN + index * step, _SCALE_WIDTH, step + 0.3, heat(share, looks))
    yield svg.rect(left, _MARGIN, _SCALE_WIDTH, height, "none", looks.text2)
    beside = left + _SCALE_WIDTH + 8
    yield svg.text(beside, _MARGIN + 11, counted(most, "part"), looks.text, weight=600)
    yield svg.text(beside, _MARGIN + 27, f"of {places.failed:,} FAIL", looks.text2)
    yield svg.text(beside, _MARGIN + height - 2, "1" if most > 1 else "", looks.text2)


def heat(share: float, looks: Looks) -> str:
    """The colour of a share from 0 to 1: inferno, even to the eye and told apart by everybody."""
    return _inferno(round(255 * (looks.heat_from + (looks.heat_to - looks.heat_from) * share)))


@cache
def _inferno(step: int) -> str:
    level = np.array([[step]], np.uint8)
    blue, green, red = cv2.applyColorMap(level, cv2.COLORMAP_INFERNO)[0, 0]
    return f"#{red:02X}{green:02X}{blue:02X}"
