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
        features: Tensor = self.regional(self.backbone(pictures))
        return (features - self.mean) * self.scale


def stage_matrices(preset: Preset, backbone: Backbone) -> list[Tensor]:
    """The matrix A of every stage for pictures of the preset's size and margin."""
    padded = preset.input_size + 2 * preset.margin
    return [
        regional_matrix(padded // stride + 2 * halo, preset.margin // stride, preset.common_size, preset.window, preset.stride)
        for stride, halo in zip(backbone.strides, backbone.halos, strict=True)
    ]


class Detector(nn.Module):
    """DFR with non-local blocks: features, what good parts would have, and how odd the difference is."""

    def __init__(
        self, preset: Preset, extractor: FeatureExtractor, autoencoder: Autoencoder, scorer: SquaredResidual | PositionGaussian
    ) -> None:
        super().__init__()
        self.extractor = extractor
        self.autoencoder = autoencoder
        self.scorer = scorer
        self.score_map = ScoreMap(preset.grid_size, preset.common_size, preset.stride, preset.input_size, preset.blur_sigma)
        self.eval()

    def forward(self, pictures: Tensor) -> Tensor:
        """Prepared pictures (B, 3, H, W), 0 to 255 → score maps (B, S, S)."""
        features = self.extractor(pictures)
        residual = features - self.autoencoder(features)
        return self.score_map(self.scorer(residual))
