"""The non-local block: every place of the grid looks at all others.

Wang, Girshick, Gupta, He: "Non-local Neural Networks", CVPR 2018, arXiv 1711.07971, sections 3.2 and 3.3,
embedded Gaussian version, with their letters.
"""

import torch
from torch import Tensor, nn

from core.model.token_norm import TokenBatchNorm


class NonLocalBlock(nn.Module):
    """z = x + BN(W_z · softmax(θ(x)ᵀ φ(x)) g(x)) on tokens (B, N, C), with half the channels inside.

    The scale of the BN starts at zero, so a fresh block passes x on unchanged (section 4.1). With
    `key_pool` p > 1 the keys φ and values g are max-pooled over p×p places of the square grid
    (section 3.3, the subsampling trick), which makes the attention p² times cheaper.
    """

    def __init__(self, channels: int, key_pool: int = 1) -> None:
        super().__init__()
        inner = channels // 2
        self.theta = nn.Linear(channels, inner)
        self.phi = nn.Linear(channels, inner)
        self.g = nn.Linear(channels, inner)
        self.out = nn.Linear(inner, channels)
        self.norm: nn.Module = TokenBatchNorm(channels)
        nn.init.zeros_(self.norm.weight)
        self._key_pool = key_pool

    def forward(self, x: Tensor) -> Tensor:
        """(B, N, C) → (B, N, C)."""
        query, key, value = self.theta(x), self._pooled(self.phi(x)), self._pooled(self.g(x))
        # The paper's attention has no 1/√C. Written out rather than scaled_dot_product_attention, which took
        # longer here on the CPU for heads this wide (benchmarks/README.md).
        attention = torch.softmax(query @ key.transpose(1, 2), dim=-1)  # (B, N, N / p²)
        y = self.out(attention @ value)
        z: Tensor = x + self.norm(y)
        return z

    def _pooled(self, tokens: Tensor) -> Tensor:
        if self._key_pool == 1:
            return tokens
        side = round(tokens.shape[1] ** 0.5)
        grid = torch.unflatten(tokens.transpose(1, 2), 2, (side, side))  # (B, C, G, G)
        return nn.functional.max_pool2d(grid, self._key_pool).flatten(2).transpose(1, 2)
