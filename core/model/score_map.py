"""From the grid of the detector to a smooth score map over the whole picture."""

import torch
from torch import Tensor, nn


def enlarging_matrix(grid_size: int, common_size: int, stride: int, size: int) -> Tensor:
    """Linear interpolation between the places of the grid at every pixel: (size, grid_size), float64, rows sum to 1.

    Follows the regional features back: pixel → common map with aligned corners → grid place, whose window is
    centred `(stride - 1) / 2` further in. Beyond the outer places their value is kept.
    """
    common = torch.linspace(0, common_size - 1, size, dtype=torch.float64)
    place = ((common - (stride - 1) / 2) / stride).clamp(0, grid_size - 1).unsqueeze(1)
    return (1 - (place - torch.arange(grid_size)).abs()).clamp_min(0)


def blur_matrix(size: int, sigma: float) -> Tensor:
    """Gaussian smoothing along one side: (size, size), float64, rows sum to 1, so that the edges lose nothing."""
    if sigma == 0:
        return torch.eye(size, dtype=torch.float64)
    pixel = torch.arange(size, dtype=torch.float64)
    weight = torch.exp(-((pixel.unsqueeze(1) - pixel) ** 2) / (2 * sigma**2))
    return weight / weight.sum(dim=1, keepdim=True)


class ScoreMap(nn.Module):
    """Enlarges the grid to the picture's size and smooths it, by one small matrix from both sides."""

    matrix: Tensor  # (S, G)

    def __init__(self, grid_size: int, common_size: int, stride: int, size: int, sigma: float) -> None:
        super().__init__()
        matrix = blur_matrix(size, sigma) @ enlarging_matrix(grid_size, common_size, stride, size)
        self._grid_size = grid_size
        self.register_buffer("matrix", matrix.to(torch.get_default_dtype()), persistent=False)

    def forward(self, scores: Tensor) -> Tensor:
        """(B, G·G) → (B, S, S)."""
        return self.matrix @ scores.view(-1, self._grid_size, self._grid_size) @ self.matrix.T
