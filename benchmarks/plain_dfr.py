"""The published pipeline written out plainly, to compare ours with: for exactness in tests, for speed here.

DFR (arXiv 2012.07122) with non-local blocks (arXiv 1711.07971): 1×1 convolutions on maps, features resized to the
full common map and then averaged window by window, attention as a softmax over all pairs of places.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from core.model.autoencoder import Autoencoder


def plain_regional_features(maps: Sequence[Tensor], common_size: int, window: int) -> Tensor:
    """Stage maps [(B, C_s, h, w)] → (B, ΣC_s, G, G): resize to M×M, cut into windows, take each window's mean."""
    features = []
    for stage_map in maps:
        big = nn.functional.interpolate(stage_map, (common_size, common_size), mode="bilinear", align_corners=True)
        batch, channels = big.shape[:2]
        windows = nn.functional.unfold(big, window, stride=window)  # (B, C·k·k, G·G)
        side = common_size // window
        features.append(windows.view(batch, channels, window * window, side, side).mean(dim=2))
    return torch.cat(features, dim=1)


class PlainNonLocal(nn.Module):
    """z = x + BN(W_z y), y = softmax(θ(x)ᵀ φ(x)) g(x), on maps (B, C, H, W)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        inner = channels // 2
        self.theta, self.phi, self.g = (nn.Conv2d(channels, inner, 1) for _ in range(3))
        self.out = nn.Conv2d(inner, channels, 1)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) → (B, C, H, W)."""
        theta = self.theta(x).flatten(2)  # (B, C/2, N)
        phi = self.phi(x).flatten(2)
        g = self.g(x).flatten(2)
        attention = torch.softmax(theta.transpose(1, 2) @ phi, dim=-1)  # (B, N, N)
        y = (attention @ g.transpose(1, 2)).transpose(1, 2).reshape(x.shape[0], -1, *x.shape[2:])
        z: Tensor = x + self.norm(self.out(y))
        return z


class PlainAutoencoder(nn.Module):
    """1×1 convolutions C → (C+2d)/2 → 2d → d → 2d → (C+2d)/2 → C with BatchNorm, ReLU and a non-local block each."""

    def __init__(self, channels: int, latent: int) -> None:
        super().__init__()
        wide, narrow = (channels + 2 * latent) // 2, 2 * latent
        self.layers = nn.Sequential(
            self._hidden(channels, wide),
            self._hidden(wide, narrow),
            nn.Conv2d(narrow, latent, 1),
            self._hidden(latent, narrow),
            self._hidden(narrow, wide),
            nn.Conv2d(wide, channels, 1),
        )

    @staticmethod
    def _hidden(size_in: int, size_out: int) -> nn.Sequential:
        return nn.Sequential(
            nn.Conv2d(size_in, size_out, 1), nn.BatchNorm2d(size_out), nn.ReLU(), PlainNonLocal(size_out)
        )

    def forward(self, features: Tensor) -> Tensor:
        """(B, C, G, G) → (B, C, G, G)."""
        rebuilt: Tensor = self.layers(features)
        return rebuilt


def plain_twin(autoencoder: Autoencoder, channels: int, latent: int) -> PlainAutoencoder:
    """The plain network with the weights of ours, which must have a non-local block after every hidden layer."""
    twin = PlainAutoencoder(channels, latent).to(next(autoencoder.parameters()).dtype)
    state = {
        name: tensor[:, :, None, None] if tensor.ndim == 2 else tensor
        for name, tensor in autoencoder.state_dict().items()
    }
    twin.load_state_dict(state)
    return twin.eval()


def plain_grid_scores(maps: Sequence[Tensor], autoencoder: nn.Module, common_size: int, window: int) -> Tensor:
    """The published score map (B, G·G) from stage maps: mean over channels of (F − F̂)²."""
    features = plain_regional_features(maps, common_size, window)
    residual: Tensor = features - autoencoder(features)
    return residual.square().mean(dim=1).flatten(1)


def randomise_norms(module: nn.Module, seed: int) -> None:
    """Give every norm of a network something to do: random scale, shift and statistics, as if it had been trained."""
    rng = torch.Generator().manual_seed(seed)
    ranges = {"weight": (0.5, 1.5), "bias": (-0.5, 0.5), "running_mean": (-0.5, 0.5), "running_var": (0.5, 1.5)}
    for norm in module.modules():
        if isinstance(norm, nn.BatchNorm1d | nn.BatchNorm2d):
            for name, (low, high) in ranges.items():
                norm.state_dict()[name].uniform_(low, high, generator=rng)
