"""Whether a picture shows what the good set shows at all, before anything is said about the part.

An empty belt, a covered lens, other light or a camera that was pushed make every place of the picture odd, and none of
that is a defect. A defect changes some of the picture; these change all of it. So only what holds for most of the
picture counts here, never how odd the worst place is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum, auto

import numpy as np

from core.inspection.placing import Movement, Placing, movement_sentence
from core.inspection.summary import (
    BRIGHTNESS,
    CELLS,
    DETAIL,
    EDGES,
    LAYOUT_SIDE,
    SIDE,
    Summary,
    Values,
    contents_of,
    in_usual_light,
    light_against,
    likeness,
    summary_of,
    weighted_median,
)
from core.types import Image

FAR = 3.0
"""A cell further from the good set's mean than so many deviations is unlike it."""


class Look(Enum):
    """What a picture as a whole is like."""

    AS_TAUGHT = auto()
    NO_PART = auto()  # there is nothing to judge
    CHANGED = auto()  # light, focus or place have changed too much to judge
    CHANGING = auto()  # they have begun to
    PARTLY = auto()  # much of it is unlike any good part: the part's defect, or the station's trouble if it has none


@dataclass(frozen=True)
class Scene:
    """What was found out about a picture as a whole; `sentence` is for the user, empty when all is as taught."""

    look: Look
    sentence: str = ""


@dataclass(frozen=True, eq=False)
class Compared:
    """A picture against the good set.

    `cells` (64, 5) are in the usual light, as deviations; `whole` (5) differences of logarithms (light, edges, detail)
    or shares (red, blue); `likeness` (−1 to 1) that of where it is bright and dark. `contents` (2)
    say how much there is to see in it.
    """

    cells: Values
    whole: Values
    likeness: float
    contents: Values


@dataclass(frozen=True, eq=False)
class SceneModel:
    """What the good pictures look like as a whole. All arrays are float32.

    Of the cells: `centre` and `spread` (64, 5), `brightness` and `weight` (64; more where parts have edges). Of the
    whole: `least` and `most` of the good set (5), and by how much more a picture may differ before it is said (`room`,
    5) and before nothing is judged (`far`, less and more, (2, 5); infinite where that alone is no reason). `limit` (2)
    are the shares of unlike cells from which on that is said, and from which on there is no part; `empty` (2) the
    contents under which a picture is empty; `layout` (16, 16) where bright and dark usually are, and `alike` the
    likeness to it, or to its negative, from which on a part is surely there, above 1 where parts don't lie alike.
    `edges` (64, 64) and `placing` (3) are Placing's.
    """

    centre: Values
    spread: Values
    brightness: Values
    weight: Values
    least: Values
    most: Values
    room: Values
    far: Values
    limit: Values
    empty: Values
    layout: Values
    alike: Values
    edges: Values
    placing: Values

    def look_at(self, picture: Image) -> Scene:
        """Look at a prepared picture (S, S, 3) as a whole."""
        summary = summary_of(picture)
        compared = self.compare(summary)
        if self._empty(compared):
            return Scene(Look.NO_PART, NO_PART)
        movement = Placing(self.edges, *(float(value) for value in self.placing)).movement(summary.edges)
        unlike = self.unlike(compared)
        if abs(compared.likeness) < self.alike and unlike > self.limit[1]:
            return Scene(Look.CHANGED, movement_sentence(movement)) if movement.moved else Scene(Look.NO_PART, FOREIGN)
        changed = self._changed(compared.whole, movement)
        partly = changed.look is Look.AS_TAUGHT and unlike > self.limit[0]
        return Scene(Look.PARTLY, PARTLY) if partly else changed

    def compare(self, summary: Summary) -> Compared:
        """A picture against the good set."""
        light = light_against(summary.cells, self.brightness)
        values = in_usual_light(summary.cells, light)
        off = values - self.centre
        others = [weighted_median(off[:, column], self.weight) for column in range(1, off.shape[1])]
        return Compared(
            off / self.spread,
            np.array([light, *others], np.float32),
            likeness(summary.layout, self.layout),
            contents_of(summary, light),
        )

    def unlike(self, compared: Compared) -> float:
        """The share (0 to 1) of the picture that is unlike the good set.

        Colour has no say: a part of another colour is a part. Missing detail has only where edges are missing from
        the whole picture too: a part out of focus is a part.
        """
        cells, flat = compared.cells, self.least[EDGES] - compared.whole[EDGES] > self.room[EDGES]
        detail = np.abs(cells[:, DETAIL]) if flat else cells[:, DETAIL]
        far = (np.abs(cells[:, [BRIGHTNESS, EDGES]]) > FAR).any(axis=1) | (detail > FAR)
        return float(self.weight[far].sum() / self.weight.sum())

    def _empty(self, compared: Compared) -> bool:
        return bool((compared.contents < self.empty).all())

    def _changed(self, whole: Values, movement: Movement) -> Scene:
        beyond = np.stack([self.least - whole, whole - self.most])
        far = bool((beyond > self.far).any())
        if movement.moved and not (far and not movement.far):
            return Scene(Look.CHANGED if movement.far else Look.CHANGING, movement_sentence(movement))
        against = beyond / (self.far if far else self.room)
        if against.max() <= 1:
            return Scene(Look.AS_TAUGHT)
        more, number = np.unravel_index(int(against.argmax()), against.shape)
        word, advice = _WORDS[number]
        sentence = f"The picture is {word[more]} than the good parts were taught with. {advice}"
        return Scene(Look.CHANGED if far else Look.CHANGING, sentence)

    def arrays(self) -> dict[str, Values]:
        """Its arrays by name, to be kept in a recipe."""
        return {field.name: np.asarray(getattr(self, field.name), np.float32) for field in fields(self)}


def scene_model(arrays: Mapping[str, Values]) -> SceneModel:
    """Put a model together from its arrays. Raises KeyError or ValueError when they are not those of one."""
    wrong = [name for name, shape in _SHAPES.items() if arrays[name].shape != shape or arrays[name].dtype != np.float32]
    if wrong:
        raise ValueError(f"no arrays of a scene: {', '.join(wrong)}")
    return SceneModel(**{name: arrays[name] for name in _SHAPES})


_GRID, _NUMBERS = CELLS * CELLS, 5
_SHAPES: Mapping[str, tuple[int, ...]] = {
    "centre": (_GRID, _NUMBERS),
    "spread": (_GRID, _NUMBERS),
    "brightness": (_GRID,),
    "weight": (_GRID,),
    "least": (_NUMBERS,),
    "most": (_NUMBERS,),
    "room": (_NUMBERS,),
    "far": (2, _NUMBERS),
    "limit": (2,),
    "empty": (2,),
    "layout": (LAYOUT_SIDE, LAYOUT_SIDE),
    "alike": (),
    "edges": (SIDE, SIDE),
    "placing": (3,),
}


NO_PART = "There is no part in the picture. Put one before the camera, and check that nothing covers the lens."
FOREIGN = "The picture is not like that of a part. Put one in its place, and check that nothing covers the lens."

PARTLY = "Much of the picture is unlike the good parts. Check the part, and that nothing covers the lens."

_WORDS = (
    (("darker", "brighter"), "Check the light and the exposure."),
    (("flatter", "richer in contrast"), "Check the light, and the lens for dirt."),
    (("less sharp", "grainier"), "Check the focus and the light."),
    (("less red", "redder"), "Check the colour of the light and the white balance."),
    (("less blue", "bluer"), "Check the colour of the light and the white balance."),
)
"""What less and more of each number of the whole is called, and what to do."""
