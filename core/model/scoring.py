"""From the residual r = F − F̂ of every place to how odd the place is."""

import torch
from torch import Tensor, nn


class SquaredResidual(nn.Module):
    """Mean over channels of r², as published (arXiv 2012.07122, section 3.3)."""

    def forward(self, residual: Tensor) -> Tensor:
        """(B, N, C) → (B, N)."""
        return residual.square().mean(dim=-1)

    of_residual = forward


class PositionGaussian(nn.Module):
    """Mahalanobis distance of the whitened residual z to what good parts leave at the same place.

    z = Wᵀr are the R leading components of the residual, white over all places together. The picture is
    divided into P×P cells; each has a mean μ and, along q directions u_i, variances λ_i of its own, and one
    variance λ̄ for the rest (probabilistic PCA: Tipping, Bishop 1999). With o = z − μ

        d² = (‖o‖² / λ̄ − Σ_i (u_iᵀo)² (1/λ̄ − 1/λ_i)) / R,

    about 1 on good parts. After PaDiM (Defard et al. 2020, arXiv 2011.08785, section III), on residuals
    instead of features, and a tenth of its size.
    """

    whitening: Tensor  # (C, R): W
    centre: Tensor  # (P², R): μ, and what the whitened residual is off by at all places
    rest: Tensor  # (P²): 1 / (λ̄ R)
    directions: Tensor  # (P², q, R): u_i √((1/λ̄ − 1/λ_i) / R)

    def __init__(self, grid_size: int, cells: int, channels: int, components: int, own_directions: int) -> None:
        super().__init__()
        self._cut = Cells(grid_size, cells)
        self.register_buffer("whitening", torch.zeros(channels, components))
        self.register_buffer("centre", torch.zeros(cells**2, components))
        self.register_buffer("rest", torch.zeros(cells**2))
        self.register_buffer("directions", torch.zeros(cells**2, own_directions, components))

    def forward(self, white: Tensor) -> Tensor:
        """Whitened residuals (B, N, R) → distances (B, N)."""
        off = self._cut.gathered(white) - self.centre.unsqueeze(1)  # (P², B·(G/P)², R)
        # The directions come first: for one picture each product is then with rows as they lie in memory.
        along = self.directions @ off.transpose(1, 2)  # (P², q, B·(G/P)²)
        square = off.square().sum(dim=-1) * self.rest.unsqueeze(1) - along.square().sum(dim=1)
        return self._cut.scattered(square.clamp_min(0).sqrt(), white.shape[0])

    def of_residual(self, residual: Tensor) -> Tensor:
        """Residuals (B, N, C) → distances (B, N)."""
        distances: Tensor = self(residual @ self.whitening)
        return distances


class Cells:
    """A grid of G×G places cut into P×P cells of equal size, and the way there and back."""

    def __init__(self, grid_size: int, cells: int) -> None:
        self._cells, self._share = cells, grid_size // cells

    def gathered(self, tokens: Tensor) -> Tensor:
        """Tokens (B, G·G, R), row by row, by the cell they lie in: (P², B·(G/P)², R)."""
        cells, share, width = self._cells, self._share, tokens.shape[-1]
        split = tokens.view(-1, cells, share, cells, share, width)
        return split.permute(1, 3, 0, 2, 4, 5).reshape(cells * cells, -1, width)

    def scattered(self, values: Tensor, pictures: int) -> Tensor:
        """The inverse for one value a place: (P², B·(G/P)²) → (B, G·G)."""
        cells, share = self._cells, self._share
        split = values.view(cells, cells, pictures, share, share)
        return split.permute(2, 0, 3, 1, 4).reshape(pictures, -1)
