"""The non-local block that asks the good set: every place looks at places of good parts instead of its own picture.

The published block (nonlocal_block.py) lets a place look at all others of the same picture, itself among them, so a
defect can vouch for itself. Here keys and values are places of good parts that were kept when the product was taught.
Of a place x and the kept places m, with the embedding θ = φ that makes good places white,

    y = Σ_m softmax_m(−‖θ(x) − φ(m)‖² / 2τ) φ(m),    τ → 0,

the embedded Gaussian of Wang et al. (arXiv 1711.07971, section 3.2) with its exponent completed to a distance. At
τ → 0 the softmax picks one key, and ‖θ(x) − y‖ is the distance to the nearest good place, what PatchCore scores by
(Roth et al. 2022, arXiv 2106.08265): one matrix product, and no second one for the values. Each key also carries how
far good places of other pictures usually are from it, so that a rare pattern isn't odd only for being rare.
"""

import torch
from torch import Tensor, nn


class NonLocalMemory(nn.Module):
    """Distance of each place to the kept place it attends to, in units of that one's usual distance.

    `channels` are the first and one past the last channel of the features it looks at.
    """

    mean: Tensor  # (C')
    embedding: Tensor  # (C', E): θ = φ
    keys: Tensor  # (m, E)
    usual: Tensor  # (m): mean squared distance of good places that attend to this key

    def __init__(self, channels: tuple[int, int], embedded: int, size: int) -> None:
        super().__init__()
        self.channels = channels
        width = channels[1] - channels[0]
        self.register_buffer("mean", torch.zeros(width))
        self.register_buffer("embedding", torch.zeros(width, embedded))
        self.register_buffer("keys", torch.zeros(size, embedded))
        self.register_buffer("usual", torch.ones(size))

    def embed(self, features: Tensor) -> Tensor:
        """θ(x): features (…, C) → (…, E)."""
        return (features[..., slice(*self.channels)] - self.mean) @ self.embedding

    def forward(self, features: Tensor) -> Tensor:
        """Features (B, N, C) → (B, N), about 1 on good parts."""
        square, key = attend(self.embed(features).flatten(0, 1), self.keys)
        return (square / self.usual[key]).sqrt().view(features.shape[0], -1)


def attend(query: Tensor, keys: Tensor) -> tuple[Tensor, Tensor]:
    """Queries (n, E), keys (m, E) → squared distance to the key each query attends to (n), and its number (n)."""
    # ‖θ − φ‖² = ‖θ‖² − 2 (θᵀφ − ‖φ‖²/2): the nearest key is the one with the largest bracket.
    affinity = torch.addmm(-keys.square().sum(dim=1) / 2, query, keys.T)
    best, key = affinity.max(dim=1)
    return (query.square().sum(dim=1) - 2 * best).clamp_min(0), key


def channel_range(channels: tuple[int, ...], stages: tuple[int, ...]) -> tuple[int, int]:
    """The first and one past the last channel of neighbouring stages of a backbone."""
    return sum(channels[: stages[0]]), sum(channels[: stages[-1] + 1])
