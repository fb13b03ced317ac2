"""Small detectors, lessons and recipes, so that core's tests take seconds; each is what the real ones are, but cut."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from core.inspection.pipeline import Inspector
from core.inspection.summary import summary_of
from core.model import backbones
from core.model.detector import FeatureExtractor
from core.model.presets import LITE, VGG19, Preset
from core.recipe import Recipe
from core.region.taught_size import taught_size
from core.sources.drawn import DrawnSource
from core.training.good_set import GoodSet
from core.training.lesson import Lesson, Taught
from core.training.scene import learn_scene
from core.training.teaching import teach
from core.types import Frame, Image, SkippedImage

SMALL_LITE = replace(LITE, feature_components=2, components=8, own_directions=2, memory_size=20, steps=2, folds=2)
SMALL_VGG19 = replace(VGG19, input_size=64, common_size=56, latent_size=8, steps=1, folds=2, batch_size=1)


@contextmanager
def default_dtype(dtype: torch.dtype) -> Iterator[None]:
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        yield
    finally:
        torch.set_default_dtype(before)


def random_tensor(*shape: int, seed: int = 0, dtype: torch.dtype | None = None) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=dtype)


def random_picture(size: int, seed: int = 0) -> Tensor:
    rng = torch.Generator().manual_seed(seed)
    return torch.randint(0, 256, (1, 3, size, size), dtype=torch.uint8, generator=rng)


def sharpen_attention(network: nn.Module, factor: float) -> None:
    """Make a random network's attention look somewhere: its logits are so small that it looks everywhere alike."""
    for name, parameter in network.named_parameters():
        if ".theta." in f".{name}" or ".phi." in f".{name}":
            parameter.data.mul_(factor)


@cache
def vgg19_state() -> dict[str, Tensor]:
    """Random weights under torchvision's names, such that no layer's output fades (He et al. 2015)."""
    with torch.device("meta"):
        shapes = {name: tensor.shape for name, tensor in backbones.vgg19_layers().state_dict().items()}
    state = {}
    for seed, (name, shape) in enumerate(shapes.items()):
        spread = (2 / shape[1:].numel()) ** 0.5 if len(shape) == 4 else 0.1
        state[f"features.{name}"] = random_tensor(*shape, seed=seed, dtype=torch.float32) * spread
    return state


def good_parts(count: int = 4, seed: int = 0) -> DrawnSource:
    return DrawnSource(seed, count, defect_share=0, first=0)


def part(number: int = 0) -> Image:
    """A drawn good part, too small to take long."""
    return next(DrawnSource(0, 1, defect_share=0, first=number).frames()).image


def board(seed: int) -> Image:
    """A part that always lies alike: dark and bright rectangles in fixed places, with a little noise."""
    layout, noise = np.random.default_rng(7), np.random.default_rng(seed)
    image = np.full((256, 256, 3), 90, np.uint8)
    for _ in range(40):
        x, y, width, height, grey = (int(v) for v in layout.integers((0, 0, 12, 12, 20), (220, 220, 50, 50, 230)))
        cv2.rectangle(image, (x, y), (x + width, y + height), (grey, grey, grey), -1)
    return np.clip(image + noise.normal(0, 4, image.shape), 0, 255).astype(np.uint8)


def pushed(image: Image, x: int, y: int) -> Image:
    """The picture moved by so many pixels to the right and down."""
    movement = np.array([[1, 0, x], [0, 1, y]], np.float64)
    return cv2.warpAffine(image, movement, image.shape[1::-1], borderMode=cv2.BORDER_REPLICATE).astype(np.uint8)


@dataclass
class ListedSource:
    """Gives what it is told to."""

    items: Sequence[Frame | SkippedImage]
    name: str = "listed"

    @property
    def total(self) -> int:
        return len(self.items)

    def frames(self) -> Iterator[Frame | SkippedImage]:
        yield from self.items


class ListedStore:
    """Features (n, N, C) in memory instead of a file."""

    def __init__(self, features: Tensor) -> None:
        self._features = features

    def __len__(self) -> int:
        return len(self._features)

    def read(self, indices: Sequence[int]) -> Tensor:
        return self._features[list(indices)]

    def heed(self) -> None:
        pass


class ListedGoodSet(GoodSet):
    """Features (n, N, C), and the finest stage (n, M·M, C), as if they had been read from good images."""

    def __init__(
        self, features: Tensor, extractor: FeatureExtractor | None = None, finest: Tensor | None = None
    ) -> None:
        thumbnail = np.zeros((8, 8, 3), np.uint8)
        scene = learn_scene([summary_of(thumbnail)])
        kept = None if finest is None else ListedStore(finest)
        super().__init__(
            extractor,  # type: ignore[arg-type]
            ListedStore(features),  # type: ignore[arg-type]
            thumbnail,
            (),
            scene,
            taught_size([(8, 8)]),
            finest=kept,  # type: ignore[arg-type]
        )


def frame_of(image: Image, number: int = 1) -> Frame:
    return Frame(image, f"{number}.png", number, captured_at=0.0)


def small_lesson(seed: int = 0, preset: Preset = SMALL_LITE) -> Lesson:
    return Lesson("nut", preset, seed)


@cache
def small_recipe() -> Recipe:
    """A recipe of four drawn parts; taught once for all tests, which must leave it as it is."""
    return small_taught().recipe


@cache
def small_taught(count: int = 4) -> Taught:
    """All that a teaching of so many drawn parts gives; taught once for all tests, which must leave it as it is."""
    return teach(good_parts(count), small_lesson())


def raw_score(recipe: Recipe, image: Image) -> float:
    """The score before the recipe's scale."""
    scale = recipe.card.scale
    score = float(np.max(Inspector(recipe, "cpu").score_map(image)))
    return scale.median + score * (scale.threshold - scale.median)
