"""Regional features against what the paper says: resize every stage map to M×M, then average window by window."""

from collections.abc import Sequence
from typing import Any, cast

import pytest
import torch
from small import default_dtype, random_tensor
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode

from benchmarks.plain_dfr import plain_regional_features
from core.model import backbones
from core.model.detector import stage_matrices
from core.model.presets import LITE, VGG19, Preset
from core.model.regional_features import RegionalFeatures, bilinear_matrix, window_mean_matrix

CHANNELS = 6  # every channel is treated alike


class LargestTensor(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Notes the number of elements of the largest tensor that any operation gives."""

    elements = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = func(*args, **(kwargs or {}))
        for tensor in result if isinstance(result, tuple | list) else [result]:
            if isinstance(tensor, Tensor):
                self.elements = max(self.elements, tensor.numel())
        return result


def operator(preset: Preset, backbone: type[backbones.Backbone]) -> RegionalFeatures:
    return RegionalFeatures(stage_matrices(preset, cast("backbones.Backbone", backbone)))


def random_maps(preset: Preset, backbone: type[backbones.Backbone], channels: int = CHANNELS) -> list[Tensor]:
    sides = [
        preset.input_size // stride + 2 * halo for stride, halo in zip(backbone.strides, backbone.halos, strict=True)
    ]
    return [random_tensor(2, channels, side, side, seed=seed) for seed, side in enumerate(sides)]


def resized_and_averaged(maps: Sequence[Tensor], preset: Preset) -> Tensor:
    """The paper's way; tokens (B, G·G, ΣC)."""
    features = []
    for stage_map in maps:
        size = (preset.common_size, preset.common_size)
        big = nn.functional.interpolate(stage_map, size, mode="bilinear", align_corners=True)
        features.append(nn.functional.avg_pool2d(big, preset.window, preset.stride))
    return torch.cat(features, dim=1).flatten(2).transpose(1, 2)


def test_stage_maps_of_vgg19_have_the_sizes_of_the_paper() -> None:
    assert [stage_map.shape[-1] for stage_map in random_maps(VGG19, backbones.VGG19)] == [30, 30, 30, 28]


def test_vgg19s_features_are_those_of_the_published_pipeline() -> None:
    with default_dtype(torch.float64):
        maps = random_maps(VGG19, backbones.VGG19)
        features = operator(VGG19, backbones.VGG19)(maps)
    plain = plain_regional_features(maps, VGG19.common_size, VGG19.window).flatten(2).transpose(1, 2)
    assert features.shape == (2, 56 * 56, 4 * CHANNELS)
    torch.testing.assert_close(features, plain, rtol=0, atol=1e-12)


def test_lites_features_are_those_of_resizing_and_averaging() -> None:
    with default_dtype(torch.float64):
        maps = random_maps(LITE, backbones.EfficientNetLite0)
        features = operator(LITE, backbones.EfficientNetLite0)(maps)
    torch.testing.assert_close(features, resized_and_averaged(maps, LITE), rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("preset", "backbone"), [(VGG19, backbones.VGG19), (LITE, backbones.EfficientNetLite0)], ids=["vgg19", "lite"]
)
def test_float32_is_as_exact_as_float32_can_be(preset: Preset, backbone: type[backbones.Backbone]) -> None:
    maps = random_maps(preset, backbone)
    with default_dtype(torch.float64):
        exact = operator(preset, backbone)([stage_map.double() for stage_map in maps])
    torch.testing.assert_close(operator(preset, backbone)(maps).double(), exact, rtol=0, atol=1e-6)


def test_a_map_in_any_memory_order_gives_the_same() -> None:
    maps = random_maps(VGG19, backbones.VGG19)
    channels_last = [stage_map.contiguous(memory_format=torch.channels_last) for stage_map in maps]
    regional = operator(VGG19, backbones.VGG19)
    torch.testing.assert_close(regional(channels_last), regional(maps))


@pytest.mark.parametrize(
    ("preset", "backbone"), [(VGG19, backbones.VGG19), (LITE, backbones.EfficientNetLite0)], ids=["vgg19", "lite"]
)
def test_linear_is_a_linear_layer_on_the_features(preset: Preset, backbone: type[backbones.Backbone]) -> None:
    with default_dtype(torch.float64):
        maps = random_maps(preset, backbone)
        regional = operator(preset, backbone)
        layer = nn.Linear(CHANNELS * len(maps), 5)
        torch.testing.assert_close(
            regional.linear(maps, layer.weight, layer.bias), layer(regional(maps)), rtol=0, atol=1e-12
        )


def test_no_map_of_the_common_size_is_ever_built() -> None:
    maps = random_maps(VGG19, backbones.VGG19)
    regional = operator(VGG19, backbones.VGG19)
    weight, bias = random_tensor(4 * CHANNELS, 4 * CHANNELS), random_tensor(4 * CHANNELS)
    one_big_map = 2 * CHANNELS * VGG19.common_size**2
    ours, plain = LargestTensor(), LargestTensor()  # type: ignore[no-untyped-call]
    with ours:
        regional(maps)
        regional.linear(maps, weight, bias)
    with plain:
        plain_regional_features(maps, VGG19.common_size, VGG19.window)
    assert plain.elements >= one_big_map  # the measure itself works
    assert ours.elements == 2 * 4 * CHANNELS * VGG19.grid_size**2  # the features themselves, nothing larger
    assert ours.elements < one_big_map


@pytest.mark.parametrize(("size_in", "size_out"), [(1, 5), (2, 2), (7, 3), (9, 64), (30, 224)])
def test_bilinear_matrix_resizes_as_torch_does(size_in: int, size_out: int) -> None:
    line = random_tensor(1, 1, size_in).double()
    expected = nn.functional.interpolate(line, size_out, mode="linear", align_corners=True)
    torch.testing.assert_close(line @ bilinear_matrix(size_in, size_out).T, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize(("size", "window", "stride"), [(12, 1, 1), (12, 3, 3), (12, 3, 1), (12, 4, 2), (13, 4, 4)])
def test_window_means_leave_out_what_hangs_over_the_edge(size: int, window: int, stride: int) -> None:
    line = random_tensor(1, 1, size).double()
    overhang = max(0, window - stride) // 2
    expected = nn.functional.avg_pool1d(
        line, window, stride, padding=overhang, ceil_mode=size % stride > 0, count_include_pad=False
    )
    torch.testing.assert_close(line @ window_mean_matrix(size, window, stride).T, expected, rtol=0, atol=1e-12)
