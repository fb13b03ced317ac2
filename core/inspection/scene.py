"""Whether a picture shows what the good set shows at all, before anything is said about the part.

An empty belt, a covered lens, other light or a camera that was pushed make every place of the picture odd, and none of
that is a defect. A defect changes some of the picture; these change all of it. So the picture is looked at as a whole,
reduced to 64×64 pixels and 8×8 cells, and only the share of cells that are unlike the good set counts, never how
unlike the worst of them is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum, auto

import cv2
import numpy as np
import numpy.typing as npt

from core.types import Image

SIDE = 64
CELLS = 8
FAR = 3.0
"""A cell further from the good set's median than so many deviations, in any of its four values, is unlike it."""

_BLACK = 4.0  # grey levels added to brightness, so that noise in the dark has little weight
_STILL = 0.3  # the same for edges
MILD = np.array([0.15, 0.3, 0.3], np.float32)
"""Light, contrast, sharpness: how far beyond the good set's range their logarithms may be, at least."""

_STRONG = np.array([0.35, 0.7, 0.7], np.float32)  # beyond that
_MOVED_MILD, _MOVED = 1.5 / SIDE, 3.0 / SIDE  # of the side, beyond what good pictures move
_TRUSTED = 0.25  # of the usual agreement: below, a shift that was measured means nothing

Values = npt.NDArray[np.float32]


class Look(Enum):
    """What a picture as a whole is like."""

    AS_TAUGHT = auto()
    NO_PART = auto()  # there is nothing to judge
    CHANGED = auto()  # light, focus or place have changed too much to judge
    CHANGING = auto()  # they have begun to


@dataclass(frozen=True)
class Scene:
    """What was found out about a picture as a whole; `sentence` is for the user, empty when all is as taught."""

    look: Look
    sentence: str = ""


@dataclass(frozen=True, eq=False)
class Summary:
    """A picture as a whole: cells (64, 4), light, contrast and sharpness as logarithms (3), and edges (64, 64).

    A cell's values are its brightness against the picture's median, its edges against its brightness, and the shares
    of red and blue: none of them changes when the light as a whole does.
    """

    cells: Values
    whole: Values
    edges: Values


def summary_of(picture: Image) -> Summary:
    """Summarise a prepared picture (S, S, 3)."""
    small = cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    return _summary(small, _sharpness(picture))


def _summary(small: Values, sharpness: float) -> Summary:
    grey = small.mean(axis=2)
    edges = _edges(grey)
    light, brightness, colour = np.log(grey + _BLACK), _in_cells(grey), _in_cells(small)
    in_cells = _in_cells(light)
    shares = 4 * (colour[:, [0, 2]] + _BLACK) / (colour.sum(axis=1, keepdims=True) + 3 * _BLACK)
    relative_edges = np.log((_in_cells(edges) + _STILL) / (brightness + _BLACK))
    cells = np.concatenate([in_cells - np.median(in_cells), relative_edges, shares], axis=1)
    mean = float(grey.mean()) + _BLACK
    whole = [np.median(light), np.log((grey.std() + 1) / mean), np.log((sharpness + _STILL) / mean)]
    return Summary(cells.astype(np.float32), np.array(whole, np.float32), edges)


def _edges(grey: Values) -> Values:
    across, down = cv2.Sobel(grey, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(grey, cv2.CV_32F, 0, 1, scale=0.125)
    return np.asarray(cv2.magnitude(across, down), np.float32)


def _sharpness(picture: Image) -> float:
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return float(cv2.absdiff(grey, cv2.blur(grey, (3, 3))).mean())


def _in_cells(values: Values) -> Values:
    """Means over the cells: (64, 64) or (64, 64, c) → (64, 1) or (64, c)."""
    each = SIDE // CELLS
    means: Values = values.reshape(CELLS, each, CELLS, each, -1).mean(axis=(1, 3)).reshape(CELLS * CELLS, -1)
    return means


def measured_shift(edges: Values, usual: Values) -> tuple[Values, float]:
    """Shift of one picture of edges against another, x and y as shares of the side, and how well they agree (0 to 1).

    By phase correlation (Kuglin, Hines 1975).
    """
    window = cv2.createHanningWindow((SIDE, SIDE), cv2.CV_32F)
    (x, y), agreement = cv2.phaseCorrelate(usual, edges, window)
    return np.array([x / SIDE, y / SIDE], np.float32), float(agreement)


@dataclass(frozen=True, eq=False)
class SceneModel:
    """What the good pictures look like as a whole.

    `centre` and `spread` (64, 4) are of the cells; `least` and `most` (3) of light, contrast and sharpness; `limit` is
    the share of unlike cells from which on there is no part; `edges` (64, 64) are the usual ones, `agreement` is
    how well good pictures fit them, 0 where parts don't lie alike, `farthest` how far they are shifted; `room` (3)
    is what light, contrast and sharpness may exceed the good set's range by. Everything is float32.
    """

    centre: Values
    spread: Values
    least: Values
    most: Values
    room: Values
    usual_light: Values
    limit: Values
    edges: Values
    agreement: Values
    farthest: Values

    def look_at(self, picture: Image) -> Scene:
        """Look at a prepared picture (S, S, 3) as a whole."""
        summary = summary_of(picture)
        beyond = np.maximum(self.least - summary.whole, summary.whole - self.most) - self.room
        light_changed = beyond[0] > _STRONG[0]
        share = self.unlike(summary.cells)
        if light_changed:  # as it would look in the usual light
            share = min(share, self.unlike(self._in_usual_light(picture, summary).cells))
        moved, offset = self._moved(summary)
        if share > self.limit:
            return Scene(Look.CHANGED, _moved_sentence(offset)) if moved > _MOVED else Scene(Look.NO_PART, NO_PART)
        for index in range(3):
            if beyond[index] > _STRONG[index]:
                return Scene(Look.CHANGED, _changed_sentence(index, bool(summary.whole[index] > self.most[index])))
        if moved > _MOVED:
            return Scene(Look.CHANGED, _moved_sentence(offset))
        if moved > _MOVED_MILD:
            return Scene(Look.CHANGING, _moved_sentence(offset))
        for index in range(3):
            if beyond[index] > 0:
                return Scene(Look.CHANGING, _changed_sentence(index, bool(summary.whole[index] > self.most[index])))
        return Scene(Look.AS_TAUGHT)

    def unlike(self, cells: Values) -> float:
        """The share (0 to 1) of cells (64, 4) that are unlike the good set."""
        return float(((np.abs(cells - self.centre) / self.spread).max(axis=1) > FAR).mean())

    def _in_usual_light(self, picture: Image, summary: Summary) -> Summary:
        gain = np.float32(np.exp(float(self.usual_light) - float(summary.whole[0])))
        small = cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
        return _summary(np.clip(small * gain, 0, 255), 0.0)

    def _moved(self, summary: Summary) -> tuple[float, Values]:
        """How far the picture has moved beyond what good ones do, and its shift, both as shares of the side."""
        if not self.agreement > 0:
            return 0.0, np.zeros(2, np.float32)
        offset, agreement = measured_shift(summary.edges, self.edges)
        if agreement < _TRUSTED * float(self.agreement):
            return 0.0, offset
        return float(np.hypot(*offset)) - float(self.farthest), offset

    def arrays(self) -> dict[str, Values]:
        """Its arrays by name, to be kept in a recipe."""
        return {field.name: np.asarray(getattr(self, field.name), np.float32) for field in fields(self)}


def scene_model(arrays: Mapping[str, Values]) -> SceneModel:
    """Put a model together from its arrays. Raises KeyError or TypeError when they are not those of one."""
    return SceneModel(**{field.name: arrays[field.name] for field in fields(SceneModel)})


NO_PART = "The picture is not like that of a part. Put a part before the camera; check that nothing covers the lens."

_CHANGED = (
    ("darker", "brighter", "Check the light and the exposure."),
    ("flatter", "richer in contrast", "Check the light, and the lens for dirt."),
    ("less sharp", "grainier", "Check the focus and the light."),
)


def _changed_sentence(index: int, more: bool) -> str:
    less, greater, advice = _CHANGED[index]
    return f"The picture is {greater if more else less} than those the recipe was taught with. {advice}"


def _moved_sentence(offset: Values) -> str:
    x, y = (float(share) for share in offset)
    sideways, percent = abs(x) >= abs(y), round(100 * max(abs(x), abs(y)))
    where = ("right" if x > 0 else "left") if sideways else ("down" if y > 0 else "up")
    return f"The picture has moved {where} by about {percent} %. Check the camera and the fixture."
