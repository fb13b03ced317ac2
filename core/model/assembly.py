"""Detectors from their parts, and back into plain tensors for a recipe file."""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from core.model.autoencoder import Autoencoder
from core.model.backbones import BACKBONES
from core.model.detail import Detail
from core.model.detector import Detector, FeatureExtractor
from core.model.folding import folded
from core.model.nonlocal_memory import NonLocalMemory, channel_range
from core.model.presets import Preset
from core.model.scorers import Scorers
from core.model.scoring import PositionGaussian, SquaredResidual

Tensors = Mapping[str, Tensor]

_HALVED = frozenset({"scorer.directions", "detail.distance.directions"})
"""Nine tenths of a recipe, stored in half precision, which changes no score by more than some ten-thousandths."""


def new_extractor(preset: Preset, weights: dict[str, Tensor]) -> FeatureExtractor:
    """The feature extractor of a preset, not yet standardised on a good set."""
    return FeatureExtractor(preset, BACKBONES[preset.backbone](weights)).eval()


def new_autoencoder(preset: Preset, channels: int, latent: int) -> Autoencoder:
    """An untrained autoencoder of the preset's form."""
    return Autoencoder(channels, latent, preset.non_local_at, preset.key_pool)


def new_memory(preset: Preset, channels: tuple[int, ...], size: int) -> NonLocalMemory:
    """An empty memory of that many keys for the features of a backbone with these channels."""
    seen = channel_range(channels, preset.memory_stages)
    return NonLocalMemory(seen, seen[1] - seen[0], size)


def taught_tensors(detector: Detector) -> dict[str, Tensor]:
    """All that teaching changed, to be stored; the backbone is not part of it."""
    extractor = detector.extractor
    tensors = {"feature_mean": extractor.mean, "feature_scale": extractor.scale}
    tensors |= _named("autoencoder", detector.autoencoder)
    tensors |= _named("scorer", detector.residual.distance)
    if extractor.contrast is not None:
        tensors |= _named("contrast", extractor.contrast)
    if detector.memory is not None:
        tensors |= _named("memory", detector.memory)
        tensors["memory_share"] = torch.tensor(detector.memory_share)
    if detector.detail is not None:
        tensors |= _named("detail", detector.detail)
    if detector.enlarger.beyond is not None:
        tensors["beyond"] = torch.tensor(detector.enlarger.beyond)
    return {name: _stored(name, tensor.detach().cpu().contiguous()) for name, tensor in tensors.items()}


def rebuild_detector(preset: Preset, latent: int, tensors: Tensors, backbone: dict[str, Tensor]) -> Detector:
    """The detector that `taught_tensors` came from, ready for inference.

    Up to format 4 nothing lay beyond a picture, and the preset alone said how much contrast is taken out; up to
    format 5 the position model looked at residuals alone, and the grid alone said where something is.
    Raises KeyError, ValueError or RuntimeError when the tensors don't fit the preset.
    """
    extractor = new_extractor(preset, backbone)
    extractor.mean.copy_(tensors["feature_mean"])
    extractor.scale.copy_(tensors["feature_scale"])
    if extractor.contrast is not None:
        known = {"shares": extractor.contrast.shares, **_part(tensors, "contrast")}
        extractor.contrast.load_state_dict(known)
    autoencoder = new_autoencoder(preset, len(extractor.mean), latent)
    autoencoder.load_state_dict(_part(tensors, "autoencoder"))
    distance = _distance(preset, len(extractor.mean), _part(tensors, "scorer"))
    memory, share = None, 0.0
    if preset.memory_size:
        memory = new_memory(preset, extractor.backbone.channels, len(tensors["memory.keys"]))
        memory.load_state_dict(_part(tensors, "memory"))
        share = float(tensors["memory_share"])
    beyond = float(tensors["beyond"]) if "beyond" in tensors else None
    detail = _detail(preset, extractor.backbone.channels[0], _part(tensors, "detail")) if preset.detail else None
    return Detector(preset, extractor, folded(autoencoder), Scorers(distance, memory, share, detail), beyond)


def _distance(preset: Preset, channels: int, state: dict[str, Tensor]) -> SquaredResidual | PositionGaussian:
    if preset.scoring == "squared_residual":
        return SquaredResidual()
    components = state["whitening"].shape[1]
    scorer = PositionGaussian(preset.grid_size, preset.cells, channels, components, state["directions"].shape[1])
    scorer.load_state_dict({"taken_off": scorer.taken_off, **state})
    return scorer


def _detail(preset: Preset, channels: int, state: dict[str, Tensor]) -> Detail:
    kept = state["distance.directions"].shape[1]
    detail = Detail(preset, PositionGaussian(preset.common_size, preset.cells, channels, channels, kept))
    detail.load_state_dict(state)
    return detail


def _stored(name: str, tensor: Tensor) -> Tensor:
    return tensor.half() if name in _HALVED else tensor


def _named(prefix: str, module: nn.Module) -> dict[str, Tensor]:
    return {f"{prefix}.{name}": tensor for name, tensor in module.state_dict().items()}


def _part(tensors: Tensors, prefix: str) -> dict[str, Tensor]:
    start = f"{prefix}."
    return {name.removeprefix(start): tensor for name, tensor in tensors.items() if name.startswith(start)}
