"""The two detectors Filbert knows, as plain numbers (design: the model, presets)."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Preset:
    """Every choice that makes up one detector; a recipe carries a copy, so a later change leaves it as it was."""

    name: str
    backbone: Literal["efficientnet_lite0", "vgg19"]
    input_size: int  # a picture is squashed to this many pixels square
    margin: int  # pixels of reflection around it; what they give is cut off the stage maps again
    common_size: int  # M: every stage map is resized to M×M ...
    window: int  # ... and averaged over window×window places ...
    stride: int  # ... every stride places, which leaves a grid of G×G
    latent_size: int | None  # d, the narrowest layer; None: as many as `latent_variance` asks for
    latent_variance: float  # the share of the features' variance that d principal components must hold
    non_local_at: tuple[int, ...]  # which of the four hidden layers are followed by a non-local block
    key_pool: int  # keys and values of those blocks are max-pooled over key_pool×key_pool places (1: not)
    standardise: bool  # scale each feature by its mean and deviation on the good set, each stage to the same weight
    scoring: Literal["squared_residual", "position_gaussian"]
    components: int  # R, how many leading components of the residual position_gaussian looks at
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
    margin=32,
    common_size=64,
    window=2,
    stride=2,
    latent_size=None,
    latent_variance=0.5,
    non_local_at=(1, 2),
    key_pool=2,
    standardise=True,
    scoring="position_gaussian",
    components=128,
    blur_sigma=4.0,
    steps=40,
    batch_size=4,
    learning_rate=1e-3,
    folds=3,
)

VGG19 = Preset(
    name="vgg19",
    backbone="vgg19",
    input_size=224,
    margin=0,
    common_size=224,
    window=4,
    stride=4,
    latent_size=148,
    latent_variance=0.9,
    non_local_at=(0, 1, 2, 3),
    key_pool=1,
    standardise=False,
    scoring="squared_residual",
    components=0,
    blur_sigma=4.0,
    steps=40,
    batch_size=4,
    learning_rate=1e-3,
    folds=2,
)

PRESETS = {preset.name: preset for preset in (LITE, VGG19)}
