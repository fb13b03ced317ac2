"""What good images look like to a detector that was not taught them: the ground the threshold stands on.

The good set is cut into folds. Each fold is rebuilt by an autoencoder taught on the others, and scored by a position
model and a memory learned on the others, so no image is ever scored by anything that saw it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from types import EllipsisType

import torch
from torch import Tensor

from core.model.autoencoder import Autoencoder
from core.model.nonlocal_memory import NonLocalMemory
from core.model.presets import Preset
from core.model.score_map import ScoreMap
from core.model.scoring import PositionGaussian, SquaredResidual
from core.training.good_set import GoodSet
from core.training.held_out import Measured, measured
from core.training.memory import fit_memory
from core.training.position_model import fit_positions
from core.training.whitening import PlaceMoments, Rebuilt, White

Fold = list[int]

_LEAST_LEVEL = 1e-12

ON_LEVEL = 1.0
"""What good places score on average once both distances are on one level."""

Fit = Callable[[Fold, int], Autoencoder]
"""Teaches an autoencoder on the images of these numbers, for the fold of that number."""


def cut_into_folds(count: int, folds: int, seed: int) -> list[Fold]:
    """The numbers 0 to count − 1 in random order, cut into at most that many parts of nearly the same size."""
    order = torch.randperm(count, generator=torch.Generator().manual_seed(seed))
    return [part.tolist() for part in order.tensor_split(min(folds, count))]


def others(folds: Sequence[Fold], number: int) -> Fold:
    """The numbers of all folds but one; of the only fold itself."""
    return [index for other, fold in enumerate(folds) if other != number for index in fold] or list(folds[number])


@dataclass(frozen=True, eq=False)
class Parts:
    """What scores a place: the residual's distance, the memory if there is one, and the memory's weight (0 to 1)."""

    distance: SquaredResidual | PositionGaussian
    memory: NonLocalMemory | None
    memory_share: float


class HeldOutRebuilt:
    """Every image's features as an autoencoder taught without its fold rebuilds them, made when they are asked for."""

    def __init__(self, good_set: GoodSet, folds: Sequence[Fold], fit: Fit) -> None:
        self._good_set = good_set
        self._autoencoders = [fit(others(folds, number), number) for number in range(len(folds))]
        self._fold_of = {index: number for number, fold in enumerate(folds) for index in fold}

    def of(self, index: int) -> Rebuilt:
        """An image's features and what they were rebuilt as."""
        features = self._good_set.read([index])
        with torch.no_grad():
            return Rebuilt(features, self._autoencoders[self._fold_of[index]](features))

    def of_all(self, indices: Iterable[int]) -> Iterator[Rebuilt]:
        """The same of these images, one by one."""
        return (self.of(index) for index in indices)

    def moments(self, fold: Fold) -> PlaceMoments:
        """The moments of a fold over all places that are inspected."""
        inside = self._good_set.inside
        return reduce(PlaceMoments.__add__, (PlaceMoments.of(picture, inside) for picture in self.of_all(fold)))


class PartsLearner:
    """Learns the preset's parts from some of the good images, each as it was rebuilt while held out.

    `latent` is how many components an autoencoder rebuilds: the position model looks at no others in the features, as
    the residual has them already.
    """

    def __init__(
        self, good_set: GoodSet, folds: Sequence[Fold], rebuilt: HeldOutRebuilt, preset: Preset, latent: int, seed: int
    ) -> None:
        self._good_set, self._rebuilt, self._preset, self._seed = good_set, rebuilt, preset, seed
        self._seen = min(preset.feature_components, latent)
        self._moments: list[PlaceMoments] = []
        if preset.scoring == "position_gaussian":
            self._moments = [rebuilt.moments(fold) for fold in folds]

    def learn(self, images: Fold, left_out: int | None) -> Parts:
        """The parts learned from these images, which are all but the fold `left_out`."""
        distance: SquaredResidual | PositionGaussian = SquaredResidual()
        share = 0.0
        if self._moments:
            positions = fit_positions(
                self._rebuilt.of_all(images),
                self._white_without(left_out),
                self._preset,
                self._good_set.inside,
                self._good_set.heed,
            )
            # The more the place alone tells of what is usual there, the less is left for the memory to tell.
            distance, share = positions.gaussian, (1 - positions.explained) / 2
        if not self._preset.memory_size:
            return Parts(distance, None, 0.0)
        return Parts(distance, fit_memory(self._good_set, images, self._preset, self._seed), share)

    def _white_without(self, left_out: int | None) -> White:
        kept = [moments for fold, moments in enumerate(self._moments) if fold != left_out] or self._moments
        return White.of(reduce(PlaceMoments.__add__, kept), self._seen, self._preset.components)


@dataclass(frozen=True, eq=False)
class Grids:
    """What each image gave while it was held out, at every place: the residual's distance and the memory's, (n, N).

    `inside` are the places that are inspected.
    """

    odd: Tensor
    remembered: Tensor
    inside: Tensor | EllipsisType = ...

    def levels(self) -> tuple[float, float]:
        """What the two are on average over all good places that are inspected; never 0."""
        odd, remembered = self.odd[:, self.inside].mean(), self.remembered[:, self.inside].mean()
        return max(float(odd), _LEAST_LEVEL), max(float(remembered), _LEAST_LEVEL)


def held_out_grids(
    good_set: GoodSet,
    folds: Sequence[Fold],
    learn: Callable[[Fold, int | None], Parts],
    rebuilt: HeldOutRebuilt,
    on_done: Callable[[float], None],
) -> Grids:
    """Score every place of every image by parts that `learn` made without its fold."""
    odd, remembered = [torch.empty(0)] * len(good_set), [torch.empty(0)] * len(good_set)
    for number, fold in enumerate(folds):
        parts = learn(others(folds, number), number)
        for done, index in enumerate(fold, start=1):
            picture = rebuilt.of(index)
            odd[index] = parts.distance.of(picture.features, picture.rebuilt)[0]
            remembered[index] = odd[index] if parts.memory is None else parts.memory(picture.features)[0]
            on_done((number + done / len(fold)) / len(folds))
    return Grids(torch.stack(odd), torch.stack(remembered), good_set.inside)


def on_one_level(parts: Parts, grids: Grids) -> Parts:
    """The parts scaled, in place, so that both their distances are 1 on average on held-out good parts."""
    odd, remembered = grids.levels()
    if isinstance(parts.distance, PositionGaussian):
        parts.distance.rest /= odd**2
        parts.distance.directions /= odd
    if parts.memory is not None:
        parts.memory.usual *= remembered**2
    return parts


def held_out_maps(grids: Grids, parts: Parts, score_map: ScoreMap, good_set: GoodSet) -> Iterator[Measured]:
    """What each image's score map says, as the finished detector would blend what it gave while held out; raw."""
    odd, remembered = grids.levels() if isinstance(parts.distance, PositionGaussian) else (1.0, 1.0)
    share = parts.memory_share
    for index, (own, kept) in enumerate(zip(grids.odd, grids.remembered, strict=True)):
        blended = (1 - share) / odd * own + share / remembered * kept
        yield measured(good_set.on_frame(index, score_map(blended.unsqueeze(0))[0].numpy()))
