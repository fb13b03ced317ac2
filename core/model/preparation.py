"""What is done to a picture before the backbone sees it; the same in teaching and in inspection."""

import cv2
import numpy as np
import torch
from torch import Tensor

from core.model.presets import Preset
from core.types import Image


def prepare(image: Image, preset: Preset) -> Image:
    """The picture squashed to the preset's square: (H, W, 3) uint8 → (S, S, 3) uint8."""
    return squash(image, preset.input_size)


def squash(image: Image, size: int) -> Image:
    """A picture (H, W, …) uint8 squashed to a square of that side: (S, S, …)."""
    height, width = image.shape[:2]
    # Area averaging when shrinking: a defect thinner than a pixel must fade, not fall between samples. OpenCV does
    # so only where no side grows, so sides that shrink come first.
    shrunk = cv2.resize(image, (min(width, size), min(height, size)), interpolation=cv2.INTER_AREA)
    squashed = cv2.resize(shrunk, (size, size), interpolation=cv2.INTER_LINEAR)
    return np.asarray(squashed, dtype=np.uint8)


def to_batch(pictures: list[Image]) -> Tensor:
    """Prepared pictures as one tensor (B, 3, H, W) uint8, channels last in memory."""
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2)
