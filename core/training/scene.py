"""Learning what good pictures look like as a whole."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.inspection.scene import MILD, SceneModel, Summary, Values, measured_shift

KEPT = 1000
"""Good pictures that are looked at, at most."""

_LEAST_SPREAD = np.array(
    [0.10, 0.20, 0.06, 0.06], np.float32
)  # of a cell's values: what no two pictures agree better in
_LEAST_LIMIT = 0.4  # share of unlike cells; a defect that covers more of the picture can't be told from no part
_ABOVE = 0.2  # the limit lies so far above the largest share among good pictures
_ENOUGH = 8  # pictures from which on it can be seen that parts lie alike
_ALIKE = 0.8  # agreement of edges from which on they do


def learn_scene(summaries: Sequence[Summary]) -> SceneModel:
    """The model of these good pictures, one or more. The fewer they are, the more it lets pass."""
    cells = np.stack([summary.cells for summary in summaries])
    whole = np.stack([summary.whole for summary in summaries])
    caution = float(np.sqrt(1 + 4 / len(summaries)))
    centre = np.median(cells, axis=0).astype(np.float32)
    spread = (np.maximum(cells.std(axis=0), _LEAST_SPREAD) * caution).astype(np.float32)
    least, most = whole.min(axis=0), whole.max(axis=0)
    edges = np.mean([summary.edges for summary in summaries], axis=0).astype(np.float32)
    agreement, farthest = _lying(summaries, edges)
    model = SceneModel(
        centre=centre,
        spread=spread,
        least=least,
        most=most,
        room=(np.maximum(MILD, (most - least) / 2) * caution).astype(np.float32),
        usual_light=_scalar(float(np.median(whole[:, 0]))),
        limit=_scalar(_LEAST_LIMIT),
        edges=edges,
        agreement=_scalar(agreement),
        farthest=_scalar(farthest),
    )
    shares = [model.unlike(picture) for picture in cells]
    return replace(model, limit=_scalar(max(_LEAST_LIMIT, max(shares) + _ABOVE * caution)))


def _scalar(value: float) -> Values:
    return np.asarray(value, np.float32)


def _lying(summaries: Sequence[Summary], mean: Values) -> tuple[float, float]:
    """How well each picture's edges agree with the mean of the others', and the farthest shift; 0 when they don't."""
    count = len(summaries)
    if count < _ENOUGH:
        return 0.0, 0.0
    measured = [
        measured_shift(one.edges, ((mean * count - one.edges) / (count - 1)).astype(np.float32)) for one in summaries
    ]
    agreement = float(np.median([agreement for _, agreement in measured]))
    if agreement < _ALIKE:
        return 0.0, 0.0
    return agreement, max(float(np.hypot(*offset)) for offset, _ in measured)
