"""Detectors from their parts, and back into plain tensors for a recipe file."""

from collections.abc import Mapping

import torch
from torch import Tensor

from core.model.autoencoder import Autoencoder
from core.model.backbones import BACKBONES
from core.model.detector import Detector, FeatureExtractor
from core.model.folding import folded
from core.model.presets import Preset
from core.model.scoring import PositionGaussian, SquaredResidual

Tensors = Mapping[str, Tensor]


def new_extractor(preset: Preset, weights: dict[str, Tensor]) -> FeatureExtractor:
    """The feature extractor of a preset, not yet standardised on a good set."""
    return FeatureExtractor(preset, BACKBONES[preset.backbone](weights)).eval()


def new_autoencoder(preset: Preset, channels: int, latent: int) -> Autoencoder:
    """An untrained autoencoder of the preset's form."""
    return Autoencoder(channels, latent, preset.non_local_at, preset.key_pool)


def taught_tensors(detector: Detector) -> dict[str, Tensor]:
    """All that teaching changed, to be stored; the backbone is not part of it."""
    tensors = {f"autoencoder.{name}": tensor for name, tensor in detector.autoencoder.state_dict().items()}
    tensors["feature_mean"] = detector.extractor.mean
    tensors["feature_scale"] = detector.extractor.scale
    if isinstance(detector.scorer, PositionGaussian):
        tensors["scorer.whitening"] = detector.scorer.whitening
        tensors["scorer.centre"] = detector.scorer.centre
        tensors["scorer.precision_root"] = packed_triangles(detector.scorer.precision_root)
    return {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}


def rebuild_detector(preset: Preset, latent: int, tensors: Tensors, backbone: dict[str, Tensor]) -> Detector:
    """The detector that `taught_tensors` came from, ready for inference.

    Raises KeyError, ValueError or RuntimeError when the tensors don't fit the preset.
    """
    extractor = new_extractor(preset, backbone)
    extractor.mean.copy_(tensors["feature_mean"])
    extractor.scale.copy_(tensors["feature_scale"])
    autoencoder = new_autoencoder(preset, len(extractor.mean), latent)
    prefix = "autoencoder."
    autoencoder.load_state_dict({n.removeprefix(prefix): t for n, t in tensors.items() if n.startswith(prefix)})
    return Detector(preset, extractor, folded(autoencoder), _scorer(preset, tensors))


def _scorer(preset: Preset, tensors: Tensors) -> SquaredResidual | PositionGaussian:
    if preset.scoring == "squared_residual":
        return SquaredResidual()
    whitening, centre = tensors["scorer.whitening"], tensors["scorer.centre"]
    scorer = PositionGaussian(len(centre), *whitening.shape)
    scorer.load_state_dict(
        {
            "whitening": whitening,
            "centre": centre,
            "precision_root": unpacked_triangles(tensors["scorer.precision_root"], whitening.shape[1]),
        }
    )
    return scorer


def packed_triangles(matrices: Tensor) -> Tensor:
    """Lower triangles (N, R, R) → (N, R(R+1)/2): the other half is zero and not worth storing."""
    rows, columns = torch.tril_indices(*matrices.shape[1:]).unbind()
    return matrices[:, rows, columns]


def unpacked_triangles(packed: Tensor, size: int) -> Tensor:
    """The inverse of `packed_triangles`."""
    matrices = packed.new_zeros(len(packed), size, size)
    rows, columns = torch.tril_indices(size, size).unbind()
    matrices[:, rows, columns] = packed
    return matrices
