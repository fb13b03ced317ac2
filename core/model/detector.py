"""The whole detector: pictures in, score maps out."""

import torch
from torch import Tensor, nn

from core.model.autoencoder import Autoencoder
from core.model.backbones import Backbone
from core.model.presets import Preset
from core.model.regional_features import RegionalFeatures, regional_matrix
from core.model.score_map import ScoreMap
from core.model.scoring import PositionGaussian, SquaredResidual


class FeatureExtractor(nn.Module):
    """Pictures → standardised regional features; frozen, the same for all products but for the standardisation."""

    mean: Tensor  # (C)
    scale: Tensor  # (C)

    def __init__(self, preset: Preset, backbone: Backbone) -> None:
        super().__init__()
        self.backbone = backbone
        self.regional = RegionalFeatures(stage_matrices(preset, backbone))
        self.register_buffer("mean", torch.zeros(sum(backbone.channels)))
        self.register_buffer("scale", torch.ones(sum(backbone.channels)))

    def forward(self, pictures: Tensor) -> Tensor:
        """Prepared pictures (B, 3, H, W), 0 to 255 → features (B, G·G, C)."""
        return self.standardised(self.backbone(pictures))

    def standardised(self, maps: list[Tensor]) -> Tensor:
        """Stage maps → features (B, G·G, C)."""
        features: Tensor = self.regional(maps)
        return (features - self.mean) * self.scale

    def standardised_linear(self, maps: list[Tensor], layer: nn.Linear) -> Tensor:
        """The layer on the features of these stage maps, without building them (RegionalFeatures.linear)."""
        weight = layer.weight * self.scale
        return self.regional.linear(maps, weight, layer.bias - weight @ self.mean)


def stage_matrices(preset: Preset, backbone: Backbone) -> list[Tensor]:
    """The matrix A of every stage for pictures of the preset's size and margin."""
    padded = preset.input_size + 2 * preset.margin
    return [
        regional_matrix(
            padded // stride + 2 * halo, preset.margin // stride, preset.common_size, preset.window, preset.stride
        )
        for stride, halo in zip(backbone.strides, backbone.halos, strict=True)
    ]


class Detector(nn.Module):
    """DFR with non-local blocks: features, what good parts would have, and how odd the difference is."""

    def __init__(
        self,
        preset: Preset,
        extractor: FeatureExtractor,
        autoencoder: Autoencoder,
        scorer: SquaredResidual | PositionGaussian,
    ) -> None:
        super().__init__()
        self.extractor = extractor
        self.autoencoder = autoencoder
        self.scorer = scorer
        self.score_map = ScoreMap(
            preset.grid_size, preset.common_size, preset.stride, preset.input_size, preset.blur_sigma
        )
        backbone = extractor.backbone
        # Where every stage map is smaller than the grid, the first layer is cheaper on the maps.
        self._first_on_maps = all(preset.input_size // stride < preset.grid_size for stride in backbone.strides)
        self.eval()

    def forward(self, pictures: Tensor) -> Tensor:
        """Prepared pictures (B, 3, H, W), 0 to 255 → score maps (B, S, S)."""
        enlarged: Tensor = self.score_map(self.grid_scores(pictures))
        return enlarged

    def grid_scores(self, pictures: Tensor) -> Tensor:
        """Prepared pictures (B, 3, H, W), 0 to 255 → how odd each place of the grid is (B, G·G)."""
        maps = self.extractor.backbone(pictures)
        features = self.extractor.standardised(maps)
        if self._first_on_maps:
            first = self.autoencoder.linear_layers()[0]
            rebuilt = self.autoencoder.after_first(self.extractor.standardised_linear(maps, first))
        else:
            rebuilt = self.autoencoder(features)
        scores: Tensor = self.scorer(features - rebuilt)
        return scores
