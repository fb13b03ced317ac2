"""The non-local memory, against distances and a softmax written out plainly."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from scipy.spatial.distance import cdist
from small import SMALL_LITE, ListedGoodSet, default_dtype, random_tensor
from torch import Tensor

from core.model.assembly import new_extractor
from core.model.nonlocal_memory import NonLocalMemory, attend, channel_range
from core.model.weights import load_weights
from core.training.memory import fit_memory, spread_out, usual_distances

WIDTH, KEYS = 5, 7


def random_memory() -> NonLocalMemory:
    """A memory that looks at channels 2 to 6 of its features."""
    memory = NonLocalMemory((2, 2 + WIDTH), WIDTH, KEYS)
    memory.mean = random_tensor(WIDTH, seed=1)
    memory.embedding = random_tensor(WIDTH, WIDTH, seed=2)
    memory.keys = random_tensor(KEYS, WIDTH, seed=3)
    memory.usual = random_tensor(KEYS, seed=4).abs() + 0.5
    return memory


def test_the_score_is_the_distance_to_the_nearest_key_in_its_own_unit() -> None:
    with default_dtype(torch.float64):
        memory = random_memory()
        features = random_tensor(2, 6, 9, seed=5)
        scores = memory(features)
    query = (features[..., 2 : 2 + WIDTH].numpy() - memory.mean.numpy()) @ memory.embedding.numpy()
    square = cdist(query.reshape(-1, WIDTH), memory.keys.numpy(), "sqeuclidean")
    nearest = square.argmin(axis=1)
    expected = np.sqrt(square.min(axis=1) / memory.usual.numpy()[nearest])
    np.testing.assert_allclose(scores.flatten(), expected, rtol=1e-10)


def test_it_is_the_embedded_gaussians_attention_at_a_low_temperature() -> None:
    with default_dtype(torch.float64):
        memory = random_memory()
        query = memory.embed(random_tensor(20, 9, seed=5))
        square, _ = attend(query, memory.keys)
        temperature = 1e-4
        # θᵀφ with the ‖φ‖² that makes it a distance; ‖θ‖² is the same for all keys, and a softmax ignores it.
        logits = (query @ memory.keys.T - memory.keys.square().sum(dim=1) / 2) / temperature
        values = torch.softmax(logits, dim=1) @ memory.keys
    torch.testing.assert_close((query - values).square().sum(dim=1), square, rtol=1e-6, atol=1e-9)


def test_a_place_that_is_kept_is_not_odd() -> None:
    memory = random_memory()
    assert float(attend(memory.keys, memory.keys)[0].max()) < 1e-5


def test_the_channels_of_neighbouring_stages() -> None:
    assert channel_range((24, 40, 80, 112), (1, 2)) == (24, 144)


def test_chosen_points_leave_none_alone() -> None:
    clusters = random_tensor(6, 3) * 100
    points = clusters.repeat_interleave(50, dim=0) + random_tensor(300, 3, seed=1)
    chosen = spread_out(points, 6, torch.Generator().manual_seed(0))
    assert sorted((chosen // 50).tolist()) == list(range(6))  # random ones would miss a cluster 98 times of 100


def memory_of(features: Tensor, size: int = 20) -> NonLocalMemory:
    extractor = new_extractor(SMALL_LITE, load_weights("efficientnet_lite0"))
    good_set = ListedGoodSet(features, extractor)
    return fit_memory(good_set, range(len(features)), replace(SMALL_LITE, memory_size=size), seed=0)


def test_good_places_are_about_as_far_as_usual() -> None:
    features = random_tensor(6, 64, 448)
    scores = memory_of(features, 60)(random_tensor(2, 64, 448, seed=9))
    assert float(scores.mean()) == pytest.approx(1, abs=0.1)


def test_no_image_listens_to_its_own_keys() -> None:
    extractor = new_extractor(SMALL_LITE, load_weights("efficientnet_lite0"))
    memory = NonLocalMemory((24, 144), 120, 2)
    memory.embedding = torch.eye(120)
    features = torch.zeros(2, 1, 448)
    features[1] += 1.0  # the two images are √120 apart, and each is one key
    memory.keys = memory.embed(features[:, 0])
    usual = usual_distances(memory, torch.tensor([0, 1]), ListedGoodSet(features, extractor), [0, 1])
    torch.testing.assert_close(usual, torch.full((2,), 120.0))


@pytest.mark.parametrize("value", [0.0, 3.0])
@pytest.mark.parametrize("pictures", [1, 3])
def test_features_without_any_spread_still_give_a_memory(value: float, pictures: int) -> None:
    features = torch.full((pictures, 16, 448), value)
    memory = memory_of(features)
    assert memory(features).isfinite().all()
    other = memory(features + 1)
    assert other.isfinite().all()
    assert (other > memory(features)).all()
