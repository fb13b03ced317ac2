"""One frame's way from picture to verdict; the same in the window, on the command line and in evaluation."""

import time

import numpy as np
import torch

from core.device import device_label, pick_device
from core.inspection.judge import find_regions, verdict_of
from core.model.preparation import prepare, to_batch
from core.recipe import Recipe
from core.types import Frame, Image, Inspection, ScoreMap


class Inspector:
    """Inspects frames by one recipe. Building one loads and warms up the network, which takes a second or two.

    Raises RecipeError or WeightsError when the recipe can't be run here.
    """

    def __init__(self, recipe: Recipe, device: str = "auto") -> None:
        self._card = recipe.card
        self._device = pick_device(device)
        self._detector = recipe.build_detector().to(self._device)
        # The first pass allocates and chooses kernels: it must not count as the first part's latency.
        self.score_map(recipe.thumbnail)

    @property
    def device_label(self) -> str:
        """What the screen calls the device the detector runs on."""
        return device_label(self._device)

    def inspect(self, frame: Frame) -> Inspection:
        """Judge one frame."""
        score_map = self.score_map(frame.image)
        score = float(score_map.max())
        height, width = frame.image.shape[:2]
        regions = find_regions(score_map, width, height)
        latency_ms = (time.perf_counter() - frame.captured_at) * 1000
        return Inspection(frame, score_map, score, verdict_of(score), regions, latency_ms)

    def score_map(self, image: Image) -> ScoreMap:
        """How odd each place of a picture (H, W, 3) is: (S, S) float32 on the recipe's scale."""
        batch = to_batch([prepare(image, self._card.preset)])
        with torch.inference_mode():
            raw = self._detector(batch.to(self._device))[0].cpu().numpy()
        return self._card.scale.apply(np.asarray(raw, dtype=np.float32))
