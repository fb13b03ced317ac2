"""Batch normalisation of tokens."""

from torch import Tensor, nn


class TokenBatchNorm(nn.BatchNorm1d):
    """BatchNorm over pictures and places of tokens (B, N, C); the same as BatchNorm2d on (B, C, G, G)."""

    def forward(self, x: Tensor) -> Tensor:
        """(B, N, C) → (B, N, C)."""
        return super().forward(x.flatten(0, 1)).view_as(x)
