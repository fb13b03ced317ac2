"""From the residual r = F − F̂ of every place to how odd the place is."""

import torch
from torch import Tensor, nn


class SquaredResidual(nn.Module):
    """Mean over channels of r², as published (arXiv 2012.07122, section 3.3)."""

    def forward(self, residual: Tensor) -> Tensor:
        """(B, N, C) → (B, N)."""
        return residual.square().mean(dim=-1)


class PositionGaussian(nn.Module):
    """Mahalanobis distance of the whitened residual to what good parts leave at the same place.

    The residual is whitened with the covariance of good residuals over all places; of its R leading
    components every place n has a mean μ_n and a covariance Σ_n, both shrunk to those of all places.
    The distance is ‖L_n (Wᵀ(r − r̄) − μ_n)‖ / √R with L_nᵀ L_n = Σ_n⁻¹, about 1 on good parts.

    After PaDiM (Defard et al. 2020, arXiv 2011.08785, section III), on residuals instead of features.
    """

    whitening: Tensor  # (C, R): W
    centre: Tensor  # (N, R): Wᵀ r̄ + μ_n
    precision_root: Tensor  # (N, R, R): L_n / √R

    def __init__(self, places: int, channels: int, components: int) -> None:
        super().__init__()
        self.register_buffer("whitening", torch.zeros(channels, components))
        self.register_buffer("centre", torch.zeros(places, components))
        self.register_buffer("precision_root", torch.zeros(places, components, components))

    def forward(self, residual: Tensor) -> Tensor:
        """(B, N, C) → (B, N)."""
        off = residual @ self.whitening - self.centre  # (B, N, R)
        whitened = self.precision_root @ off.permute(1, 2, 0)  # (N, R, R)·(N, R, B)
        distance: Tensor = torch.linalg.vector_norm(whitened, dim=1).T  # (B, N)
        return distance


SHRINKAGE = 25.0
"""How many pictures the covariance of all places counts for beside a place's own (quality: k ≈ 25)."""


def fit_position_gaussian(residuals: Tensor, components: int) -> PositionGaussian:
    """Learn the scorer from good residuals (n, N, C) of pictures the autoencoder was not trained on."""
    pictures, places, channels = residuals.shape
    components = min(components, channels)
    mean, whitening = whiten(residuals.flatten(0, 1), components)
    white = (residuals @ whitening) - mean @ whitening  # (n, N, R)
    own_share = pictures / (pictures + SHRINKAGE)
    place_mean = own_share * white.mean(dim=0)  # (N, R)
    off = (white - place_mean).transpose(0, 1)  # (N, n, R)
    own = off.transpose(1, 2) @ off / pictures  # (N, R, R)
    # In white space the covariance of all places is the identity.
    covariance = own_share * own + (1 - own_share) * torch.eye(components)
    scorer = PositionGaussian(places, channels, components)
    scorer.whitening = whitening
    scorer.centre = place_mean + mean @ whitening
    scorer.precision_root = inverse_root(covariance) / components**0.5
    return scorer


def whiten(samples: Tensor, components: int) -> tuple[Tensor, Tensor]:
    """Mean (C) of samples (n, C), and the matrix (C, R) that turns their R leading components into white noise."""
    mean = samples.mean(dim=0)
    off = samples - mean
    values, vectors = torch.linalg.eigh((off.T @ off / len(samples)).double())
    leading = values[-components:].clamp_min(values[-1] * 1e-6).clamp_min(1e-12)
    return mean, (vectors[:, -components:] / leading.sqrt()).to(samples.dtype)


def inverse_root(covariance: Tensor) -> Tensor:
    """L with LᵀL = Σ⁻¹ for each Σ of (N, R, R): the inverse of its Cholesky factor."""
    factor = torch.linalg.cholesky(covariance)
    eye = torch.eye(covariance.shape[-1], dtype=covariance.dtype).expand_as(covariance)
    root: Tensor = torch.linalg.solve_triangular(factor, eye, upper=False)
    return root
