"""BatchNorm folded into the linear layer before it: the same numbers with less work, for inference."""

import copy

import torch
from torch import Tensor, nn

from core.model.autoencoder import Autoencoder
from core.model.nonlocal_block import NonLocalBlock
from core.model.token_norm import TokenBatchNorm


def folded(autoencoder: Autoencoder) -> Autoencoder:
    """A copy of a trained autoencoder without its norms; it gives the same, and can't be trained on."""
    twin = copy.deepcopy(autoencoder).eval()
    for module in list(twin.modules()):
        if isinstance(module, NonLocalBlock) and isinstance(module.norm, TokenBatchNorm):
            fold(module.out, module.norm)
            module.norm = nn.Identity()
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


def _known(statistic: Tensor | None) -> Tensor:
    if statistic is None:
        raise ValueError("A norm that keeps no running statistics can't be folded.")
    return statistic
