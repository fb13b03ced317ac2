"""Where exactly something is odd, against scipy's filters and distances written out plainly."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from scipy.ndimage import gaussian_filter
from small import SMALL_LITE, ListedGoodSet, default_dtype, random_tensor
from torch import Tensor, nn

from core.model.detail import Detail, finest_tokens
from core.model.scoring import PositionGaussian
from core.training.folds import HeldOutRebuilt, cut_into_folds
from core.training.good_set import GoodSet
from core.training.scorers import ScorersLearner

SIDE, CHANNELS, WEIGHT = 16, 3, 0.4
PRESET = replace(SMALL_LITE, common_size=SIDE, window=2, stride=2, cells=8, detail=WEIGHT, memory_size=0)


def plain_detail() -> Detail:
    """One whose distance is the root of the mean square of what a place shows."""
    distance = PositionGaussian(SIDE, PRESET.cells, CHANNELS, CHANNELS, own_directions=1)
    distance.whitening = torch.eye(CHANNELS)
    distance.rest = torch.full_like(distance.rest, 1 / CHANNELS)
    return Detail(PRESET, distance)


def plain_relief(finest: Tensor) -> np.ndarray:
    distance = np.sqrt((finest.numpy() ** 2).mean(axis=-1)).reshape(SIDE, SIDE)
    sigma = PRESET.stride
    total, share = (
        gaussian_filter(values, sigma, mode="constant", truncate=20) for values in (distance, np.ones_like(distance))
    )
    return (distance / (total / share)) ** WEIGHT


def test_the_relief_is_the_distance_over_its_surroundings() -> None:
    with default_dtype(torch.float64):
        finest = random_tensor(2, SIDE**2, CHANNELS)
        relief = plain_detail().relief(finest)
    for found, seen in zip(relief, finest, strict=True):
        np.testing.assert_allclose(found.view(SIDE, SIDE), plain_relief(seen), rtol=1e-9)


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_a_picture_stronger_as_a_whole_has_the_same_relief(factor: float) -> None:
    finest = random_tensor(1, SIDE**2, CHANNELS)
    detail = plain_detail()
    torch.testing.assert_close(detail.relief(finest * factor), detail.relief(finest))


def test_nothing_to_see_is_no_relief() -> None:
    flat = plain_detail().relief(torch.zeros(1, SIDE**2, CHANNELS))
    torch.testing.assert_close(flat, torch.ones_like(flat))


def test_scores_are_enlarged_as_torch_does_and_weighted() -> None:
    scores, relief = random_tensor(2, (SIDE // 2) ** 2), random_tensor(2, SIDE**2, seed=1).exp()
    grid = scores.view(2, 1, SIDE // 2, SIDE // 2)
    enlarged = nn.functional.interpolate(grid, (SIDE, SIDE), mode="bilinear", align_corners=False)
    torch.testing.assert_close(plain_detail()(scores, relief), enlarged.flatten(1) * relief)


def test_tokens_are_read_row_by_row() -> None:
    first = torch.arange(2 * 3 * 4 * 4.0).view(2, 3, 4, 4)
    tokens = finest_tokens([first, torch.zeros(2, 5, 2, 2)])
    assert torch.equal(tokens[1, 4 * 2 + 3], first[1, :, 2, 3])


class Unrebuilt(HeldOutRebuilt):
    """Stands for networks that rebuild nothing."""

    def __init__(self, good_set: GoodSet, folds: list[list[int]]) -> None:
        super().__init__(good_set, folds, lambda images, number: torch.zeros_like)  # type: ignore[arg-type, return-value]


def test_the_detail_is_learned_without_the_held_out_fold() -> None:
    features, finest = random_tensor(6, (SIDE // 2) ** 2, 8), random_tensor(6, SIDE**2, CHANNELS, seed=1) * 3 + 1
    good_set = ListedGoodSet(features, finest=finest)
    folds = cut_into_folds(6, 3, seed=0)
    learner = ScorersLearner(good_set, folds, Unrebuilt(good_set, folds), PRESET, 0, 0)
    for number, fold in enumerate(folds):
        kept = [index for index in range(6) if index not in fold]
        detail = learner.learn(kept, number).detail
        assert detail is not None
        tokens = finest[kept].flatten(0, 1)
        white = ((tokens - tokens.mean(dim=0)) @ detail.distance.whitening).double()
        np.testing.assert_allclose(np.cov(white.T.numpy(), bias=True), np.eye(CHANNELS), atol=1e-3)


def test_good_places_have_a_distance_of_about_one() -> None:
    finest = random_tensor(6, SIDE**2, CHANNELS, seed=1) * torch.tensor([3.0, 1.0, 0.2]) + 5
    good_set = ListedGoodSet(random_tensor(6, (SIDE // 2) ** 2, 8), finest=finest)
    folds = cut_into_folds(6, 3, seed=0)
    learner = ScorersLearner(good_set, folds, Unrebuilt(good_set, folds), PRESET, 0, 0)
    detail = learner.learn(list(range(6)), None).detail
    assert detail is not None
    distances = detail.distance(finest @ detail.distance.whitening)
    assert float(distances.square().mean()) == pytest.approx(1, abs=0.1)
