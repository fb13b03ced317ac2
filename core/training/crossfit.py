"""What good images look like to a detector that was not taught them: the ground the threshold stands on.

The good set is cut into folds. Each fold is rebuilt by an autoencoder taught on the others, and scored by a
position model learned on the residuals of the others, so no image is ever scored by anything that saw it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from core.model.autoencoder import Autoencoder
from core.model.presets import Preset
from core.model.score_map import ScoreMap
from core.model.scoring import PositionGaussian, SquaredResidual, fit_position_gaussian

Fit = Callable[[Tensor, int], Autoencoder]
"""Teaches an autoencoder on features (n, N, C), for the fold of that number."""


def cut_into_folds(count: int, folds: int, seed: int) -> list[Tensor]:
    """The indices 0 to count − 1 in random order, cut into at most that many parts of nearly the same size."""
    order = torch.randperm(count, generator=torch.Generator().manual_seed(seed))
    return list(order.tensor_split(min(folds, count)))


def held_out_residuals(features: Tensor, folds: list[Tensor], fit: Fit) -> Tensor:
    """The residual (n, N, C) of every image under an autoencoder taught without its fold."""
    residuals = torch.empty_like(features)
    for number, fold in enumerate(folds):
        autoencoder = fit(features[others(folds, number)], number)
        for index in fold.tolist():
            residuals[index] = residual(autoencoder, features[index : index + 1])[0]
    return residuals


@dataclass(frozen=True, eq=False)
class HeldOut:
    """What the good images gave while they were held out, raw: their scores (n), and the medians of their maps (n)."""

    scores: Tensor
    medians: Tensor


def held_out_scores(
    residuals: Tensor, folds: list[Tensor], preset: Preset, score_map: ScoreMap, on_done: Callable[[float], None]
) -> HeldOut:
    """Score every image by a scorer learned without its fold."""
    scores, medians = torch.empty(len(residuals)), torch.empty(len(residuals))
    for number, fold in enumerate(folds):
        scorer = fit_scorer(residuals[others(folds, number)], preset)
        for index in fold.tolist():
            raw = score_map(scorer(residuals[index : index + 1]))
            scores[index], medians[index] = raw.max(), raw.median()
        on_done((number + 1) / len(folds))
    return HeldOut(scores, medians)


def fit_scorer(residuals: Tensor, preset: Preset) -> SquaredResidual | PositionGaussian:
    """The preset's scorer, learned from held-out good residuals (n, N, C) where there is something to learn."""
    if preset.scoring == "squared_residual":
        return SquaredResidual()
    return fit_position_gaussian(residuals, preset.components)


def residual(autoencoder: Autoencoder, features: Tensor) -> Tensor:
    """What of the features (B, N, C) the autoencoder does not rebuild."""
    with torch.no_grad():
        left: Tensor = features - autoencoder(features)
    return left


def others(folds: list[Tensor], number: int) -> Tensor:
    """The indices of all folds but one; of the only fold itself."""
    return torch.cat([fold for index, fold in enumerate(folds) if index != number] or folds)
