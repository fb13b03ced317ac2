"""Principal components of the features: how narrow the autoencoder may be, and where its training starts."""

from dataclasses import dataclass

import torch
from torch import Tensor

from core.model.autoencoder import Autoencoder


@dataclass(frozen=True, eq=False)
class Principal:
    """Mean (C), variances (C) from the largest on, and the components as columns (C, C)."""

    mean: Tensor
    variances: Tensor
    components: Tensor

    def count_for(self, share: float) -> int:
        """How many components hold that share (0 to 1) of the variance."""
        total = self.variances.sum()
        return 1 if total == 0 else int((self.variances.cumsum(0) / total < share).sum()) + 1


def principal_components(tokens: Tensor) -> Principal:
    """The principal components of places (n, C)."""
    mean = tokens.mean(dim=0)
    off = tokens - mean
    variances, components = torch.linalg.eigh((off.T @ off / len(off)).double())
    return Principal(mean, variances.flip(0).clamp_min(0).float(), components.flip(1).float())


@torch.no_grad()
def start_from_principal(autoencoder: Autoencoder, principal: Principal) -> None:
    """Set first weights such that the autoencoder rebuilds what its d leading components hold, and nothing else.

    A ReLU passes only one sign, but x = ReLU(x) − ReLU(−x): the hidden layers have room for each component and
    its negative. BatchNorm scales them to deviation 1, the last layer scales them back. From here training
    takes a few dozen steps where random weights take hundreds (benchmarks/README.md). There is room for
    C / 2 components at most.
    """
    first, narrow, latent, widen, wide, last = autoencoder.linear_layers()
    d = latent.out_features
    both_signs = torch.cat([torch.eye(d), -torch.eye(d)])  # (2d, d)
    difference = both_signs.T  # (d, 2d): undoes it after a ReLU
    components = principal.components[:, :d]  # (C, d)
    deviations = principal.variances[:d].sqrt()

    first.weight[: 2 * d] = both_signs @ components.T
    first.bias[: 2 * d] = -(first.weight[: 2 * d] @ principal.mean)
    narrow.weight.zero_()[:, : 2 * d] = both_signs @ difference
    latent.weight.copy_(difference)
    widen.weight.copy_(both_signs)
    wide.weight[: 2 * d] = both_signs @ difference
    last.weight.zero_()[:, : 2 * d] = (components * deviations) @ difference
    last.bias.copy_(principal.mean)
    for layer in (narrow, latent, widen):
        layer.bias.zero_()
    wide.bias[: 2 * d] = 0
