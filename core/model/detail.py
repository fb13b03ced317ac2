"""Where exactly something is odd: the finest stage tells places apart that the grid can't."""

import torch
from torch import Tensor, nn

from core.model.enlarger import blur_matrix, enlarging_matrix
from core.model.presets import Preset
from core.model.regional_features import channels_last
from core.model.scoring import PositionGaussian

_LEAST = 1e-3  # of a distance, which is about 1 on good parts


class Detail(nn.Module):
    """The grid's scores on the common map, higher where the finest stage stands out from its surroundings.

    Deep stages say whether something is odd, on a coarse grid. With f for the distance of the finest stage alone to
    what good parts show at the same place (`PositionGaussian`), and B for a Gaussian as wide as a place of the grid,

        relief = (f / (B f Bᵀ)) ^ w,    about 1 on good parts,

    says where around there it is. Only the ratio has a say: a picture that is brighter or grainier as a whole gains
    nothing.
    """

    def __init__(self, preset: Preset, distance: PositionGaussian) -> None:
        super().__init__()
        side = preset.common_size
        self.distance = distance
        self._side, self._grid_size, self._weight = side, preset.grid_size, preset.detail
        enlarging = enlarging_matrix(preset.grid_size, side, preset.stride, side)
        self.register_buffer("enlarging", enlarging.to(torch.get_default_dtype()), persistent=False)
        around = blur_matrix(side, float(preset.stride))
        self.register_buffer("around", around.to(torch.get_default_dtype()), persistent=False)

    def relief(self, finest: Tensor) -> Tensor:
        """The finest stage's tokens (B, M·M, C) → how much each place stands out (B, M·M)."""
        distances: Tensor = self.distance(finest @ self.distance.whitening)
        square = distances.clamp_min(_LEAST).view(-1, self._side, self._side)
        around = self.get_buffer("around")
        return (square / (around @ square @ around.T)).pow(self._weight).flatten(1)

    def forward(self, scores: Tensor, relief: Tensor) -> Tensor:
        """Scores of the grid (B, G·G) and the relief (B, M·M) → scores on the common map (B, M·M)."""
        enlarging = self.get_buffer("enlarging")
        enlarged = enlarging @ scores.view(-1, self._grid_size, self._grid_size) @ enlarging.T
        return enlarged.flatten(1) * relief


def finest_tokens(maps: list[Tensor]) -> Tensor:
    """The first stage's map (B, C, M, M) of all stage maps as tokens (B, M·M, C)."""
    return channels_last(maps[0]).flatten(1, 2)
