"""Learning what good pictures look like as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from core.inspection.placing import REACH, best_fit, middle_of
from core.inspection.scene import Compared, SceneModel
from core.inspection.summary import BRIGHTNESS, EDGES, Summary, Values, in_usual_light, light_against, smoothed
from core.training.calibration import line_for

KEPT = 1000
"""Good pictures that are looked at, at most."""

FOLDS = 10
"""So many times some of the good pictures are held out, or each one when there are fewer."""

_LEAST_SPREAD = np.array([0.12, 0.2, 0.2, 0.06, 0.06], np.float32)
"""Of a cell's values: what no two pictures agree better in."""

_POOLED = 8  # a cell's own spread counts as much as what all cells have in common when there are so many pictures
_LEAST_LIMIT, _MOST_LIMIT = 0.5, 0.9
"""Share of unlike cells: a part with half of it spoilt is still a part, a picture unlike in nearly all is none."""

_LEAST_SAID, _BEYOND = 0.2, 1.5  # a fifth of the picture, and so many times what one good picture in a thousand has
_TAKEN_FOR_NO_PART = 0.001  # the share of good pictures that may be, by the tail of the held-out ones
_ROOM = np.array([0.15, 0.2, 0.25, 0.1, 0.1], np.float32)
"""How far beyond the good set's range the numbers of the whole may be, at least: light by 16 %."""

_FAR = np.array([[0.4, 0.7, 1.0, np.inf, np.inf], [0.4, np.inf, np.inf, np.inf, np.inf]], np.float32)
"""From where on nothing is judged, at least: half as much light again, half the contrast. Never for colour alone."""

_EMPTY = float(np.log(2.0))  # of what there is to see in the emptiest good picture only half is left
_ALIKE = 0.8  # likeness of layouts from which on parts lie alike
_BELOW, _LEAST_ALIKE = 0.15, 0.7  # so much less than the least alike good picture a part may be alike, but not less
_NEVER_ALIKE = 2.0
_ENOUGH = 5  # pictures from which on it can be seen that parts lie alike
_AGREEING = 0.6  # and the agreement of edges from which on they do


def learn_scene(summaries: Sequence[Summary]) -> SceneModel:
    """The model of these good pictures, one or more. The fewer they are, the more it lets pass."""
    caution = float(np.sqrt(1 + 4 / len(summaries)))
    model = _fitted(summaries, caution)
    taught = [model.compare(one) for one in summaries]
    held_out = list(_held_out(summaries, caution)) or taught
    whole = np.stack([compared.whole for compared in taught + held_out])
    deviation = whole.std(axis=0)
    model = replace(
        model,
        least=whole.min(axis=0),
        most=whole.max(axis=0),
        room=_array(np.maximum(_ROOM, deviation) * caution),
        far=_array(np.maximum(_FAR, 2 * deviation) * caution),
        empty=_array(np.min([compared.contents for compared in taught], axis=0) - _EMPTY),
        edges=_array(np.mean([smoothed(summary.edges) for summary in summaries], axis=0)),
        placing=_array(_placing(summaries)),
    )
    return replace(model, limit=_array(_limits(model, held_out)), alike=_array(_alike(held_out)))


def _array(value: object) -> Values:
    return np.asarray(value, np.float32)


def _held_out(summaries: Sequence[Summary], caution: float) -> Iterator[Compared]:
    """Give each picture against a model that was fitted without it; none when there is but one."""
    folds = min(FOLDS, len(summaries))
    for fold in range(folds if folds > 1 else 0):
        model = _fitted([one for index, one in enumerate(summaries) if index % folds != fold], caution)
        for one in summaries[fold::folds]:
            yield model.compare(one)


def _fitted(summaries: Sequence[Summary], caution: float) -> SceneModel:
    """What these pictures have in common, and how they differ; the limits are still to be set."""
    cells = np.stack([summary.cells for summary in summaries])
    brightness = _array(np.median(cells[:, :, BRIGHTNESS], axis=0))
    values = np.stack([in_usual_light(one, light_against(one, brightness)) for one in cells])
    edges = cells[:, :, EDGES].mean(axis=0)
    unset = np.zeros((), np.float32)
    return SceneModel(
        centre=_array(np.median(values, axis=0)),
        spread=_array(_spread(values) * caution),
        brightness=brightness,
        weight=_array(edges + edges.mean() + 1e-3),
        layout=_array(np.mean([summary.layout for summary in summaries], axis=0)),
        **dict.fromkeys(("least", "most", "room", "far", "limit", "empty", "alike", "edges", "placing"), unset),
    )


def _spread(values: Values) -> Values:
    """Deviations (64, 5) of pictures (n, 64, 5), each cell's own drawn towards what the cells have in common."""
    count, variance = len(values), values.var(axis=0)
    pooled = variance.mean(axis=0, keepdims=True)
    deviation: Values = np.sqrt((count * variance + _POOLED * pooled) / (count + _POOLED))
    return np.maximum(deviation, _LEAST_SPREAD)


def _limits(model: SceneModel, held_out: Sequence[Compared]) -> tuple[float, float]:
    """The shares of unlike cells from which on that is said, and from which on there is no part."""
    line = line_for(np.array([model.unlike(compared) for compared in held_out]), 0.0, _TAKEN_FOR_NO_PART)
    said = max(_LEAST_SAID, _BEYOND * line)
    return said, min(_MOST_LIMIT, max(_LEAST_LIMIT, line))


def _alike(held_out: Sequence[Compared]) -> float:
    """The likeness of layout from which on a part is surely there."""
    found = [compared.likeness for compared in held_out]
    return max(_LEAST_ALIKE, min(found) - _BELOW) if np.median(found) >= _ALIKE else _NEVER_ALIKE


def _placing(summaries: Sequence[Summary]) -> tuple[float, float, float]:
    """How well pictures fit the mean of the others, in the middle and at least, and the farthest any is shifted."""
    count = len(summaries)
    if count < _ENOUGH:
        return 0.0, 0.0, 0.0
    edges = [smoothed(summary.edges) for summary in summaries]
    total = np.sum(edges, axis=0)
    found = [best_fit(one, middle_of(_array((total - one) / (count - 1)))) for one in edges]
    fits, shifts = np.array([fit for fit, _ in found]), np.array([np.hypot(*offset) for _, offset in found])
    if np.median(fits) < _AGREEING or shifts.max() > REACH / 2:
        return 0.0, 0.0, 0.0
    return float(np.median(fits)), float(fits.min()), float(shifts.max())
