"""Where a picture lies against the good set: shifted, turned, nearer or farther; for parts that lie alike only."""

from dataclasses import dataclass

import cv2
import numpy as np

from core.inspection.summary import SIDE, Values, smoothed

CROP = 44
"""Side of the middle of the usual edges that is looked for in a picture of edges (64, 64)."""

START = (SIDE - CROP) // 2
REACH = START
"""Shifts up to so many of 64 pixels are found, to each side."""

MARGIN, FAR_MARGIN = 1.5, 3.0
"""Pixels of 64 beyond the good set's farthest shift: from here on it is said, from there on nothing is judged."""

GAIN = 0.12
"""So much better must the usual edges fit elsewhere than in their usual place; no defect makes them fit elsewhere."""

_CLOSE = 0.85
"""Agreement from which on parts lie so much alike that a turn or another distance can be told from a defect."""

_TRUSTED, _SURE = 0.7, 0.85
"""Of good pictures' agreement: below, a shift that was found means nothing, and below the other a turn or distance."""

_FULL = 0.3
"""Share of the middle that edges must fill: of a small part too few are seen to tell it farther away from broken."""

_TURNS = (-20.0, -14.0, -9.0, -5.0, 5.0, 9.0, 14.0, 20.0)
_ZOOMS = (0.75, 0.82, 0.9, 1.1, 1.2, 1.33)
_NOTHING = 1e-6
_FAR_TURN, _FAR_ZOOM = 8.0, 1.15


@dataclass(frozen=True)
class Movement:
    """How a picture lies: shares of the side to the right and down, degrees to the left, times as near.

    `far` is whether nothing can be judged any more. None of it is far from 0, 0, 0, 1 unless it has moved.
    """

    right: float = 0.0
    down: float = 0.0
    degrees: float = 0.0
    nearer: float = 1.0
    moved: bool = False
    far: bool = False


def middle_of(edges: Values) -> Values:
    """The middle (44, 44) of smoothed edges."""
    return np.ascontiguousarray(edges[START : START + CROP, START : START + CROP])


def best_fit(edges: Values, middle: Values, within: float = np.inf) -> tuple[float, Values]:
    """How well a middle (44, 44) fits smoothed edges (64, 64) at best (−1 to 1), and where: x and y off its place.

    `within` limits the distance, in pixels of 64; fractions of a pixel come from a parabola through the neighbours.
    """
    fits = np.asarray(cv2.matchTemplate(edges, middle, cv2.TM_CCOEFF_NORMED), np.float32)
    down, across = np.mgrid[-START : START + 1, -START : START + 1]
    near = np.where(np.hypot(across, down) <= within, fits, -1.0)
    row, column = (int(place) for place in np.unravel_index(int(near.argmax()), fits.shape))
    offset = (column - START + _fraction(fits[row], column), row - START + _fraction(fits[:, column], row))
    return float(fits[row, column]), np.array(offset, np.float32)


def _filled(middle: Values) -> float:
    """The share (0 to 1) of the middle that edges are spread over: participation ratio of what is not background."""
    apart = np.abs(middle - np.median(middle))
    return float(apart.sum() ** 2 / max(float(np.square(apart).sum()), _NOTHING) / apart.size)


def _fraction(line: Values, place: int) -> float:
    """How far beside its highest value the peak of a line lies."""
    if not 0 < place < len(line) - 1:
        return 0.0
    before, at, after = (float(value) for value in line[place - 1 : place + 2])
    bend = before - 2 * at + after
    return 0.5 * (before - after) / bend if bend < 0 else 0.0


@dataclass(frozen=True, eq=False)
class Placing:
    """How good parts lie.

    Their `usual` edges (64, 64), smoothed; how well good pictures fit them (`agreement`, and the `least` of all); how
    far they lie off (`farthest`, pixels of 64). An agreement of 0 says that they don't lie alike.
    """

    usual: Values
    agreement: float
    least: float
    farthest: float

    def movement(self, edges: Values) -> Movement:
        """How a picture with these edges (64, 64) has moved."""
        if not self.agreement > 0:
            return Movement()
        blurred, middle = smoothed(edges), middle_of(self.usual)
        in_place, _ = best_fit(blurred, middle, self.farthest + MARGIN)
        if in_place >= self.least:
            return Movement()
        enough = max(in_place + GAIN, _TRUSTED * self.agreement)
        fit, offset = best_fit(blurred, middle)
        shifted = Movement()
        if fit >= enough and np.hypot(*offset) > self.farthest + MARGIN:
            right, down = (float(part) / SIDE for part in offset)
            shifted = Movement(right, down, moved=True, far=bool(np.hypot(*offset) > self.farthest + FAR_MARGIN))
        if self.agreement < _CLOSE or _filled(middle) < _FULL:
            return shifted
        best = fit if shifted.moved else in_place
        return self._turned_or_zoomed(blurred, max(best + GAIN, _SURE * self.agreement)) or shifted

    def _turned_or_zoomed(self, blurred: Values, enough: float) -> Movement | None:
        """The turn or zoom that fits best, if it fits well enough."""
        tried = [(turn, 1.0) for turn in _TURNS] + [(0.0, zoom) for zoom in _ZOOMS]
        fits = [best_fit(blurred, middle_of(self._seen(*one)))[0] for one in tried]
        best = int(np.argmax(fits))
        if fits[best] < enough:
            return None
        degrees, nearer = tried[best]
        far = abs(degrees) > _FAR_TURN or max(nearer, 1 / nearer) > _FAR_ZOOM
        return Movement(degrees=degrees, nearer=nearer, moved=True, far=far)

    def _seen(self, degrees: float, nearer: float) -> Values:
        """The usual edges, turned to the left or nearer."""
        middle = (SIDE - 1) / 2
        movement = cv2.getRotationMatrix2D((middle, middle), degrees, nearer)
        turned = cv2.warpAffine(self.usual, movement, (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(turned, np.float32)


def movement_sentence(movement: Movement) -> str:
    """What has moved, and what to check."""
    if movement.degrees:
        what = f"turned by about {abs(movement.degrees):.0f}° to the {'left' if movement.degrees > 0 else 'right'}"
    elif movement.nearer != 1:
        what = "come nearer" if movement.nearer > 1 else "gone farther away"
    else:
        what = _shift(movement.right, movement.down)
    return f"The picture has {what}. Check the camera and the fixture."


def _shift(right: float, down: float) -> str:
    sideways, percent = abs(right) >= abs(down), round(100 * max(abs(right), abs(down)))
    where = ("to the right" if right > 0 else "to the left") if sideways else ("down" if down > 0 else "up")
    return f"moved by about {percent} % {where}"
