"""What good images look like to a detector that was not taught them: the ground the threshold stands on.

The good set is cut into folds. Each fold is rebuilt by an autoencoder taught on the others, and scored by a position
model and a memory learned on the others, so no image is ever scored by anything that saw it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import EllipsisType

import torch
from torch import Tensor

from core.model.enlarger import Enlarger
from core.model.scorers import Scorers
from core.model.scoring import PositionGaussian
from core.training.folds import Fold, HeldOutRebuilt, others
from core.training.good_set import GoodSet
from core.training.held_out import Measured, measured

_LEAST_LEVEL = 1e-12

ON_LEVEL = 1.0
"""What good places score on average once both distances are on one level."""


@dataclass(frozen=True, eq=False)
class Grids:
    """What each image gave while it was held out, at every place: the residual's distance and the memory's, (n, N).

    `inside` are the places that are inspected; `relief` (n, M·M) in half precision is what the detail gave, if there is
    one.
    """

    odd: Tensor
    remembered: Tensor
    inside: Tensor | EllipsisType = ...
    relief: Tensor | None = None

    def levels(self) -> tuple[float, float]:
        """What the two are on average over all good places that are inspected; never 0."""
        odd, remembered = self.odd[:, self.inside].mean(), self.remembered[:, self.inside].mean()
        return max(float(odd), _LEAST_LEVEL), max(float(remembered), _LEAST_LEVEL)


def held_out_grids(
    good_set: GoodSet,
    folds: Sequence[Fold],
    learn: Callable[[Fold, int | None], Scorers],
    rebuilt: HeldOutRebuilt,
    on_done: Callable[[float], None],
) -> Grids:
    """Score every place of every image by scorers that `learn` made without its fold."""
    odd, remembered, relief = ([torch.empty(0)] * len(good_set) for _ in range(3))
    for number, fold in enumerate(folds):
        scorers = learn(others(folds, number), number)
        for done, index in enumerate(fold, start=1):
            picture = rebuilt.of(index)
            odd[index] = scorers.distance.of(picture.features, picture.rebuilt)[0]
            remembered[index] = odd[index] if scorers.memory is None else scorers.memory(picture.features)[0]
            if scorers.detail is not None:
                relief[index] = scorers.detail.relief(good_set.read_finest(index))[0].half()
            on_done((number + done / len(fold)) / len(folds))
    return Grids(
        torch.stack(odd), torch.stack(remembered), good_set.inside, torch.stack(relief) if len(relief[0]) else None
    )


def on_one_level(scorers: Scorers, grids: Grids) -> Scorers:
    """The scorers scaled, in place, so that both their distances are 1 on average on held-out good parts."""
    odd, remembered = grids.levels()
    if isinstance(scorers.distance, PositionGaussian):
        scorers.distance.rest /= odd**2
        scorers.distance.directions /= odd
    if scorers.memory is not None:
        scorers.memory.usual *= remembered**2
    return scorers


def held_out_maps(grids: Grids, scorers: Scorers, enlarger: Enlarger, good_set: GoodSet) -> Iterator[Measured]:
    """What each image's score map says, as the finished detector would blend what it gave while held out; raw."""
    odd, remembered = grids.levels() if isinstance(scorers.distance, PositionGaussian) else (1.0, 1.0)
    share = scorers.memory_share
    for index, (own, kept) in enumerate(zip(grids.odd, grids.remembered, strict=True)):
        scores = ((1 - share) / odd * own + share / remembered * kept).unsqueeze(0)
        if scorers.detail is not None and grids.relief is not None:
            scores = scorers.detail(scores, grids.relief[[index]].to(scores.dtype))
        yield measured(good_set.on_frame(index, enlarger(scores)[0].numpy()))
