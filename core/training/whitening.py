"""What the position model looks at, made white: leading components of features and of what isn't rebuilt of them."""

from dataclasses import dataclass
from types import EllipsisType

import torch
from torch import Tensor


@dataclass(eq=False)
class Moments:
    """Sums over tokens (n, C): how many, Σx, Σxxᵀ; in float64, so that they can be added and taken apart."""

    count: int
    total: Tensor
    outer: Tensor

    @classmethod
    def of(cls, tokens: Tensor) -> "Moments":
        """The moments of tokens (n, C)."""
        return cls(len(tokens), tokens.sum(dim=0).double(), (tokens.T @ tokens).double())

    def __add__(self, other: "Moments") -> "Moments":
        return Moments(self.count + other.count, self.total + other.total, self.outer + other.outer)

    def whitening(self, components: int) -> tuple[Tensor, Tensor]:
        """Mean (C), and the matrix (C, R) that turns the R leading components into white noise."""
        mean = self.total / self.count
        values, vectors = torch.linalg.eigh(self.outer / self.count - torch.outer(mean, mean))
        components = min(components, len(mean))
        leading = values[-components:].clamp_min(float(values[-1]) * 1e-6).clamp_min(1e-12)
        dtype = torch.get_default_dtype()
        return mean.to(dtype), (vectors[:, -components:] / leading.sqrt()).to(dtype)


@dataclass(frozen=True, eq=False)
class Rebuilt:
    """The features of a picture, and what an autoencoder that wasn't trained on it made of them: (1, N, C) each."""

    features: Tensor
    rebuilt: Tensor

    @property
    def residual(self) -> Tensor:
        """What wasn't rebuilt, (1, N, C)."""
        return self.features - self.rebuilt


@dataclass(frozen=True, eq=False)
class PlaceMoments:
    """The moments of places' features and residuals."""

    features: Moments
    residual: Moments

    @classmethod
    def of(cls, picture: Rebuilt, inside: Tensor | EllipsisType = ...) -> "PlaceMoments":
        """Those of a picture's places inside."""
        return cls(Moments.of(picture.features[0][inside]), Moments.of(picture.residual[0][inside]))

    def __add__(self, other: "PlaceMoments") -> "PlaceMoments":
        return PlaceMoments(self.features + other.features, self.residual + other.residual)


@dataclass(frozen=True, eq=False)
class White:
    """V beside W, which of their columns F̂ is taken off for, and what all places are off by (`PositionGaussian`)."""

    matrix: Tensor
    taken_off: Tensor
    offset: Tensor

    @classmethod
    def of(cls, moments: PlaceMoments, seen: int, components: int) -> "White":
        """For so many leading components of the features and of the residuals."""
        parts = [moments.features.whitening(seen)] if seen else []
        parts.append(moments.residual.whitening(components))
        matrix = torch.cat([whitening for _, whitening in parts], dim=1)
        taken_off = torch.ones(matrix.shape[1])
        taken_off[: matrix.shape[1] - parts[-1][1].shape[1]] = 0
        return cls(matrix, taken_off, torch.cat([mean @ whitening for mean, whitening in parts]))

    @classmethod
    def of_features(cls, moments: Moments) -> "White":
        """For all components of features that nothing is rebuilt of."""
        mean, matrix = moments.whitening(len(moments.total))
        return cls(matrix, torch.zeros(matrix.shape[1]), mean @ matrix)

    def seen(self, features: Tensor) -> Tensor:
        """What places of features that nothing is rebuilt of show, white and centred: (1, N, K)."""
        return features @ self.matrix - self.offset

    def shown(self, picture: Rebuilt) -> Tensor:
        """What its places show, white and centred: (1, N, K)."""
        return picture.features @ self.matrix - picture.rebuilt @ (self.matrix * self.taken_off) - self.offset
