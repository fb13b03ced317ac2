"""The detectors Filbert knows, as plain numbers; docs/method.md says what each number does."""

from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True)
class Preset:
    """Every choice that makes up one detector; a recipe carries a copy, so a later change leaves it as it was."""

    name: str
    backbone: Literal["efficientnet_lite0", "vgg19"]
    input_size: int  # a picture is squashed to this many pixels square
    common_size: int  # M: every stage map is resized to M×M ...
    window: int  # ... and averaged over window×window places ...
    stride: int  # ... every stride places, which leaves a grid of G×G
    standardise: bool  # scale each feature by its mean and deviation on the good set, each stage to the same weight
    contrast_whole: float  # share (0 to 1) of a picture's own contrast that is taken out of its features ...
    contrast_local: float  # ... and of the contrast around each place, both beside what is usual there
    latent_size: int | None  # d, the narrowest layer; None: as many as `latent_variance` asks for
    latent_variance: float  # the share of the features' variance that d principal components must hold
    non_local_at: tuple[int, ...]  # which of the four hidden layers are followed by a non-local block
    key_pool: int  # keys and values of those blocks are max-pooled over key_pool×key_pool places (1: not)
    scoring: Literal["squared_residual", "position_gaussian"]
    feature_components: int  # S, how many leading components of the features position_gaussian looks at, at most ...
    components: int  # R, ... and how many of the residual
    own_directions: int  # q, how many of them each cell keeps a spread of its own for
    cells: int  # P: the position model has P×P cells, each for (G / P)² places
    place_weight: float  # k: how firmly cells lean on the statistics of all cells (position_model.py)
    memory_size: int  # m, how many good places the non-local memory keeps (0: there is none) ...
    memory_stages: tuple[int, ...]  # ... as these stages of the backbone see them
    detail: float  # w, how much the finest stage says where on the common map something is (0: the grid alone says) ...
    detail_directions: int  # ... and how many directions each cell keeps a spread of its own for there
    blur_sigma: float  # deviation of the Gaussian that smooths the score map, in pixels of the input
    steps: int  # training steps of ...
    batch_size: int  # ... this many pictures
    learning_rate: float
    folds: int  # the good set is held out in this many parts, one after another

    @property
    def grid_size(self) -> int:
        """G, places of the regional features along each side."""
        return -(-self.common_size // self.stride)


LITE = Preset(
    name="lite",
    backbone="efficientnet_lite0",
    input_size=256,
    common_size=64,
    window=2,
    stride=2,
    standardise=True,
    contrast_whole=0.35,
    contrast_local=0.3,
    latent_size=None,
    latent_variance=0.7,
    non_local_at=(),
    key_pool=1,
    scoring="position_gaussian",
    feature_components=32,
    components=128,
    own_directions=32,
    cells=32,
    place_weight=25.0,
    memory_size=1000,
    memory_stages=(1, 2),
    detail=0.5,
    detail_directions=8,
    blur_sigma=4.0,
    steps=24,
    batch_size=2,
    learning_rate=1e-3,
    folds=3,
)

FINE = replace(LITE, name="fine", input_size=1024, common_size=256, batch_size=1)
"""For small defects on large pictures: four times as fine in each direction, at sixteen times the cost."""

VGG19 = Preset(
    name="vgg19",
    backbone="vgg19",
    input_size=224,
    common_size=224,
    window=4,
    stride=4,
    standardise=False,
    contrast_whole=0.0,
    contrast_local=0.0,
    latent_size=148,
    latent_variance=0.9,
    non_local_at=(0, 1, 2, 3),
    key_pool=1,
    scoring="squared_residual",
    feature_components=0,
    components=0,
    own_directions=0,
    cells=1,
    place_weight=0.0,
    memory_size=0,
    memory_stages=(),
    detail=0.0,
    detail_directions=0,
    blur_sigma=4.0,
    steps=40,
    batch_size=4,
    learning_rate=1e-3,
    folds=2,
)

PRESETS = {preset.name: preset for preset in (LITE, FINE, VGG19)}
