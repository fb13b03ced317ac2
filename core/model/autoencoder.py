"""The autoencoder that learns to rebuild regional features of good parts.

Yang, Shi, Qi 2020 (arXiv 2012.07122), section 3.2, with non-local blocks after the hidden layers. The paper's
1×1 convolutions are linear layers here: on tokens they are the same, and several times faster on a CPU.
"""

from torch import Tensor, nn

from core.model.nonlocal_block import NonLocalBlock
from core.model.token_norm import TokenBatchNorm


def hidden_layer(size_in: int, size_out: int, non_local: bool, key_pool: int) -> nn.Sequential:
    """Linear, BatchNorm, ReLU and, where asked for, a non-local block."""
    layer = nn.Sequential(nn.Linear(size_in, size_out), TokenBatchNorm(size_out), nn.ReLU(inplace=True))
    if non_local:
        layer.append(NonLocalBlock(size_out, key_pool))
    return layer


class Autoencoder(nn.Module):
    """C → (C+2d)/2 → 2d → d → 2d → (C+2d)/2 → C on tokens (B, N, C).

    `non_local_at` names the hidden layers (0 to 3, the latent layer not counted) that a non-local block follows.
    """

    def __init__(self, channels: int, latent: int, non_local_at: tuple[int, ...], key_pool: int = 1) -> None:
        super().__init__()
        wide, narrow = (channels + 2 * latent) // 2, 2 * latent
        self.layers = nn.Sequential(
            hidden_layer(channels, wide, 0 in non_local_at, key_pool),
            hidden_layer(wide, narrow, 1 in non_local_at, key_pool),
            nn.Linear(narrow, latent),
            hidden_layer(latent, narrow, 2 in non_local_at, key_pool),
            hidden_layer(narrow, wide, 3 in non_local_at, key_pool),
            nn.Linear(wide, channels),
        )

    def linear_layers(self) -> list[nn.Linear]:
        """The six linear layers in order, without those of the non-local blocks."""
        layers = (layer[0] if isinstance(layer, nn.Sequential) else layer for layer in self.layers)
        return [layer for layer in layers if isinstance(layer, nn.Linear)]

    @property
    def first(self) -> nn.Linear:
        """The first linear layer, C → (C+2d)/2."""
        return self.linear_layers()[0]

    @property
    def last(self) -> nn.Linear:
        """The last linear layer, (C+2d)/2 → C."""
        return self.linear_layers()[-1]

    def forward(self, features: Tensor) -> Tensor:
        """The features as good parts would have them: (B, N, C) → (B, N, C)."""
        rebuilt: Tensor = self.last(self.hidden(self.first(features)))
        return rebuilt

    def hidden(self, projected: Tensor) -> Tensor:
        """All between the first and the last linear layer: (B, N, (C+2d)/2) → (B, N, (C+2d)/2)."""
        _, *behind_first = self.layers[0].children()
        _, *others = self.layers
        x = projected
        for layer in (*behind_first, *others[:-1]):
            x = layer(x)
        return x
