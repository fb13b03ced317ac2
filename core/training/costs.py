"""What teaching will take: its stages with what each costs, and how long that is on this machine."""

import time

import numpy as np
import torch

from core.model.assembly import new_extractor
from core.model.preparation import to_batch
from core.model.presets import Preset
from core.model.weights import load_weights

READ, HOLD_OUT, TEACH, SCORE, DEFECTS, DRAWN = (
    "Looking at the good images",
    "Learning with images held out",
    "Learning from all good images",
    "Scoring the held-out images",
    "Scoring the defective images",
    "Scoring drawn defects",
)
KINDS = {HOLD_OUT: "learning", TEACH: "learning"}
"""Stages whose pace is the same."""

UNKNOWN = 30
"""How many images a source is taken to have that doesn't know."""

_LOOKS = 3


def expected_costs(images: int | None, preset: Preset, defects: int | None = 0, drawn: int = 0) -> dict[str, float]:
    """What each stage will take, counted in looks at one image (measured on two cores)."""
    step, learner = {"efficientnet_lite0": (2.0, 60.0), "vgg19": (20.0, 1.0)}[preset.backbone]
    images = images or UNKNOWN
    folds = min(preset.folds, images)
    fit = preset.steps * step + 20  # the principal components it starts from
    costs = {
        READ: images + 10,  # the network has to be built first
        HOLD_OUT: folds * fit,
        TEACH: fit,
        SCORE: 2.5 * images + (folds + 1) * learner,
    }
    if defects != 0:
        costs[DEFECTS] = 1.5 * (defects or UNKNOWN) + 10
    if drawn:
        costs[DRAWN] = 2.0 * drawn + 10
    return costs


def estimate_seconds(images: int, preset: Preset, defects: int = 0, drawn: int = 0) -> float:
    """About how long teaching so many images will take here, before it begins: one look is timed, the rest is counted.

    Takes a second or two itself. Raises WeightsError when the backbone's weights can't be had.
    """
    return seconds_of_a_look(preset) * sum(expected_costs(images, preset, defects, drawn).values())


@torch.no_grad()
def seconds_of_a_look(preset: Preset) -> float:
    """How long this machine takes for the features of one image: the quickest of three, after one to warm up."""
    extractor = new_extractor(preset, load_weights(preset.backbone))
    pictures = to_batch([np.full((preset.input_size, preset.input_size, 3), 128, np.uint8)])
    extractor(pictures)
    took = []
    for _ in range(_LOOKS):
        began = time.perf_counter()
        extractor(pictures)
        took.append(time.perf_counter() - began)
    return min(took)
