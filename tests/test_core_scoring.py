"""From residuals to scores and score maps, against distances and filters written out plainly."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from scipy.ndimage import gaussian_filter1d
from scipy.spatial.distance import mahalanobis
from small import SMALL_LITE, default_dtype, random_tensor
from torch import Tensor, nn

from core.model.enlarger import Enlarger, blur_matrix, enlarging_matrix
from core.model.presets import LITE, VGG19, Preset
from core.model.scoring import PositionGaussian, SquaredResidual
from core.training.position_model import Form, Positions, fit_positions
from core.training.whitening import Moments, PlaceMoments, Rebuilt, White

PLACES, CHANNELS, COMPONENTS = 5, 6, 4


def random_covariances(count: int, size: int, seed: int = 0) -> Tensor:
    roots = random_tensor(count, size, size, seed=seed)
    return torch.bmm(roots, roots.transpose(1, 2)) + 0.1 * torch.eye(size)


def test_squared_residual_is_the_mean_over_channels() -> None:
    features, rebuilt = random_tensor(2, PLACES, CHANNELS), random_tensor(2, PLACES, CHANNELS, seed=1)
    expected = ((features.double() - rebuilt.double()).numpy() ** 2).mean(axis=-1)
    np.testing.assert_allclose(SquaredResidual().of(features, rebuilt), expected, rtol=1e-5)


@pytest.mark.parametrize(("stored", "off"), [(torch.float64, 1e-10), (torch.float16, 1e-3)], ids=str)
def test_position_gaussian_is_the_mahalanobis_distance_in_each_cell(stored: torch.dtype, off: float) -> None:
    grid, cells, own = 4, 2, 2
    with default_dtype(torch.float64):
        scorer = PositionGaussian(grid, cells, CHANNELS, COMPONENTS, own)
        scorer.whitening = random_tensor(CHANNELS, COMPONENTS, seed=1)
        scorer.centre = random_tensor(cells**2, COMPONENTS, seed=2)
        axes = torch.linalg.qr(random_tensor(cells**2, COMPONENTS, COMPONENTS, seed=4)).Q
        rest, leading = torch.tensor([0.5, 0.6, 0.7, 0.8]), torch.tensor([9.0, 3.0])
        scorer.rest = 1 / (rest * COMPONENTS)
        weight = ((1 / rest.unsqueeze(1) - 1 / leading) / COMPONENTS).sqrt()
        directions = (axes[:, :, :own] * weight.unsqueeze(1)).transpose(1, 2)
        scorer.directions = directions.to(stored).to(torch.float64)  # a recipe keeps them in half precision
        scorer.taken_off = torch.tensor([0.0, 1.0, 1.0, 1.0])
        features, rebuilt = random_tensor(3, grid**2, CHANNELS, seed=3), random_tensor(3, grid**2, CHANNELS, seed=9)
        scores = scorer.of(features, rebuilt)
    for picture in range(3):
        for place in range(grid**2):
            cell = (place // grid // 2) * cells + place % grid // 2  # rows of the grid, cut in two by two
            variances = torch.cat([leading, rest[cell].expand(COMPONENTS - own)]).diag()
            precision = np.linalg.inv((axes[cell] @ variances @ axes[cell].T).numpy())
            residual = features[picture, place] - rebuilt[picture, place]
            first, *others = scorer.whitening.numpy().T  # one component of the features, the others of the residual
            white = np.array([first @ features[picture, place].numpy(), *(row @ residual.numpy() for row in others)])
            expected = mahalanobis(white, scorer.centre[cell].numpy(), precision) / COMPONENTS**0.5
            assert float(scores[picture, place]) == pytest.approx(expected, rel=off)


def test_whitened_residuals_have_no_scale_and_no_direction() -> None:
    root = random_tensor(CHANNELS, CHANNELS, seed=1)
    samples = random_tensor(4000, CHANNELS) @ root + random_tensor(CHANNELS, seed=2)
    mean, whitening = Moments.of(samples).whitening(CHANNELS)
    np.testing.assert_allclose(mean, samples.numpy().mean(axis=0), atol=1e-5)
    white = ((samples - mean) @ whitening).double().numpy()
    np.testing.assert_allclose(np.cov(white.T, bias=True), np.eye(CHANNELS), atol=1e-3)


def test_the_leading_components_are_kept() -> None:
    spread = torch.tensor([10.0, 3.0, 1.0, 0.1])
    _, whitening = Moments.of(random_tensor(4000, 4) * spread).whitening(2)
    heard = whitening.abs().sum(dim=1) * spread  # how much of a unit of each channel's spread comes through
    assert (heard[:2] > 0.9).all()
    assert (heard[2:] < 0.1).all()


def test_features_and_residuals_are_made_white_side_by_side() -> None:
    features, residual = random_tensor(1, 4000, CHANNELS) + 2, random_tensor(1, 4000, CHANNELS, seed=1) * 0.1 - 1
    picture = Rebuilt(features, features - residual)
    white = White.of(PlaceMoments.of(picture), seen=2, components=3)
    shown = white.shown(picture)[0].double().numpy()
    assert shown.shape == (4000, 5)
    np.testing.assert_allclose(shown.mean(axis=0), 0, atol=1e-4)
    np.testing.assert_allclose(np.cov(shown[:, :2].T, bias=True), np.eye(2), atol=1e-3)
    np.testing.assert_allclose(np.cov(shown[:, 2:].T, bias=True), np.eye(3), atol=1e-3)
    seen = white.shown(Rebuilt(features, features - 5))[0].double().numpy()  # the features again, other residuals
    np.testing.assert_allclose(seen[:, :2], shown[:, :2], atol=1e-4)


def test_moments_of_parts_add_up_to_those_of_the_whole() -> None:
    samples = random_tensor(30, CHANNELS)
    whole, parts = Moments.of(samples), Moments.of(samples[:11]) + Moments.of(samples[11:])
    assert whole.count == parts.count
    torch.testing.assert_close(parts.outer, whole.outer, rtol=1e-6, atol=1e-6)
    torch.testing.assert_close(parts.total, whole.total, rtol=1e-6, atol=1e-6)


def residuals_of(means: Tensor, roots: Tensor, pictures: int) -> Tensor:
    """Gaussian residuals (n, N, C) with these means and covariance roots at each place."""
    noise = random_tensor(pictures, *means.shape, seed=7)
    return torch.einsum("ncd,pnd->pnc", roots, noise) + means


GRID = 2
ALL_OWN = replace(
    SMALL_LITE,
    common_size=GRID,
    window=1,
    stride=1,
    cells=GRID,
    components=CHANNELS,
    own_directions=100,
    place_weight=0.01,
)


def fitted(residuals: Tensor, preset: Preset = ALL_OWN) -> Positions:
    white = white_of(residuals, preset)
    shown = (white.shown(not_rebuilt(one)) for one in residuals.split(1))
    return fit_positions(shown, white, Form.of_grid(preset))


def not_rebuilt(residuals: Tensor) -> Rebuilt:
    """Features nothing was rebuilt of: what is left is the features."""
    return Rebuilt(residuals, torch.zeros_like(residuals))


def white_of(residuals: Tensor, preset: Preset) -> White:
    moments = PlaceMoments.of(not_rebuilt(residuals.flatten(0, 1).unsqueeze(0)))
    return White.of(moments, 0, preset.components)


def scores_of(scorer: PositionGaussian, residuals: Tensor) -> Tensor:
    return scorer.of(residuals, torch.zeros_like(residuals))


def test_from_many_pictures_every_places_own_statistics_are_learned() -> None:
    places = GRID**2
    with default_dtype(torch.float64):
        means = random_tensor(places, CHANNELS, seed=5)
        roots = torch.linalg.cholesky(random_covariances(places, CHANNELS, seed=6))
        scorer = fitted(residuals_of(means, roots, pictures=20_000)).gaussian
        seen = random_tensor(4, places, CHANNELS, seed=8) * 2
        scores = scores_of(scorer, seen)
    for place in range(places):
        precision = np.linalg.inv((roots[place] @ roots[place].T).numpy())
        for picture in range(4):
            expected = mahalanobis(seen[picture, place].numpy(), means[place].numpy(), precision) / CHANNELS**0.5
            assert float(scores[picture, place]) == pytest.approx(expected, rel=0.05)


def test_good_parts_score_about_one() -> None:
    with default_dtype(torch.float64):
        means = random_tensor(GRID**2, CHANNELS, seed=5)
        roots = torch.linalg.cholesky(random_covariances(GRID**2, CHANNELS, seed=6))
        residuals = residuals_of(means, roots, pictures=2000)
        scores = scores_of(fitted(residuals).gaussian, residuals)
    assert float(scores.square().mean()) == pytest.approx(1, abs=0.05)


def test_where_the_place_explains_nothing_no_place_is_special() -> None:
    wide = replace(ALL_OWN, common_size=16, cells=16, place_weight=25.0)
    residuals = random_tensor(10, 16**2, CHANNELS)
    seen = random_tensor(3, 16**2, CHANNELS, seed=1)
    expected = seen.norm(dim=-1) / CHANNELS**0.5  # they are white already, over all places together
    torch.testing.assert_close(scores_of(fitted(residuals, wide).gaussian, seen), expected, rtol=0.1, atol=0.05)


@pytest.mark.parametrize("share", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("pictures", [10, 500])
def test_the_share_that_the_place_explains_is_that_of_the_variance_between_places(share: float, pictures: int) -> None:
    wide = replace(ALL_OWN, common_size=16, cells=16)
    between = random_tensor(1, 16**2, CHANNELS, seed=1) * share**0.5
    within = random_tensor(pictures, 16**2, CHANNELS, seed=2) * (1 - share) ** 0.5
    assert fitted(between + within, wide).explained == pytest.approx(share, abs=0.05)


@pytest.mark.parametrize("pictures", [1, 2, 5])
def test_few_pictures_still_give_a_scorer(pictures: int) -> None:
    residuals = random_tensor(pictures, GRID**2, CHANNELS)
    scores = scores_of(fitted(residuals, replace(ALL_OWN, components=100)).gaussian, residuals)
    assert scores.shape == (pictures, GRID**2)
    assert scores.isfinite().all()


@pytest.mark.parametrize("value", [0.0, 3.0])
def test_residuals_without_any_spread_still_give_a_scorer(value: float) -> None:
    residuals = torch.full((3, GRID**2, CHANNELS), value)
    scorer = fitted(residuals).gaussian
    assert scores_of(scorer, residuals).isfinite().all()
    assert (scores_of(scorer, residuals + 1) > scores_of(scorer, residuals)).all()


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


def test_with_a_score_beyond_the_picture_blur_is_scipys_up_to_the_edges() -> None:
    grid, size, sigma, beyond = 40, 40, 2.0, 0.7
    with default_dtype(torch.float64):
        scores = random_tensor(1, grid * grid)
        enlarged = Enlarger(grid, size, 1, size, sigma, beyond)(scores)[0]
    expected = scores.view(grid, grid).numpy()
    for axis in (0, 1):
        expected = gaussian_filter1d(expected, sigma, axis, mode="constant", cval=beyond, truncate=10)
    np.testing.assert_allclose(enlarged, expected, atol=1e-12)


def test_no_blur_is_no_change() -> None:
    assert torch.equal(blur_matrix(7, 0.0), torch.eye(7, dtype=torch.float64))


def test_the_score_map_works_on_rows_and_columns_alike() -> None:
    grid, stride, size, sigma = 6, 2, 12, 1.5
    with default_dtype(torch.float64):
        scores = random_tensor(2, grid * grid)
        enlarged = Enlarger(grid, size, stride, size, sigma)(scores)
    maps = scores.view(2, 1, grid, grid)
    big = nn.functional.interpolate(maps, (size, size), mode="bilinear", align_corners=False)[:, 0]
    blur = blur_matrix(size, sigma)
    for picture in range(2):
        expected = np.array([[row @ big[picture] @ column for column in blur] for row in blur])
        np.testing.assert_allclose(enlarged[picture], expected, atol=1e-12)
