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


def blur_matrix(size: int, sigma: float, whole_line: bool = False) -> Tensor:
    """Gaussian smoothing along one side: (size, size), float64.

    Rows sum to 1, so that the edges lose nothing; on a `whole_line` there is something beyond them, and rows near them
    sum to what lies within.
    """
    if sigma == 0:
        return torch.eye(size, dtype=torch.float64)
    pixel = torch.arange(size, dtype=torch.float64)
    weight = torch.exp(-((pixel.unsqueeze(1) - pixel) ** 2) / (2 * sigma**2))
    total = weight.sum(dim=1, keepdim=True)
    if whole_line:
        beyond = torch.arange(-size, size + 1, dtype=torch.float64)
        total = torch.exp(-(beyond**2) / (2 * sigma**2)).sum()
    return weight / total


class Enlarger(nn.Module):
    """Enlarges the grid to the picture's size and smooths it, by one small matrix from both sides.

    `beyond` is the score that is taken to go on beyond the picture's edges. Without it a mean near an edge is one of
    fewer places and scatters more, so that good parts are oddest there by mere chance.
    """

    matrix: Tensor  # (S, G)

    def __init__(
        self, grid_size: int, common_size: int, stride: int, size: int, sigma: float, beyond: float | None = None
    ) -> None:
        super().__init__()
        matrix = blur_matrix(size, sigma, beyond is not None) @ enlarging_matrix(grid_size, common_size, stride, size)
        self._grid_size, self.beyond = grid_size, beyond
        self.register_buffer("matrix", matrix.to(torch.get_default_dtype()), persistent=False)

    def forward(self, scores: Tensor) -> Tensor:
        """(B, G·G) → (B, S, S)."""
        grid = scores.view(-1, self._grid_size, self._grid_size)
        if self.beyond is None:
            return self.matrix @ grid @ self.matrix.T
        return self.matrix @ (grid - self.beyond) @ self.matrix.T + self.beyond
