"""The good set as features: computed once, since the backbone never learns."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import Tensor

from core.errors import TeachingError
from core.model.detector import FeatureExtractor
from core.model.preparation import prepare, to_batch
from core.model.presets import Preset
from core.sources.base import Source
from core.types import Image, SkippedImage

FEWEST = 2
"""Fewer good images can't be held out from one another."""

THUMBNAIL_SIDE = 128
_SMALLEST_DEVIATION = 1e-6


@dataclass(frozen=True, eq=False)
class GoodSet:
    """The good images as standardised features (n, N, C), one of them to know the product by, and those skipped."""

    features: Tensor
    thumbnail: Image
    skipped: tuple[SkippedImage, ...]


def read_good_set(
    source: Source, extractor: FeatureExtractor, preset: Preset, on_done: Callable[[float], None]
) -> GoodSet:
    """Features of every image of the source; sets the extractor's standardisation if the preset asks for it.

    Raises TeachingError when fewer than two images can be read.
    """
    features: list[Tensor] = []
    skipped: list[SkippedImage] = []
    thumbnail: Image | None = None
    for number, frame in enumerate(source.frames(), start=1):
        if isinstance(frame, SkippedImage):
            skipped.append(frame)
        else:
            features.append(picture_features(extractor, prepare(frame.image, preset)))
            thumbnail = make_thumbnail(frame.image) if thumbnail is None else thumbnail
        on_done(number / max(source.total or number, number))
    if thumbnail is None or len(features) < FEWEST:
        raise TeachingError(too_few(source.name, len(features), len(skipped)))
    together = torch.cat(features)
    if preset.standardise:
        standardise(extractor, together)
    return GoodSet(together, thumbnail, tuple(skipped))


def picture_features(extractor: FeatureExtractor, picture: Image) -> Tensor:
    """Features (1, N, C) of one prepared picture, as an ordinary tensor that training may use."""
    with torch.no_grad():
        features: Tensor = extractor(to_batch([picture]))
    return features


def standardise(extractor: FeatureExtractor, features: Tensor) -> None:
    """Bring every channel of the features (n, N, C) to mean 0 and every stage to the same variance.

    In place, and in the extractor from now on. Within a stage all channels have the same deviation. Without the
    balance the last stage, which has most channels and sees least detail, would lead.
    """
    tokens = features.flatten(0, 1)
    extractor.mean = tokens.mean(dim=0)
    extractor.scale = stage_balance(extractor.backbone.channels) / tokens.std(dim=0).clamp_min(_SMALLEST_DEVIATION)
    features.sub_(extractor.mean).mul_(extractor.scale)


def stage_balance(channels: tuple[int, ...]) -> Tensor:
    """The deviation (ΣC_s) of every channel at which all stages weigh the same and the mean variance is 1."""
    mean = sum(channels) / len(channels)
    return torch.cat([torch.full((count,), (mean / count) ** 0.5) for count in channels])


def make_thumbnail(image: Image) -> Image:
    """The picture no larger than THUMBNAIL_SIDE, its aspect kept."""
    shrink = min(1.0, THUMBNAIL_SIDE / max(image.shape[:2]))
    size = (max(1, round(image.shape[1] * shrink)), max(1, round(image.shape[0] * shrink)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def too_few(name: str, good: int, skipped: int) -> str:
    """Why this good set can't be taught."""
    unreadable = f" ({skipped} could not be read)" if skipped else ""
    images = "1 good image" if good == 1 else f"{good} good images"
    return f"There are only {images} in {name}{unreadable}. Filbert needs at least {FEWEST}; 30 or more teach well."
