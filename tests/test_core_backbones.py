"""The backbones against the networks they come from."""

import pytest
import torch
import torchvision
from efficientnet_lite_pytorch import EfficientNet
from small import default_dtype, part, random_picture, vgg19_state
from torch import Tensor, nn

from core.model import backbones
from core.model.preparation import prepare, to_batch
from core.model.presets import LITE
from core.model.weights import load_weights

LAST_BLOCKS = (2, 4, 7, 10, 14)  # of the package's network: the ends of its stages 2 to 6
IMAGENET_MEAN, IMAGENET_DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def package_stages(pictures: Tensor) -> list[Tensor]:
    """What the package's own network gives at the ends of its stages, for pictures from 0 to 255."""
    network = EfficientNet.from_name("efficientnet-lite0")
    network.load_state_dict(load_weights("efficientnet_lite0"))
    network.eval()
    maps: list[Tensor] = []
    for block in LAST_BLOCKS:
        network._blocks[block].register_forward_hook(lambda _, __, out: maps.append(out))
    with torch.inference_mode():
        network((pictures.to(torch.get_default_dtype()) - 127) / 128)
    return maps


def largest_differences(pictures: Tensor) -> list[float]:
    """Between our stage maps and the package's, for each of the five."""
    expected = package_stages(pictures)
    with torch.inference_mode():
        maps = backbones.EfficientNetLite0(load_weights("efficientnet_lite0"))(pictures)
    assert [ours.shape for ours in maps] == [theirs.shape for theirs in expected]
    assert min(theirs.abs().max() for theirs in expected) > 1  # so that 1e-4 is little
    return [float((ours - theirs).abs().max()) for ours, theirs in zip(maps, expected, strict=True)]


def test_lites_stage_maps_are_those_of_the_packages_own_network() -> None:
    assert max(largest_differences(random_picture(64))) < 1e-4


def test_what_float32_leaves_between_them_is_rounding() -> None:
    # On pictures of parts the package's own float32 is as much as 1e-4 away from its float64.
    with default_dtype(torch.float64):
        assert max(largest_differences(to_batch([prepare(part(), LITE)]))) < 1e-9


def test_the_shapes_of_lites_maps_are_as_it_says() -> None:
    backbone = backbones.EfficientNetLite0(load_weights("efficientnet_lite0"))
    maps = backbone(random_picture(64))
    assert [tuple(x.shape[1:]) for x in maps] == [(24, 16, 16), (40, 8, 8), (80, 4, 4), (112, 4, 4), (192, 2, 2)]
    assert [(x.shape[1], 64 // x.shape[2]) for x in maps] == list(zip(backbone.channels, backbone.strides, strict=True))


def vgg19_taps_by_hand(state: dict[str, Tensor], pictures: Tensor) -> list[Tensor]:
    """The paper's taps: reflection padding of 1 before each convolution, relu4_1 to relu4_3 taken after it."""

    def padded(x: Tensor) -> Tensor:
        return nn.functional.pad(x, (1, 1, 1, 1), mode="reflect")

    def conv(x: Tensor, number: int) -> Tensor:
        weight, bias = (state[f"features.{number}.{name}"].to(x.dtype) for name in ("weight", "bias"))
        return nn.functional.relu(nn.functional.conv2d(padded(x), weight, bias))

    mean, deviation = (torch.tensor(v, dtype=pictures.dtype).view(3, 1, 1) for v in (IMAGENET_MEAN, IMAGENET_DEVIATION))
    x = (pictures / 255 - mean) / deviation
    for numbers in ((0, 2), (5, 7), (10, 12, 14, 16)):
        for number in numbers:
            x = conv(x, number)
        x = nn.functional.max_pool2d(x, 2)
    relu4_1 = conv(x, 19)
    relu4_2 = conv(relu4_1, 21)
    relu4_3 = conv(relu4_2, 23)
    relu4_4 = conv(relu4_3, 25)
    return [padded(relu4_1), padded(relu4_2), padded(relu4_3), relu4_4]


def test_vgg19s_taps_are_those_of_the_paper() -> None:
    with default_dtype(torch.float64), torch.no_grad():
        pictures = random_picture(64)
        backbone = backbones.VGG19(own_names(vgg19_state())).double()
        maps = backbone(pictures)
        expected = vgg19_taps_by_hand(vgg19_state(), pictures.double())
    assert [tuple(x.shape) for x in maps] == [(1, 512, 10, 10)] * 3 + [(1, 512, 8, 8)]
    for ours, theirs in zip(maps, expected, strict=True):
        torch.testing.assert_close(ours, theirs, rtol=0, atol=1e-10)


def own_names(state: dict[str, Tensor]) -> dict[str, Tensor]:
    return {name.removeprefix("features."): tensor for name, tensor in state.items()}


def test_the_layers_taken_are_torchvisions() -> None:
    with torch.device("meta"):
        torchvisions = torchvision.models.vgg19(weights=None).features
        ours = backbones.vgg19_layers()
    assert [type(layer) for layer in ours] == [type(layer) for layer in torchvisions[: len(ours)]]
    shapes = {name: tensor.shape for name, tensor in torchvisions.state_dict().items()}
    assert all(shapes[name] == tensor.shape for name, tensor in ours.state_dict().items())


def test_the_shapes_of_vgg19s_maps_at_224_pixels_are_as_published() -> None:
    backbone = backbones.VGG19(own_names(vgg19_state()))
    maps = backbone.to("meta")(random_picture(224).to("meta"))  # shapes alone: nothing is computed
    assert [tuple(x.shape[1:]) for x in maps] == [(512, 30, 30)] * 3 + [(512, 28, 28)]
    sides = [224 // stride + 2 * halo for stride, halo in zip(backbone.strides, backbone.halos, strict=True)]
    assert sides == [30, 30, 30, 28]


@pytest.mark.parametrize("name", ["efficientnet_lite0", "vgg19"])
def test_a_backbone_is_frozen(name: str) -> None:
    weights = own_names(vgg19_state()) if name == "vgg19" else load_weights(name)
    backbone = backbones.BACKBONES[name](weights)
    assert not any(parameter.requires_grad for parameter in backbone.parameters())
    assert not any(isinstance(module, nn.BatchNorm2d) for module in backbone.modules())
    assert not backbone.training
