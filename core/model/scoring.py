"""From the features F of every place, and what they were rebuilt as, F̂, to how odd the place is."""

import torch
from torch import Tensor, nn


class SquaredResidual(nn.Module):
    """Mean over channels of r², as published (arXiv 2012.07122, section 3.3)."""

    def of(self, features: Tensor, rebuilt: Tensor) -> Tensor:
        """Features (B, N, C) and what they were rebuilt as → (B, N)."""
        return (features - rebuilt).square().mean(dim=-1)


class PositionGaussian(nn.Module):
    """Mahalanobis distance of what a place shows, z, to what good parts show at the same place.

    z = [VᵀF, Wᵀ(F − F̂)] are the S leading components of the features, which the autoencoder rebuilds, and the R
    leading ones of the residual, which it doesn't; each white over all places together. The picture is
    divided into P×P cells; each has a mean μ and, along q directions u_i, variances λ_i of its own, and one
    variance λ̄ for the rest (probabilistic PCA: Tipping, Bishop 1999). With o = z − μ and K = S + R

        d² = (‖o‖² / λ̄ − Σ_i (u_iᵀo)² (1/λ̄ − 1/λ_i)) / K,

    about 1 on good parts. After PaDiM (Defard et al. 2020, arXiv 2011.08785, section III), on residuals
    beside features, and a tenth of its size.
    """

    whitening: Tensor  # (C, K): V beside W
    taken_off: Tensor  # (K): 1 where F̂ is taken off F first, 0 where F itself is looked at
    centre: Tensor  # (P², K): μ, and what z is off by at all places
    rest: Tensor  # (P²): 1 / (λ̄ K)
    directions: Tensor  # (P², q, K): u_i √((1/λ̄ − 1/λ_i) / K)

    def __init__(self, grid_size: int, cells: int, channels: int, components: int, own_directions: int) -> None:
        super().__init__()
        self._cut = Cells(grid_size, cells)
        self.register_buffer("whitening", torch.zeros(channels, components))
        self.register_buffer("taken_off", torch.ones(components))
        self.register_buffer("centre", torch.zeros(cells**2, components))
        self.register_buffer("rest", torch.zeros(cells**2))
        self.register_buffer("directions", torch.zeros(cells**2, own_directions, components))

    def forward(self, white: Tensor) -> Tensor:
        """What places show, white (B, N, K) → distances (B, N)."""
        off = self._cut.gathered(white) - self.centre.unsqueeze(1)  # (P², B·(G/P)², K)
        # The directions come first: for one picture each product is then with rows as they lie in memory.
        along = self.directions @ off.transpose(1, 2)  # (P², q, B·(G/P)²)
        square = off.square().sum(dim=-1) * self.rest.unsqueeze(1) - along.square().sum(dim=1)
        return self._cut.scattered(square.clamp_min(0).sqrt(), white.shape[0])

    @property
    def whitening_of_rebuilt(self) -> Tensor:
        """What F̂ is multiplied by before it is taken off: (C, K)."""
        return self.whitening * self.taken_off

    def of(self, features: Tensor, rebuilt: Tensor) -> Tensor:
        """Features (B, N, C) and what they were rebuilt as → distances (B, N)."""
        distances: Tensor = self(features @ self.whitening - rebuilt @ self.whitening_of_rebuilt)
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
