"""EfficientNet-Lite0 up to its sixth stage, for inference only and quick on a CPU.

Tan, Le: "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", 2019, arXiv 1905.11946, in the
Lite form: no squeeze-and-excitation, ReLU6. Written out here, for importing a library of hundreds of networks takes
longer than all else at the start of the program (docs/decisions/0009).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

NORM_EPSILON = 1e-3
STEM_CHANNELS = 32


@dataclass(frozen=True)
class Stage:
    """Blocks of one kind: how many, the kernel's size, the first one's stride, how far they widen, channels out."""

    blocks: int
    kernel: int
    stride: int
    expansion: int
    channels: int


STAGES = (
    Stage(1, 3, 1, 1, 16),
    Stage(2, 3, 2, 6, 24),
    Stage(2, 5, 2, 6, 40),
    Stage(3, 3, 2, 6, 80),
    Stage(3, 5, 1, 6, 112),
    Stage(4, 5, 2, 6, 192),
)


class Weights:
    """Takes a published state's tensors in their order: a convolution's weight, then its BatchNorm's five."""

    def __init__(self, state: dict[str, Tensor]) -> None:
        self._tensors: Iterator[Tensor] = iter(state.values())

    def folded_conv(self) -> tuple[Tensor, Tensor]:
        """Weight and bias of the next convolution with its norm folded in: the same numbers with less work."""
        dtype = torch.get_default_dtype()
        weight, scale, shift, mean, variance, _ = (next(self._tensors).to(dtype) for _ in range(6))
        gain = scale / (variance + NORM_EPSILON).sqrt()
        return weight * gain.view(-1, 1, 1, 1), shift - mean * gain


class Convolution(nn.Module):
    """A convolution, its stride's padding as TensorFlow has it, and ReLU6 behind it unless it is told otherwise."""

    def __init__(self, weights: Weights, stride: int = 1, groups: int = 1, active: bool = True) -> None:
        super().__init__()
        weight, bias = weights.folded_conv()
        size = weight.shape[-1]
        if stride == 2:
            # On maps of even size TensorFlow pads one more after than before. Padding by hand copies the whole map; a
            # row and a column of zeros before the kernel let the convolution pad alike on both sides, with like result.
            weight, size = nn.functional.pad(weight, (1, 0, 1, 0)), size + 1
        self.weight, self.bias = nn.Parameter(weight), nn.Parameter(bias)
        self._stride, self._padding, self._groups, self._active = stride, (size - 1) // 2, groups, active

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, h, w) → (B, C', h / stride, w / stride)."""
        x = nn.functional.conv2d(x, self.weight, self.bias, self._stride, self._padding, groups=self._groups)
        return nn.functional.relu6(x, inplace=True) if self._active else x


class Pointwise(nn.Module):
    """A 1×1 convolution as the linear layer it is: in channels-last order nothing has to be copied."""

    def __init__(self, weights: Weights, active: bool) -> None:
        super().__init__()
        weight, bias = weights.folded_conv()
        self.weight, self.bias, self._active = nn.Parameter(weight.flatten(1)), nn.Parameter(bias), active

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, h, w) → (B, C', h, w)."""
        x = nn.functional.linear(x.permute(0, 2, 3, 1), self.weight, self.bias).permute(0, 3, 1, 2)
        return nn.functional.relu6(x, inplace=True) if self._active else x


class Block(nn.Module):
    """Widen, convolve each channel by itself, narrow; what goes in is added where its shape allows."""

    def __init__(self, weights: Weights, channels: int, expansion: int, stride: int, channels_out: int) -> None:
        super().__init__()
        wide = channels * expansion
        layers: list[nn.Module] = [] if expansion == 1 else [Pointwise(weights, active=True)]
        layers += [Convolution(weights, stride, groups=wide), Pointwise(weights, active=False)]
        self.layers = nn.Sequential(*layers)
        self._adds = stride == 1 and channels == channels_out

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, h, w) → (B, C', h / stride, w / stride)."""
        y: Tensor = self.layers(x)
        return y.add_(x) if self._adds else y


class EfficientNetStages(nn.Module):
    """Scaled pictures in, the ends of stages 2 to 6 out. `state` is that of the package's or timm's network."""

    def __init__(self, state: dict[str, Tensor]) -> None:
        super().__init__()
        weights = Weights(state)
        self.stem = Convolution(weights, stride=2)
        self.stages = nn.ModuleList()
        channels = STEM_CHANNELS
        for stage in STAGES:
            blocks = []
            for number in range(stage.blocks):
                stride = stage.stride if number == 0 else 1
                blocks.append(Block(weights, channels, stage.expansion, stride, stage.channels))
                channels = stage.channels
            self.stages.append(nn.Sequential(*blocks))

    def forward(self, x: Tensor) -> list[Tensor]:
        """(B, 3, H, W), H and W multiples of 32 → five maps (B, C_s, H / stride, W / stride)."""
        x = self.stages[0](self.stem(x))
        maps = []
        for stage in list(self.stages)[1:]:
            x = stage(x)
            maps.append(x)
        return maps
