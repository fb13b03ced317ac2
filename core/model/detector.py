"""The whole detector: pictures in, score maps out."""

import torch
from torch import Tensor, nn

from core.model.autoencoder import Autoencoder
from core.model.backbones import Backbone
from core.model.contrast import Contrast
from core.model.detail import finest_tokens
from core.model.enlarger import Enlarger
from core.model.presets import Preset
from core.model.regional_features import RegionalFeatures, regional_matrix
from core.model.scorers import Scorers
from core.model.scoring import PositionGaussian, SquaredResidual


class FeatureExtractor(nn.Module):
    """Pictures → finished regional features; frozen, the same for all products but for what `finished` knows."""

    mean: Tensor  # (C)
    scale: Tensor  # (C)

    def __init__(self, preset: Preset, backbone: Backbone) -> None:
        super().__init__()
        self.backbone = backbone
        self.regional = RegionalFeatures(stage_matrices(preset, backbone))
        self.register_buffer("mean", torch.zeros(sum(backbone.channels)))
        self.register_buffer("scale", torch.ones(sum(backbone.channels)))
        places, shares = preset.grid_size**2, (preset.contrast_whole, preset.contrast_local)
        self.contrast = Contrast(backbone.channels, places, *shares) if any(shares) else None

    def forward(self, pictures: Tensor) -> Tensor:
        """Prepared pictures (B, 3, H, W), 0 to 255 → features (B, G·G, C)."""
        return self.finished(self.regional(self.backbone(pictures)))

    def standardised(self, regional: Tensor) -> Tensor:
        """Regional features (B, G·G, C) → the same with each channel centred and scaled."""
        return (regional - self.mean) * self.scale

    def finished(self, regional: Tensor) -> Tensor:
        """Regional features (B, G·G, C) → standardised, and with unusual contrast taken out."""
        standardised = self.standardised(regional)
        if self.contrast is None:
            return standardised
        features: Tensor = self.contrast(standardised)
        return features

    def standardised_linear(self, maps: list[Tensor], layer: nn.Linear) -> Tensor:
        """The layer on the standardised features of these stage maps, without building them."""
        weight = layer.weight * self.scale
        return self.regional.linear(maps, weight, layer.bias - weight @ self.mean)


def stage_matrices(preset: Preset, backbone: Backbone) -> list[Tensor]:
    """The matrix A of every stage for pictures of the preset's size."""
    return [
        regional_matrix(preset.input_size // stride + 2 * halo, preset.common_size, preset.window, preset.stride)
        for stride, halo in zip(backbone.strides, backbone.halos, strict=True)
    ]


class ResidualScorer(nn.Module):
    """How odd the residual of every place is: the preset's distance, behind the autoencoder's last layer.

    A position model looks at few components of F and of F − F̂ only, and F̂ is a linear layer's output: narrow
    products of F and of that layer's input are the same, without F̂.
    """

    weight: Tensor  # (K, wide): that of the last layer, in components
    bias: Tensor  # (K)

    def __init__(self, autoencoder: Autoencoder, distance: SquaredResidual | PositionGaussian) -> None:
        super().__init__()
        self.autoencoder, self.distance = autoencoder, distance
        if isinstance(distance, PositionGaussian):
            last, narrowed = autoencoder.last, distance.whitening_of_rebuilt.T
            self.register_buffer("weight", narrowed @ last.weight.detach(), persistent=False)
            self.register_buffer("bias", narrowed @ last.bias.detach(), persistent=False)

    def forward(self, features: Tensor, hidden: Tensor) -> Tensor:
        """Features (B, N, C) and what enters the autoencoder's last layer (B, N, wide) → (B, N)."""
        if isinstance(self.distance, PositionGaussian):
            rebuilt = nn.functional.linear(hidden, self.weight, self.bias)
            scores: Tensor = self.distance(features @ self.distance.whitening - rebuilt)
            return scores
        return self.distance.of(features, self.autoencoder.last(hidden))


class Detector(nn.Module):
    """DFR with non-local blocks: features, what good parts would have, and how odd the difference is.

    `beyond` is what a place beyond the picture's edges scores, None where only those within count.
    """

    def __init__(
        self,
        preset: Preset,
        extractor: FeatureExtractor,
        autoencoder: Autoencoder,
        scorers: Scorers,
        beyond: float | None = None,
    ) -> None:
        super().__init__()
        self.extractor = extractor
        self.autoencoder = autoencoder
        self.residual = ResidualScorer(autoencoder, scorers.distance)
        self.memory = scorers.memory
        self.memory_share = scorers.memory_share
        self.detail = scorers.detail
        side, stride = (preset.grid_size, preset.stride) if self.detail is None else (preset.common_size, 1)
        self.enlarger = Enlarger(side, preset.common_size, stride, preset.input_size, preset.blur_sigma, beyond)
        backbone = extractor.backbone
        # Where every stage map is smaller than the grid, the first layer is cheaper on the maps.
        self._first_on_maps = extractor.contrast is None and all(
            preset.input_size // stride < preset.grid_size for stride in backbone.strides
        )
        self.eval()

    def forward(self, pictures: Tensor) -> Tensor:
        """Prepared pictures (B, 3, H, W), 0 to 255 → score maps (B, S, S)."""
        maps = self.extractor.backbone(pictures)
        scores = self.scores_of_maps(maps)
        if self.detail is not None:
            scores = self.detail(scores, self.detail.relief(finest_tokens(maps)))
        enlarged: Tensor = self.enlarger(scores)
        return enlarged

    def grid_scores(self, pictures: Tensor) -> Tensor:
        """Prepared pictures (B, 3, H, W), 0 to 255 → how odd each place of the grid is (B, G·G)."""
        return self.scores_of_maps(self.extractor.backbone(pictures))

    def scores_of_maps(self, maps: list[Tensor]) -> Tensor:
        """Stage maps → how odd each place of the grid is (B, G·G)."""
        features = self.extractor.finished(self.extractor.regional(maps))
        first = self.autoencoder.first
        on_maps = self._first_on_maps
        projected = self.extractor.standardised_linear(maps, first) if on_maps else first(features)
        odd: Tensor = self.residual(features, self.autoencoder.hidden(projected))
        if self.memory is None:
            return odd
        remembered: Tensor = self.memory(features)
        return (1 - self.memory_share) * odd + self.memory_share * remembered
