"""Contrast taken out of the features, as far as it is unusual: a dim or glossy picture is no defect.

A picture that is darker, brighter or blurred by a little has all its features weaker or stronger by one factor, and
so has a patch of it in shadow. The spread of a stage's channels tells that factor. Divisive normalisation (Heeger 1992,
"Normalization of cell responses in cat striate cortex", Visual Neuroscience 9) divides by it; here only a share of its
deviation from what the good set has at the same place is taken out, so that where pictures are alike nothing changes,
and never more than good pictures differ from each other: beyond that it is the part that is odd. The more good pictures
differ in contrast as a whole, the larger is the share: then contrast says little about a part.
"""

import torch
from torch import Tensor, nn

from core.model.enlarger import blur_matrix

SIGMA = 3.0
"""Deviation of the Gaussian that says what is around a place, in places of the grid: much larger than most defects."""

ALIKE = 0.06
"""A deviation of whole good pictures' contrast, in e-folds, up to which they are much alike in it."""

_FLOOR = 1e-3  # of the variance; features have about 1


class Contrast(nn.Module):
    """Divides each stage's features by a share of their unusual contrast: (B, N, C) → (B, N, C).

    `usual_whole` (S) and `usual_local` (N, S) are means of the logarithms over the good set, S stages; `least`
    and `most` (2, S) are how far its pictures were from them, as a whole and locally; `shares` (S) of a whole picture's
    unusual contrast are taken out.
    """

    usual_whole: Tensor
    usual_local: Tensor
    least: Tensor
    most: Tensor
    shares: Tensor

    def __init__(self, channels: tuple[int, ...], places: int, whole: float, local: float) -> None:
        super().__init__()
        self._channels, self._least_share, self._local = list(channels), whole, local
        self._side = side = round(places**0.5)
        self.register_buffer("usual_whole", torch.zeros(len(channels)))
        self.register_buffer("usual_local", torch.zeros(places, len(channels)))
        self.register_buffer("least", torch.zeros(2, len(channels)))
        self.register_buffer("most", torch.zeros(2, len(channels)))
        self.register_buffer("shares", torch.full((len(channels),), whole))
        self.register_buffer("blur", blur_matrix(side, SIGMA).to(torch.get_default_dtype()), persistent=False)

    def levels(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """Logarithm of the deviation, of the whole picture (B, S) and around each place (B, N, S)."""
        off = (features - features.mean(dim=1, keepdim=True)).square()
        power = torch.stack(
            [stage.mean(dim=-1) for stage in torch.split(off, self._channels, dim=-1)], dim=1
        )  # (B, S, N)
        blur = self.get_buffer("blur")
        around = (blur @ torch.unflatten(power, -1, (self._side, self._side)) @ blur.T).flatten(2)
        whole = power.mean(dim=-1)
        return (whole + _FLOOR).log() / 2, (around + _FLOOR).log().transpose(1, 2) / 2

    def unusual(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """How far the levels are from what is usual: of the whole picture (B, S) and around each place (B, N, S)."""
        whole, local = self.levels(features)
        return whole - self.usual_whole, local - self.usual_local

    def learn_shares(self, variances: Tensor) -> None:
        """Take out the more, the more good pictures differ: by these variances (S) of a whole picture's level.

        With s² for the variance the share is s² / (s² + ALIKE²), and never less than the preset's.
        """
        self.shares.copy_((variances / (variances + ALIKE**2)).clamp_min(self._least_share))

    def forward(self, features: Tensor) -> Tensor:
        """(B, N, C) → (B, N, C)."""
        whole, local = self.unusual(features)
        whole = torch.minimum(torch.maximum(whole, self.least[0]), self.most[0])
        local = torch.minimum(torch.maximum(local, self.least[1]), self.most[1])
        gains = torch.exp(-(self.shares * whole).unsqueeze(1) - self._local * local)  # (B, N, S)
        stages = torch.split(features, self._channels, dim=-1)
        return torch.cat([stage * gains[..., s : s + 1] for s, stage in enumerate(stages)], dim=-1)
