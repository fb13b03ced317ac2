"""What is usual over the good set, taught to the extractor, by which all features are then finished."""

from types import EllipsisType

import torch
from torch import Tensor

from core.model.detector import FeatureExtractor
from core.model.presets import Preset
from core.training.feature_store import FeatureStore

_SMALLEST_DEVIATION = 1e-6


def finish_features(
    extractor: FeatureExtractor, preset: Preset, store: FeatureStore, inside: Tensor | EllipsisType
) -> None:
    """Teach the extractor what is usual at these places, and finish all features in the store by it."""
    if preset.standardise:
        _standardise(extractor, store, inside)
    if extractor.contrast is not None:
        _learn_usual_contrast(extractor, store, inside)
    with torch.no_grad():
        for index in range(len(store)):
            store.replace(index, extractor.finished(store.read([index]))[0])


def _standardise(extractor: FeatureExtractor, store: FeatureStore, inside: Tensor | EllipsisType) -> None:
    """From now on the extractor gives every channel mean 0 over these places, and every stage the same variance.

    Within a stage all channels have the same deviation. Without the balance the last stage, which has most
    channels and sees least detail, would lead.
    """
    total, square = torch.zeros(len(extractor.mean)).double(), torch.zeros(len(extractor.mean)).double()
    shift = store.read([0])[0][inside].double().mean(dim=0)  # squares of what is far from zero would lose the spread
    for index in range(len(store)):
        tokens = store.read([index])[0][inside].double() - shift
        total += tokens.mean(dim=0)
        square += tokens.square().mean(dim=0)
    mean = total / len(store)
    deviation = (square / len(store) - mean.square()).clamp_min(0).sqrt()
    extractor.mean.copy_(mean + shift)
    extractor.scale.copy_(_stage_balance(extractor.backbone.channels) / deviation.clamp_min(_SMALLEST_DEVIATION))


@torch.no_grad()
def _learn_usual_contrast(extractor: FeatureExtractor, store: FeatureStore, inside: Tensor | EllipsisType) -> None:
    """Teach the extractor's Contrast what is usual over the good set, and how far these places are from that."""
    contrast = extractor.contrast
    if contrast is None:
        return
    for index in range(len(store)):
        whole, local = contrast.levels(extractor.standardised(store.read([index])))
        contrast.usual_whole += whole[0] / len(store)
        contrast.usual_local += local[0] / len(store)
    variances = torch.zeros_like(contrast.usual_whole)
    for index in range(len(store)):
        whole, local = contrast.unusual(extractor.standardised(store.read([index])))
        local = local[0][inside]
        contrast.least.copy_(torch.minimum(contrast.least, torch.stack([whole[0], local.amin(dim=0)])))
        contrast.most.copy_(torch.maximum(contrast.most, torch.stack([whole[0], local.amax(dim=0)])))
        variances += whole[0].square() / len(store)
    contrast.learn_shares(variances)


def _stage_balance(channels: tuple[int, ...]) -> Tensor:
    """The deviation (ΣC_s) of every channel at which all stages weigh the same and the mean variance is 1."""
    mean = sum(channels) / len(channels)
    return torch.cat([torch.full((count,), (mean / count) ** 0.5) for count in channels])
