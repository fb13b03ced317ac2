"""The autoencoder against the published one on maps, and its first weights against principal components."""

import copy

import numpy as np
import pytest
import torch
from small import default_dtype, random_tensor, sharpen_attention
from torch import Tensor, nn

from benchmarks.plain_dfr import plain_twin, randomise_norms
from core.model.assembly import new_autoencoder
from core.model.autoencoder import Autoencoder
from core.model.folding import folded
from core.model.presets import VGG19
from core.training.principal import principal_components, start_from_principal

PUBLISHED_PARAMETERS = 11_450_968
CHANNELS, LATENT, SIDE = 20, 4, 3


def lively_autoencoder(non_local_at: tuple[int, ...] = (0, 1, 2, 3), key_pool: int = 1) -> Autoencoder:
    """An autoencoder whose norms and attention do something, as if it had been trained."""
    torch.manual_seed(3)
    autoencoder = Autoencoder(CHANNELS, LATENT, non_local_at, key_pool)
    randomise_norms(autoencoder, seed=4)
    sharpen_attention(autoencoder, 3)
    return autoencoder.eval()


def on_maps(network: nn.Module, tokens: Tensor) -> Tensor:
    """What a network for maps (B, C, G, G) makes of tokens (B, G·G, C)."""
    maps = torch.unflatten(tokens.transpose(1, 2), 2, (SIDE, SIDE))
    rebuilt: Tensor = network(maps)
    return rebuilt.flatten(2).transpose(1, 2)


def test_vgg19s_autoencoder_has_as_many_parameters_as_the_published_one() -> None:
    assert VGG19.latent_size is not None
    with torch.device("meta"):
        autoencoder = new_autoencoder(VGG19, 4 * 512, VGG19.latent_size)
    assert sum(parameter.numel() for parameter in autoencoder.parameters()) == PUBLISHED_PARAMETERS


def test_layers_narrow_and_widen_as_published() -> None:
    layers = Autoencoder(100, 10, (), 1).linear_layers()
    sizes = [(layer.in_features, layer.out_features) for layer in layers]
    assert sizes == [(100, 60), (60, 20), (20, 10), (10, 20), (20, 60), (60, 100)]


@pytest.mark.parametrize("training", [True, False])
def test_it_rebuilds_as_the_network_of_convolutions_does(training: bool) -> None:
    with default_dtype(torch.float64):
        autoencoder = lively_autoencoder()
        plain = plain_twin(autoencoder, CHANNELS, LATENT)
        tokens = random_tensor(3, SIDE * SIDE, CHANNELS)
        expected = on_maps(plain.train(training), tokens)
        torch.testing.assert_close(autoencoder.train(training)(tokens), expected, rtol=0, atol=1e-11)


def test_it_leaves_its_input_alone() -> None:
    tokens = random_tensor(2, SIDE * SIDE, CHANNELS)
    before = tokens.clone()
    lively_autoencoder()(tokens)
    folded(lively_autoencoder())(tokens)
    assert torch.equal(tokens, before)


@pytest.mark.parametrize(("non_local_at", "key_pool"), [((0, 1, 2, 3), 1), ((1, 2), 2), ((), 1)])
def test_folded_norms_give_the_same(non_local_at: tuple[int, ...], key_pool: int) -> None:
    with default_dtype(torch.float64):
        autoencoder = lively_autoencoder(non_local_at, key_pool)
        tokens = random_tensor(2, SIDE * SIDE, CHANNELS)
        expected = autoencoder(tokens)
        twin = folded(autoencoder)
    torch.testing.assert_close(twin(tokens), expected, rtol=0, atol=1e-11)
    assert not any(isinstance(module, nn.BatchNorm1d) for module in twin.modules())


def test_folding_leaves_the_original_as_it_was() -> None:
    autoencoder = lively_autoencoder()
    before = copy.deepcopy(autoencoder.state_dict())
    folded(autoencoder)
    after = autoencoder.state_dict()
    assert after.keys() == before.keys()
    assert all(torch.equal(after[name], before[name]) for name in before)


def features_with_structure(pictures: int = 12) -> Tensor:
    """Features (n, N, C) whose variance falls from component to component, around a mean that isn't zero."""
    rotation = torch.linalg.qr(random_tensor(CHANNELS, CHANNELS, seed=1)).Q
    spread = 3.0 * 0.8 ** torch.arange(CHANNELS)
    noise = random_tensor(pictures, SIDE * SIDE, CHANNELS, seed=2)
    mean = random_tensor(CHANNELS, seed=3)
    return torch.matmul(noise * spread, rotation.T) + mean


def test_principal_components_are_those_of_a_singular_value_decomposition() -> None:
    features = features_with_structure()
    principal = principal_components(features.flatten(0, 1))
    tokens = features.flatten(0, 1).double().numpy()
    off = tokens - tokens.mean(axis=0)
    _, singular, rows = np.linalg.svd(off, full_matrices=False)
    np.testing.assert_allclose(principal.variances, singular**2 / len(off), rtol=1e-4, atol=1e-5)
    cosines = np.abs(np.sum(principal.components.numpy() * rows.T, axis=0))
    np.testing.assert_allclose(cosines, 1, atol=1e-4)  # a component's sign is anyone's choice


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999, 1.0])
def test_as_many_components_as_hold_the_share_asked_for(share: float) -> None:
    features = features_with_structure()
    count = principal_components(features.flatten(0, 1)).count_for(share)
    off = features.flatten(0, 1).double().numpy()
    off = off - off.mean(axis=0)
    held = np.cumsum(np.linalg.svd(off, compute_uv=False) ** 2) / np.sum(off**2)
    assert held[count - 1] >= share - 1e-6
    assert count == 1 or held[count - 2] < share


def test_features_without_any_variance_need_one_component() -> None:
    assert principal_components(torch.ones(18, CHANNELS)).count_for(0.9) == 1


@pytest.mark.parametrize("latent", [1, LATENT, CHANNELS // 2])
def test_training_starts_where_principal_components_end(latent: int) -> None:
    features = features_with_structure()
    autoencoder = Autoencoder(CHANNELS, latent, ()).train()
    start_from_principal(autoencoder, principal_components(features.flatten(0, 1)))
    rebuilt = autoencoder(features).detach().flatten(0, 1).double().numpy()

    tokens = features.flatten(0, 1).double().numpy()
    mean = tokens.mean(axis=0)
    _, _, rows = np.linalg.svd(tokens - mean, full_matrices=False)
    expected = mean + (tokens - mean) @ rows[:latent].T @ rows[:latent]
    # BatchNorm divides by √(variance + 1e-5), four times on the way.
    np.testing.assert_allclose(rebuilt, expected, atol=1e-3)


def test_non_local_blocks_change_nothing_at_the_start() -> None:
    features = features_with_structure()
    principal = principal_components(features.flatten(0, 1))
    torch.manual_seed(0)
    without = Autoencoder(CHANNELS, LATENT, ()).train()
    torch.manual_seed(0)
    with_blocks = Autoencoder(CHANNELS, LATENT, (1, 2)).train()
    for autoencoder in (without, with_blocks):
        start_from_principal(autoencoder, principal)
    torch.testing.assert_close(with_blocks(features), without(features), rtol=0, atol=1e-5)
