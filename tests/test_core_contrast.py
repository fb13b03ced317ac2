"""Contrast taken out of features: nothing where pictures are alike, a share of it where one is dim."""

import math

import pytest
import torch
from small import default_dtype, random_tensor
from torch import Tensor

from core.model.contrast import ALIKE, Contrast

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
