"""From residuals to scores and score maps, against distances and filters written out plainly."""

import numpy as np
import pytest
import torch
from scipy.ndimage import gaussian_filter1d
from scipy.spatial.distance import mahalanobis
from small import default_dtype, random_tensor
from torch import Tensor, nn

from core.model.assembly import packed_triangles, unpacked_triangles
from core.model.presets import LITE, VGG19, Preset
from core.model.score_map import ScoreMap, blur_matrix, enlarging_matrix
from core.model.scoring import PositionGaussian, SquaredResidual, fit_position_gaussian, inverse_root, whiten

PLACES, CHANNELS, COMPONENTS = 5, 6, 4


def random_covariances(count: int, size: int, seed: int = 0) -> Tensor:
    roots = random_tensor(count, size, size, seed=seed)
    return torch.bmm(roots, roots.transpose(1, 2)) + 0.1 * torch.eye(size)


def test_squared_residual_is_the_mean_over_channels() -> None:
    residual = random_tensor(2, PLACES, CHANNELS)
    expected = (residual.double().numpy() ** 2).mean(axis=-1)
    np.testing.assert_allclose(SquaredResidual()(residual), expected, rtol=1e-6)


def test_position_gaussian_is_the_mahalanobis_distance_at_each_place() -> None:
    with default_dtype(torch.float64):
        covariances = random_covariances(PLACES, COMPONENTS)
        scorer = PositionGaussian(PLACES, CHANNELS, COMPONENTS)
        scorer.whitening = random_tensor(CHANNELS, COMPONENTS, seed=1)
        scorer.centre = random_tensor(PLACES, COMPONENTS, seed=2)
        scorer.precision_root = inverse_root(covariances) / COMPONENTS**0.5
        residual = random_tensor(3, PLACES, CHANNELS, seed=3)
        scores = scorer(residual)
    for picture in range(3):
        for place in range(PLACES):
            white = scorer.whitening.numpy().T @ residual[picture, place].numpy()
            precision = np.linalg.inv(covariances[place].numpy())
            expected = mahalanobis(white, scorer.centre[place].numpy(), precision) / COMPONENTS**0.5
            assert float(scores[picture, place]) == pytest.approx(expected, rel=1e-10)


def test_whitened_residuals_have_no_scale_and_no_direction() -> None:
    root = random_tensor(CHANNELS, CHANNELS, seed=1)
    samples = random_tensor(4000, CHANNELS) @ root + random_tensor(CHANNELS, seed=2)
    mean, whitening = whiten(samples, CHANNELS)
    np.testing.assert_allclose(mean, samples.numpy().mean(axis=0), atol=1e-5)
    white = ((samples - mean) @ whitening).double().numpy()
    np.testing.assert_allclose(np.cov(white.T, bias=True), np.eye(CHANNELS), atol=1e-3)


def test_the_leading_components_are_kept() -> None:
    spread = torch.tensor([10.0, 3.0, 1.0, 0.1])
    _, whitening = whiten(random_tensor(4000, 4) * spread, 2)
    heard = whitening.abs().sum(dim=1) * spread  # how much of a unit of each channel's spread comes through
    assert (heard[:2] > 0.9).all()
    assert (heard[2:] < 0.1).all()


def residuals_of(means: Tensor, roots: Tensor, pictures: int) -> Tensor:
    """Gaussian residuals (n, N, C) with these means and covariance roots at each place."""
    noise = random_tensor(pictures, *means.shape, seed=7)
    return torch.einsum("ncd,pnd->pnc", roots, noise) + means


def test_from_many_pictures_every_places_own_statistics_are_learned() -> None:
    with default_dtype(torch.float64):
        means = random_tensor(PLACES, CHANNELS, seed=5)
        roots = torch.linalg.cholesky(random_covariances(PLACES, CHANNELS, seed=6))
        scorer = fit_position_gaussian(residuals_of(means, roots, pictures=20_000), CHANNELS)
        seen = random_tensor(4, PLACES, CHANNELS, seed=8) * 2
        scores = scorer(seen)
    for place in range(PLACES):
        precision = np.linalg.inv((roots[place] @ roots[place].T).numpy())
        for picture in range(4):
            expected = mahalanobis(seen[picture, place].numpy(), means[place].numpy(), precision) / CHANNELS**0.5
            assert float(scores[picture, place]) == pytest.approx(expected, rel=0.05)


def test_good_parts_score_about_one() -> None:
    with default_dtype(torch.float64):
        means = random_tensor(PLACES, CHANNELS, seed=5)
        roots = torch.linalg.cholesky(random_covariances(PLACES, CHANNELS, seed=6))
        residuals = residuals_of(means, roots, pictures=2000)
        scores = fit_position_gaussian(residuals, CHANNELS)(residuals)
    assert float(scores.square().mean()) == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("pictures", [1, 2, 5])
def test_few_pictures_still_give_a_scorer(pictures: int) -> None:
    residuals = random_tensor(pictures, PLACES, CHANNELS)
    scores = fit_position_gaussian(residuals, 100)(residuals)  # more components than there are channels
    assert scores.shape == (pictures, PLACES)
    assert scores.isfinite().all()


@pytest.mark.parametrize("value", [0.0, 3.0])
def test_residuals_without_any_spread_still_give_a_scorer(value: float) -> None:
    residuals = torch.full((3, PLACES, CHANNELS), value)
    scorer = fit_position_gaussian(residuals, COMPONENTS)
    assert scorer(residuals).isfinite().all()
    assert (scorer(residuals + 1) > scorer(residuals)).all()


def test_triangles_are_packed_without_loss() -> None:
    matrices = random_tensor(PLACES, 4, 4).tril()
    packed = packed_triangles(matrices)
    assert packed.shape == (PLACES, 4 * 5 // 2)
    assert torch.equal(unpacked_triangles(packed, 4), matrices)


@pytest.mark.parametrize("preset", [LITE, VGG19], ids=lambda preset: preset.name)
def test_enlarging_and_blurring_keep_the_level(preset: Preset) -> None:
    enlarging = enlarging_matrix(preset.grid_size, preset.common_size, preset.stride, preset.input_size)
    blur = blur_matrix(preset.input_size, preset.blur_sigma)
    for matrix in (enlarging, blur):
        assert (matrix >= 0).all()
        np.testing.assert_allclose(matrix.sum(dim=1), 1, rtol=1e-12)


@pytest.mark.parametrize("stride", [1, 2, 4])
def test_enlarging_is_torchs_where_the_common_map_is_as_large_as_the_picture(stride: int) -> None:
    grid, size = 9, 9 * stride
    places = random_tensor(1, 1, grid).double()
    expected = nn.functional.interpolate(places, size, mode="linear", align_corners=False)
    np.testing.assert_allclose(places @ enlarging_matrix(grid, size, stride, size).T, expected, atol=1e-12)


def test_enlarging_keeps_the_corners_where_every_place_is_its_own_window() -> None:
    places = random_tensor(1, 1, 9).double()
    expected = nn.functional.interpolate(places, 50, mode="linear", align_corners=True)
    np.testing.assert_allclose(places @ enlarging_matrix(9, 9, 1, 50).T, expected, atol=1e-12)


def test_blur_is_scipys_away_from_the_edges() -> None:
    line = random_tensor(200).double()
    blurred = blur_matrix(200, 4.0) @ line
    expected = gaussian_filter1d(line.numpy(), 4.0, truncate=10)
    np.testing.assert_allclose(blurred[50:150], expected[50:150], atol=1e-12)


def test_no_blur_is_no_change() -> None:
    assert torch.equal(blur_matrix(7, 0.0), torch.eye(7, dtype=torch.float64))


def test_the_score_map_works_on_rows_and_columns_alike() -> None:
    grid, stride, size, sigma = 6, 2, 12, 1.5
    with default_dtype(torch.float64):
        scores = random_tensor(2, grid * grid)
        enlarged = ScoreMap(grid, size, stride, size, sigma)(scores)
    maps = scores.view(2, 1, grid, grid)
    big = nn.functional.interpolate(maps, (size, size), mode="bilinear", align_corners=False)[:, 0]
    blur = blur_matrix(size, sigma)
    for picture in range(2):
        expected = np.array([[row @ big[picture] @ column for column in blur] for row in blur])
        np.testing.assert_allclose(enlarged[picture], expected, atol=1e-12)
