"""The backbones against the networks they come from."""

import numpy as np
import pytest
import torch
import torchvision
from efficientnet_lite_pytorch import EfficientNet
from small import default_dtype, part, random_picture, vgg19_state
from torch import Tensor, nn

from core.model import backbones
from core.model.preparation import to_batch
from core.model.weights import load_weights

PackageStages = list[Tensor]
LAST_BLOCKS = (2, 4, 7, 10, 14)  # of the package's network: the ends of its stages 2 to 6
IMAGENET_MEAN, IMAGENET_DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def package_stages(pictures: Tensor) -> PackageStages:
    """What the package's own network gives at the ends of its stages, for pictures from 0 to 255."""
    network = EfficientNet.from_name("efficientnet-lite0")
    network.load_state_dict(load_weights("efficientnet_lite0"))
    network.eval()
    maps: PackageStages = []
    for block in LAST_BLOCKS:
        network._blocks[block].register_forward_hook(lambda _, __, out: maps.append(out))
    with torch.inference_mode():
        network((pictures.float() - 127) / 128)
    return maps


@pytest.mark.parametrize("size", [64, 320])
def test_lites_stage_maps_are_those_of_the_packages_own_network(size: int) -> None:
    pictures = torch.cat([random_picture(size), to_batch([np.resize(part(), (size, size, 3))])])
    expected = package_stages(pictures)
    with torch.inference_mode():
        maps = backbones.EfficientNetLite0(load_weights("efficientnet_lite0"))(pictures)
    assert len(maps) == len(expected) == 5
    for ours, theirs in zip(maps, expected, strict=True):
        assert ours.shape == theirs.shape
        assert (ours - theirs).abs().max() < 1e-4
        assert theirs.abs().max() > 1  # so that 1e-4 is little


def test_the_shapes_of_lites_maps_are_as_it_says() -> None:
    backbone = backbones.EfficientNetLite0(load_weights("efficientnet_lite0"))
    maps = backbone(random_picture(64))
    assert [tuple(x.shape[1:]) for x in maps] == [(24, 16, 16), (40, 8, 8), (80, 4, 4), (112, 4, 4), (192, 2, 2)]
    assert [(x.shape[1], 64 // x.shape[2]) for x in maps] == list(
        zip(backbone.channels, backbone.strides, strict=True)
    )


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
    with default_dtype(torch.float64), torch.inference_mode():
        pictures = random_picture(64)
        backbone = backbones.VGG19(own_names(vgg19_state())).double()
        maps = backbone(pictures)
        expected = vgg19_taps_by_hand(vgg19_state(), pictures.double())
    assert [tuple(x.shape) for x in maps] == [(1, 512, 10, 10)] * 3 + [(1, 512, 8, 8)]
    for ours, theirs in zip(maps, expected, strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-6, atol=1e-6)  # the mean's digits are float32's


def own_names(state: dict[str, Tensor]) -> dict[str, Tensor]:
    return {name.removeprefix("features."): tensor for name, tensor in state.items()}


def test_the_layers_taken_are_torchvisions() -> None:
    with torch.device("meta"):
        torchvisions = torchvision.models.vgg19(weights=None).state_dict()
    assert all(torchvisions[name].shape == tensor.shape for name, tensor in vgg19_state().items())


def test_the_shapes_of_vgg19s_maps_at_224_pixels_are_as_published() -> None:
    backbone = backbones.VGG19(own_names(vgg19_state()))
    with torch.device("meta"):
        maps = backbone.to("meta")(random_picture_on_meta(224))
    assert [tuple(x.shape[1:]) for x in maps] == [(512, 30, 30)] * 3 + [(512, 28, 28)]
    assert [(224 // stride + 2 * halo) for stride, halo in zip(backbone.strides, backbone.halos, strict=True)] == [
        30,
        30,
        30,
        28,
    ]


def random_picture_on_meta(size: int) -> Tensor:
    return torch.empty(1, 3, size, size, dtype=torch.uint8, device="meta")


@pytest.mark.parametrize("name", ["efficientnet_lite0", "vgg19"])
def test_a_backbone_is_frozen(name: str) -> None:
    weights = own_names(vgg19_state()) if name == "vgg19" else load_weights(name)
    backbone = backbones.BACKBONES[name](weights)
    assert not any(parameter.requires_grad for parameter in backbone.parameters())
    assert not any(isinstance(module, nn.BatchNorm2d) for module in backbone.modules())
    assert not backbone.training
