"""Regional features: what every stage of the backbone sees at each place of one common grid.

Yang, Shi, Qi: "DFR: Deep Feature Reconstruction for Unsupervised Anomaly Segmentation", 2020, arXiv 2012.07122,
section 3.1. Each stage map X (h×w) is resized bilinearly to a common M×M map, which is averaged over windows.
Both steps are linear and treat rows and columns alike, so together they are A·X·Aᵀ with one small matrix A
(G×h): the same numbers without ever building an M×M map.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn


def bilinear_matrix(size_in: int, size_out: int) -> Tensor:
    """Bilinear resizing with aligned corners as a matrix: (size_out, size_in), float64, rows sum to 1."""
    position = torch.linspace(0, size_in - 1, size_out, dtype=torch.float64)
    left = position.floor().clamp(max=max(size_in - 2, 0)).long()
    share = position - left
    matrix = torch.zeros(size_out, size_in, dtype=torch.float64)
    rows = torch.arange(size_out)
    matrix[rows, left] = 1 - share
    matrix[rows, (left + 1).clamp(max=size_in - 1)] += share
    return matrix


def window_mean_matrix(size: int, window: int, stride: int) -> Tensor:
    """Mean over windows as a matrix: (⌈size / stride⌉, size), float64, rows sum to 1.

    Windows no wider than the stride start at multiples of it; wider ones are centred on those places, and
    what hangs over the edge isn't counted.
    """
    overhang = (window - stride) // 2 if window > stride else 0
    count = -(-size // stride)
    start = torch.arange(count).unsqueeze(1) * stride - overhang
    place = torch.arange(size).unsqueeze(0)
    inside = ((place >= start) & (place < start + window)).double()
    return inside / inside.sum(dim=1, keepdim=True)


def regional_matrix(stage_size: int, common_size: int, window: int, stride: int) -> Tensor:
    """A of the module's text for one stage: (G, stage_size), float64."""
    return window_mean_matrix(common_size, window, stride) @ bilinear_matrix(stage_size, common_size)


class RegionalFeatures(nn.Module):
    """Brings the maps of all stages to one grid: [(B, C_s, h_s, h_s)] → (B, G·G, ΣC_s) tokens."""

    def __init__(self, matrices: Sequence[Tensor]) -> None:
        super().__init__()
        for stage, matrix in enumerate(matrices):
            self.register_buffer(f"matrix_{stage}", matrix.to(torch.get_default_dtype()), persistent=False)

    def forward(self, maps: Sequence[Tensor]) -> Tensor:
        """All stages beside each other: tokens (B, G·G, ΣC_s), row by row."""
        return torch.cat([self._on_grid(stage, channels_last(x)) for stage, x in enumerate(maps)], dim=-1)

    def linear(self, maps: Sequence[Tensor], weight: Tensor, bias: Tensor) -> Tensor:
        """A linear layer on the regional features, weight (W, ΣC_s): tokens (B, G·G, W).

        It works on each place alone and A on each channel alone, so their order doesn't matter: here the layer
        comes first, which is less work when the stage maps have fewer places than the grid.
        """
        weights = torch.split(weight, [x.shape[1] for x in maps], dim=1)
        by_size: dict[int, tuple[int, Tensor]] = {}  # stages of one size share their A: add them up before it
        for stage, (x, own) in enumerate(zip(maps, weights, strict=True)):
            _, before = by_size.get(x.shape[-1], (stage, 0))
            by_size[x.shape[-1]] = stage, before + channels_last(x) @ own.T
        total = bias
        for stage, x in by_size.values():
            total = total + self._on_grid(stage, x)
        return total

    def _on_grid(self, stage: int, x: Tensor) -> Tensor:
        """A·x·Aᵀ for (B, h, h, C), channels last so that both products run over contiguous memory: (B, G·G, C)."""
        matrix = self.get_buffer(f"matrix_{stage}")
        half = matrix @ x  # (B, h, G, C)
        return (matrix @ half.flatten(2)).view(x.shape[0], -1, x.shape[-1])  # (B, G, G·C) → (B, G·G, C)


def channels_last(x: Tensor) -> Tensor:
    """(B, C, h, w) → (B, h, w, C); free for a map in channels-last order, as the backbone leaves it."""
    return x.permute(0, 2, 3, 1)
