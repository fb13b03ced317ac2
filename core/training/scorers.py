"""What scores a place, learned from some of the good images: position model, non-local memory, detail."""

from collections.abc import Sequence
from functools import reduce
from typing import Protocol, Self, TypeVar

from core.model.detail import Detail
from core.model.presets import Preset
from core.model.scorers import Scorers
from core.model.scoring import PositionGaussian, SquaredResidual
from core.training.folds import Fold, HeldOutRebuilt
from core.training.good_set import GoodSet
from core.training.memory import fit_memory
from core.training.position_model import Form, fit_positions
from core.training.whitening import Moments, PlaceMoments, White


class ScorersLearner:
    """Learns the preset's scorers from some of the good images, each as it was rebuilt while held out.

    `latent` is how many components an autoencoder rebuilds: the position model looks at no others in the features, as
    the residual has them already.
    """

    def __init__(
        self,
        good_set: GoodSet,
        folds: Sequence[Fold],
        rebuilt: HeldOutRebuilt,
        preset: Preset,
        latent: int,
        seed: int,
    ) -> None:
        self._good_set, self._rebuilt, self._preset, self._seed = good_set, rebuilt, preset, seed
        self._seen = min(preset.feature_components, latent)
        self._moments: list[PlaceMoments] = []
        self._finest: list[Moments] = []
        if preset.scoring == "position_gaussian":
            self._moments = [rebuilt.moments(fold) for fold in folds]
        if preset.detail:
            self._finest = [good_set.finest_moments(fold) for fold in folds]

    def learn(self, images: Fold, left_out: int | None) -> Scorers:
        """The scorers learned from these images, which are all but the fold `left_out`."""
        distance: SquaredResidual | PositionGaussian = SquaredResidual()
        share = 0.0
        if self._moments:
            distance, explained = self._position_model(images, left_out)
            # The more the place alone tells of what is usual there, the less is left for the memory to tell.
            share = (1 - explained) / 2
        detail = self._detail(images, left_out) if self._finest else None
        if not self._preset.memory_size:
            return Scorers(distance, detail=detail)
        return Scorers(distance, fit_memory(self._good_set, images, self._preset, self._seed), share, detail)

    def _position_model(self, images: Fold, left_out: int | None) -> tuple[PositionGaussian, float]:
        """It, and the share of variance among good places that the place explains."""
        white = White.of(_without(self._moments, left_out), self._seen, self._preset.components)
        shown = (white.shown(self._rebuilt.of(index)) for index in images)
        good_set = self._good_set
        positions = fit_positions(shown, white, Form.of_grid(self._preset), good_set.inside, good_set.heed)
        return positions.gaussian, positions.explained

    def _detail(self, images: Fold, left_out: int | None) -> Detail:
        white, good_set = White.of_features(_without(self._finest, left_out)), self._good_set
        shown = (white.seen(good_set.read_finest(index)) for index in images)
        form = Form.of_detail(self._preset)
        return Detail(self._preset, fit_positions(shown, white, form, good_set.finest_inside, good_set.heed).gaussian)


class _Addable(Protocol):
    def __add__(self, other: Self) -> Self: ...


_Sums = TypeVar("_Sums", bound=_Addable)


def _without(folds: Sequence[_Sums], left_out: int | None) -> _Sums:
    """The sum over all folds but one; over all where there is no other."""
    kept = [sums for fold, sums in enumerate(folds) if fold != left_out] or list(folds)
    return reduce(lambda one, other: one + other, kept)
