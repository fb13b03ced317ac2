"""A trained autoencoder made quick for inference: the same numbers with less work."""

import copy

import torch
from torch import Tensor, nn

from core.model.autoencoder import Autoencoder
from core.model.nonlocal_block import NonLocalBlock
from core.model.token_norm import TokenBatchNorm

_LANES = 16  # float32 numbers a processor takes at once, at most


def folded(autoencoder: Autoencoder) -> Autoencoder:
    """A copy of a trained autoencoder without its norms; it gives the same, and can't be trained on.

    Non-local blocks are as many channels wide inside as matrix products are quick with.
    """
    twin = copy.deepcopy(autoencoder).eval()
    for module in list(twin.modules()):
        if isinstance(module, NonLocalBlock) and isinstance(module.norm, TokenBatchNorm):
            fold(module.out, module.norm)
            module.norm = nn.Identity()
            _widen(module)
        elif (
            isinstance(module, nn.Sequential)
            and isinstance(module[0], nn.Linear)
            and isinstance(module[1], TokenBatchNorm)
        ):
            fold(module[0], module[1])
            module[1] = nn.Identity()
    return twin


@torch.no_grad()
def fold(linear: nn.Linear, norm: TokenBatchNorm) -> None:
    """Make the linear layer do what the norm after it does in evaluation."""
    mean, variance = _known(norm.running_mean), _known(norm.running_var)
    scale = norm.weight / (variance + norm.eps).sqrt()
    linear.weight.mul_(scale.unsqueeze(1))
    linear.bias.copy_((linear.bias - mean) * scale + norm.bias)


def _widen(block: NonLocalBlock) -> None:
    """Add channels inside that are always 0, up to a multiple of _LANES: matrix products are slow with other widths."""
    wide = -(-block.theta.out_features // _LANES) * _LANES
    for name in ("theta", "phi", "g"):
        setattr(block, name, _padded(getattr(block, name), outputs=wide))
    block.out = _padded(block.out, inputs=wide)


@torch.no_grad()
def _padded(linear: nn.Linear, inputs: int | None = None, outputs: int | None = None) -> nn.Linear:
    """Give the same layer with further inputs that are ignored and further outputs that are 0."""
    weight = linear.weight
    wide = nn.Linear(
        inputs or linear.in_features, outputs or linear.out_features, dtype=weight.dtype, device=weight.device
    )
    nn.init.zeros_(wide.weight)
    nn.init.zeros_(wide.bias)
    wide.weight[: linear.out_features, : linear.in_features] = weight
    wide.bias[: linear.out_features] = linear.bias
    return wide


def _known(statistic: Tensor | None) -> Tensor:
    if statistic is None:
        raise ValueError("A norm that keeps no running statistics can't be folded.")
    return statistic
