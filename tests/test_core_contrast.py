"""Contrast taken out of features: nothing where pictures are alike, a share of it where one is dim."""

import math

import numpy as np
import pytest
import torch
from scipy.ndimage import gaussian_filter
from small import default_dtype, random_tensor
from torch import Tensor

from core.model.contrast import ALIKE, SIGMA, Contrast

CHANNELS, SIDE = (4, 6), 8


def taught(features: Tensor, whole: float, local: float, reach: float = 9.0) -> Contrast:
    """What is usual learned from these pictures (n, N, C), which differ by that much (in e-folds) among themselves."""
    contrast = Contrast(CHANNELS, SIDE**2, whole, local)
    levels = [contrast.levels(picture.unsqueeze(0)) for picture in features]
    contrast.usual_whole = torch.cat([whole for whole, _ in levels]).mean(dim=0)
    contrast.usual_local = torch.cat([around for _, around in levels]).mean(dim=0)
    contrast.least, contrast.most = contrast.least - reach, contrast.most + reach
    return contrast


def good(count: int = 3) -> Tensor:
    return random_tensor(count, SIDE**2, sum(CHANNELS))


def plain_levels(stage: np.ndarray) -> tuple[float, np.ndarray]:
    """Logarithm of the deviation of one stage's channels (N, C): over the whole picture, and around each place (N)."""
    power = np.square(stage - stage.mean(axis=0)).mean(axis=-1).reshape(SIDE, SIDE)
    blurred, share = (gaussian_filter(x, SIGMA, mode="constant", truncate=9) for x in (power, np.ones_like(power)))
    return math.log(power.mean() + 1e-3) / 2, np.log(blurred / share + 1e-3).ravel() / 2


def test_features_are_multiplied_as_the_formula_says() -> None:
    """The one of docs/method.md, written out with scipy's filter; each deviation held within its own limits."""
    whole, local, limits = 0.4, 0.3, (0.05, 0.2)
    with default_dtype(torch.float64):
        contrast = Contrast(CHANNELS, SIDE**2, whole, local)
        contrast.usual_whole = random_tensor(2, seed=1) * 0.1
        contrast.usual_local = random_tensor(SIDE**2, 2, seed=2) * 0.1
        contrast.least, contrast.most = (sign * torch.tensor(limits).view(2, 1).expand(2, 2) for sign in (-1.0, 1.0))
        features = random_tensor(2, SIDE**2, sum(CHANNELS), seed=3) * 1.1
        found = contrast(features)
    edges = (0, CHANNELS[0], sum(CHANNELS))
    for picture, result in zip(features.numpy(), found.numpy(), strict=True):
        for stage in (0, 1):
            own = picture[:, edges[stage] : edges[stage + 1]]
            level, around = plain_levels(own)
            off = np.clip(level - float(contrast.usual_whole[stage]), -limits[0], limits[0])
            off_around = np.clip(around - contrast.usual_local[:, stage].numpy(), -limits[1], limits[1])
            expected = own * np.exp(-whole * off - local * off_around)[:, None]
            np.testing.assert_allclose(result[:, edges[stage] : edges[stage + 1]], expected, rtol=1e-9)


def test_a_picture_like_all_others_stays_as_it_is() -> None:
    same = good(1).expand(3, -1, -1)
    torch.testing.assert_close(taught(same, 0.4, 0.3)(same), same, rtol=1e-5, atol=1e-6)


def test_of_a_dim_picture_a_share_is_put_right() -> None:
    with default_dtype(torch.float64):
        same = good(1)
        contrast = taught(same, 0.4, 0.3)
        restored = contrast(same / 2)
    torch.testing.assert_close(restored, same / 2 * 2 ** (0.4 + 0.3), rtol=1e-2, atol=0)


def test_a_shadow_is_put_right_where_it_lies() -> None:
    same = good(1)
    shadowed = same.clone().view(1, SIDE, SIDE, -1)
    shadowed[:, :, : SIDE // 2] /= 4
    shadowed = shadowed.flatten(1, 2)
    gain = (taught(same, 0.0, 0.5)(shadowed) / shadowed).view(SIDE, SIDE, -1).mean(dim=(0, 2))
    assert gain[0] > 1.2  # in the shadow
    assert gain[0] > gain[-1] >= 0.99  # and hardly outside it


def test_stages_are_treated_apart() -> None:
    same = good(1)
    faint = same.clone()
    faint[..., : CHANNELS[0]] /= 3
    restored = taught(same, 0.5, 0.0)(faint)
    torch.testing.assert_close(restored[..., CHANNELS[0] :], same[..., CHANNELS[0] :])
    assert (restored[..., : CHANNELS[0]].abs() > faint[..., : CHANNELS[0]].abs()).all()


def test_no_more_is_put_right_than_good_pictures_differ() -> None:
    same = good(1)
    restored = taught(same, 0.5, 0.0, reach=math.log(2))(same / 100)
    torch.testing.assert_close(restored, same / 100 * 2**0.5, rtol=1e-5, atol=0)
    unchanged = taught(same, 0.5, 0.5, reach=0.0)(same / 100)
    torch.testing.assert_close(unchanged, same / 100)


def test_the_more_good_pictures_differ_the_more_is_taken_out() -> None:
    contrast = Contrast(CHANNELS, SIDE**2, 0.4, 0.3)
    contrast.learn_shares(torch.tensor([0.0, (3 * ALIKE) ** 2]))
    torch.testing.assert_close(contrast.shares, torch.tensor([0.4, 0.9]))


@pytest.mark.parametrize("value", [0.0, 2.0])
def test_a_picture_without_any_contrast_gives_numbers(value: float) -> None:
    blank = torch.full((1, SIDE**2, sum(CHANNELS)), value)
    assert taught(good(), 0.4, 0.3)(blank).isfinite().all()
    assert taught(blank, 0.4, 0.3)(good()).isfinite().all()
