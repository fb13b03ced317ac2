"""The non-local block against its equations, element by element, and token norms against torch's norm of maps."""

import numpy as np
import numpy.typing as npt
import pytest
import torch
from small import default_dtype, random_tensor, sharpen_attention
from torch import Tensor, nn

from benchmarks.plain_dfr import randomise_norms
from core.model.nonlocal_block import NonLocalBlock
from core.model.token_norm import TokenBatchNorm

SIDE, CHANNELS = 4, 6
Floats = npt.NDArray[np.float64]


def lively_block(key_pool: int = 1) -> NonLocalBlock:
    """A block whose norm and attention do something, as if it had been trained."""
    torch.manual_seed(1)
    block = NonLocalBlock(CHANNELS, key_pool)
    randomise_norms(block, seed=2)
    sharpen_attention(block, 5)
    return block.eval()


def array(tensor: Tensor) -> Floats:
    return np.asarray(tensor.detach().numpy(), dtype=np.float64)


def through(layer: nn.Linear, x: Floats) -> Floats:
    """A linear layer on rows."""
    return x @ array(layer.weight).T + array(layer.bias)


def norm_of(block: NonLocalBlock, y: Floats) -> Floats:
    """BatchNorm in evaluation, on rows."""
    norm = block.norm
    assert isinstance(norm, nn.BatchNorm1d)
    assert norm.running_mean is not None
    assert norm.running_var is not None
    centred = (y - array(norm.running_mean)) / np.sqrt(array(norm.running_var) + norm.eps)
    return centred * array(norm.weight) + array(norm.bias)


def max_over_squares(x: Floats, pool: int) -> Floats:
    """Rows of a square grid → the maximum over each whole pool×pool square, row by row; a rest is left out."""
    side = round(len(x) ** 0.5)
    grid = x.reshape(side, side, -1)
    starts = range(0, side - pool + 1, pool)
    return np.array([grid[top : top + pool, left : left + pool].max(axis=(0, 1)) for top in starts for left in starts])


def plain_attention(block: NonLocalBlock, x: Floats, pool: int) -> Floats:
    """z_i = x_i + BN(W_z y_i), y_i = Σ_j exp(θ_i·φ_j) g_j / Σ_j exp(θ_i·φ_j), for x (N, C)."""
    theta = through(block.theta, x)
    phi, g = (max_over_squares(through(layer, x), pool) for layer in (block.phi, block.g))
    y = np.empty_like(theta)
    for i in range(len(x)):
        weights = np.array([np.exp(np.dot(theta[i], phi_j)) for phi_j in phi])
        y[i] = sum(weight * g_j for weight, g_j in zip(weights, g, strict=True)) / weights.sum()
    return x + norm_of(block, through(block.out, y))


@pytest.mark.parametrize(("side", "pool"), [(SIDE, 1), (SIDE, 2), (5, 2), (6, 3)])
def test_a_block_is_softmax_attention_as_the_paper_writes_it(side: int, pool: int) -> None:
    with default_dtype(torch.float64):
        block = lively_block(pool)
        x = random_tensor(2, side * side, CHANNELS)
        z = array(block(x))
    for tokens, out in zip(array(x), z, strict=True):
        np.testing.assert_allclose(out, plain_attention(block, tokens, pool), rtol=0, atol=1e-12)


def test_attention_looks_somewhere_in_these_tests() -> None:
    with default_dtype(torch.float64):
        block = lively_block()
        x = random_tensor(1, SIDE * SIDE, CHANNELS)
        attention = torch.softmax(block.theta(x) @ block.phi(x).transpose(1, 2), dim=-1)
    assert attention.max() > 3 / SIDE**2  # uniform attention could hide a wrong softmax


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("pool", [1, 2])
def test_a_fresh_block_passes_its_input_on_unchanged(training: bool, pool: int) -> None:
    x = random_tensor(3, SIDE * SIDE, CHANNELS)
    block = NonLocalBlock(CHANNELS, pool).train(training)
    assert torch.equal(block(x), x)


def test_a_fresh_block_can_learn() -> None:
    block = NonLocalBlock(CHANNELS)
    block(random_tensor(3, SIDE * SIDE, CHANNELS)).square().sum().backward()
    gradient = block.get_parameter("norm.weight").grad
    assert gradient is not None
    assert gradient.abs().min() > 0


def test_half_the_channels_are_inside() -> None:
    block = NonLocalBlock(CHANNELS)
    layers = {name: layer for name, layer in block.named_children() if isinstance(layer, nn.Linear)}
    shapes = {name: tuple(layer.weight.shape) for name, layer in layers.items()}
    inside = (CHANNELS // 2, CHANNELS)
    assert shapes == {"theta": inside, "phi": inside, "g": inside, "out": (CHANNELS, CHANNELS // 2)}


def tokens_of(maps: Tensor) -> Tensor:
    return maps.flatten(2).transpose(1, 2)


def test_token_norm_is_batch_norm_of_maps() -> None:
    maps = random_tensor(3, CHANNELS, SIDE, SIDE) * 2 + 1
    ours, torchs = TokenBatchNorm(CHANNELS), nn.BatchNorm2d(CHANNELS)
    randomise_norms(ours, seed=0)
    torchs.load_state_dict(ours.state_dict())
    for training in (True, False):
        expected = tokens_of(torchs.train(training)(maps))
        torch.testing.assert_close(ours.train(training)(tokens_of(maps)), expected)
    for name in ("running_mean", "running_var"):
        torch.testing.assert_close(ours.get_buffer(name), torchs.get_buffer(name))
