"""The whole detector against the published pipeline written out plainly."""

import copy
from dataclasses import replace

import pytest
import torch
from small import default_dtype, part, random_picture, random_tensor, sharpen_attention, vgg19_state
from torch import Tensor, nn

from benchmarks.plain_dfr import plain_grid_scores, plain_regional_features, plain_twin, randomise_norms
from core.model import backbones
from core.model.assembly import new_autoencoder, rebuild_detector, taught_tensors
from core.model.detector import Detector, FeatureExtractor
from core.model.folding import folded
from core.model.preparation import prepare, to_batch
from core.model.presets import VGG19, Preset
from core.model.scorers import Scorers
from core.model.scoring import SquaredResidual

LATENT = 2


class SmallBackbone(backbones.Backbone):
    """Two random stages of 10×10 and 4×4 places for pictures of 32 pixels; the first sees a place beyond each side."""

    channels = (5, 3)
    strides = (4, 8)
    halos = (1, 0)

    def __init__(self) -> None:
        super().__init__(mean=(120.0, 110.0, 100.0), deviation=(60.0, 55.0, 50.0))
        torch.manual_seed(5)
        self.first = nn.Conv2d(3, 5, 4, stride=4, padding=4)
        self.second = nn.Conv2d(3, 3, 8, stride=8)
        self.freeze()

    def forward(self, pictures: Tensor) -> list[Tensor]:
        x = self.scaled(pictures)
        return [self.first(x), self.second(x)]


FINE = replace(VGG19, input_size=32, common_size=24, window=2, stride=2, latent_size=LATENT)  # a grid of 12×12
COARSE = replace(FINE, common_size=8)  # 4×4, coarser than the first map


def small_detector(preset: Preset) -> Detector:
    """A detector on random weights whose every part does something, as if it had been taught."""
    extractor = FeatureExtractor(preset, SmallBackbone()).eval()
    extractor.mean.copy_(random_tensor(8, seed=1))
    extractor.scale.copy_(random_tensor(8, seed=2).abs() + 0.5)
    autoencoder = new_autoencoder(preset, 8, LATENT)
    randomise_norms(autoencoder, seed=3)
    return Detector(preset, extractor, autoencoder.requires_grad_(False), Scorers(SquaredResidual()))


def plain_scores(detector: Detector, preset: Preset, pictures: Tensor) -> Tensor:
    """Features by resizing, standardised, rebuilt by convolutions on maps, squared residual; in float64."""
    detector = copy.deepcopy(detector).double()
    features = plain_regional_features(detector.extractor.backbone(pictures), preset.common_size, preset.window)
    features = (features - detector.extractor.mean.view(-1, 1, 1)) * detector.extractor.scale.view(-1, 1, 1)
    rebuilt: Tensor = plain_twin(detector.autoencoder, 8, LATENT)(features)
    return (features - rebuilt).square().mean(dim=1).flatten(1)


@pytest.mark.parametrize(("dtype", "tolerance"), [(torch.float64, 1e-11), (torch.float32, 1e-4)], ids=str)
@pytest.mark.parametrize("preset", [FINE, COARSE], ids=["first layer on the maps", "first layer on the grid"])
def test_scores_are_those_of_the_plain_pipeline(preset: Preset, dtype: torch.dtype, tolerance: float) -> None:
    pictures = torch.cat([random_picture(32, seed) for seed in range(3)])
    with default_dtype(dtype):
        detector = small_detector(preset)
        scores = detector.grid_scores(pictures)
        expected = plain_scores(detector, preset, pictures)
    assert scores.shape == (3, preset.grid_size**2)
    assert expected.max() > 2 * expected.min()  # a flat map would match any other flat one
    torch.testing.assert_close(scores.double(), expected, rtol=tolerance, atol=0)


@pytest.mark.parametrize("preset", [FINE, COARSE], ids=["fine", "coarse"])
def test_a_linear_layer_on_the_features_needs_no_features(preset: Preset) -> None:
    with default_dtype(torch.float64):
        extractor = small_detector(preset).extractor
        layer = nn.Linear(8, 6)
        maps = extractor.backbone(random_picture(32))
        expected = layer(extractor.standardised(extractor.regional(maps)))
        torch.testing.assert_close(extractor.standardised_linear(maps, layer), expected, rtol=0, atol=1e-12)


def test_a_picture_scores_the_same_whatever_is_beside_it() -> None:
    pictures = torch.cat([random_picture(32, seed) for seed in range(3)])
    detector = small_detector(FINE)
    one_by_one = torch.cat([detector(picture.unsqueeze(0)) for picture in pictures])
    assert one_by_one.shape == (3, 32, 32)
    torch.testing.assert_close(detector(pictures), one_by_one)


def test_a_detector_comes_back_from_its_tensors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(backbones.BACKBONES, "vgg19", lambda _: SmallBackbone())
    detector = small_detector(FINE)
    rebuilt = rebuild_detector(FINE, LATENT, taught_tensors(detector), {})
    picture = random_picture(32)
    torch.testing.assert_close(rebuilt(picture), detector(picture))
    assert not any(isinstance(module, nn.BatchNorm1d) for module in rebuilt.modules())


@pytest.mark.slow
@pytest.mark.parametrize(("dtype", "tolerance"), [(torch.float64, 1e-12), (torch.float32, 1e-4)], ids=str)
def test_the_published_networks_scores_are_those_of_the_plain_pipeline(dtype: torch.dtype, tolerance: float) -> None:
    assert VGG19.latent_size is not None
    own_names = {name.removeprefix("features."): tensor for name, tensor in vgg19_state().items()}
    picture = to_batch([prepare(part(), VGG19)])
    with default_dtype(dtype), torch.no_grad():
        backbone = backbones.VGG19(own_names).to(dtype)
        maps = backbone(picture)
        torch.manual_seed(0)
        autoencoder = new_autoencoder(VGG19, 4 * 512, VGG19.latent_size).eval()
        randomise_norms(autoencoder, seed=1)
        sharpen_attention(autoencoder, 3)
        plain = plain_grid_scores(maps, plain_twin(autoencoder, 4 * 512, VGG19.latent_size), 224, 4)
        detector = Detector(
            VGG19, FeatureExtractor(VGG19, backbone).eval(), folded(autoencoder), Scorers(SquaredResidual())
        )
        scores = detector.grid_scores(picture)
    assert scores.shape == (1, 56 * 56)
    assert plain.max() > 1.5 * plain.min()
    assert float(((scores - plain).abs() / plain).max()) < tolerance
