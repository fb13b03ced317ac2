"""Copies a dataset with every image turned and shifted at random: `python -m benchmarks.turned_dataset DATASET DIR`.

For parts that lie at any angle and place. Images and masks of the copy are turned alike, by any angle, and shifted by
up to 6 % of the width; what comes in at the edges is the mirrored picture.
"""

import argparse
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from core.dataset import read_dataset, read_mask
from core.images import read_image, write_image
from core.types import Image

SHIFT = 0.06
"""The longest shift to each side, as a share of the width."""

Movement = npt.NDArray[np.float64]


def random_movement(chance: np.random.Generator, height: int, width: int) -> Movement:
    """Give a turn about the middle and a shift, as OpenCV's 2×3 matrix."""
    angle = chance.uniform(0, 360)
    movement = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), np.float64)
    movement[:, 2] += chance.uniform(-SHIFT, SHIFT, 2) * width
    return movement


def moved(image: Image, movement: Movement, interpolation: int) -> Image:
    """Give the picture (H, W, 3) or mask (H, W) moved, in the same size."""
    height, width = image.shape[:2]
    turned = cv2.warpAffine(image, movement, (width, height), flags=interpolation, borderMode=cv2.BORDER_REFLECT_101)
    return np.asarray(turned, np.uint8)


def write_turned(dataset: Path, folder: Path, seed: int) -> None:
    """Write the copy; every image gets a movement of its own."""
    found, chance = read_dataset(dataset), np.random.default_rng(seed)
    for path in found.train_good:
        image = read_image(path)
        _write(folder, path, dataset, moved(image, random_movement(chance, *image.shape[:2]), cv2.INTER_LINEAR))
    for test in found.test:
        image = read_image(test.path)
        movement = random_movement(chance, *image.shape[:2])
        _write(folder, test.path, dataset, moved(image, movement, cv2.INTER_LINEAR))
        if test.mask_path:
            mask = read_mask(test.mask_path).astype(np.uint8) * 255
            _write(folder, test.mask_path, dataset, moved(mask, movement, cv2.INTER_NEAREST))


def _write(folder: Path, path: Path, dataset: Path, image: Image) -> None:
    target = (folder / path.relative_to(dataset)).with_suffix(".png")
    target.parent.mkdir(parents=True, exist_ok=True)
    write_image(target, image)


def main() -> None:
    """Write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=Path, metavar="DATASET")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    write_turned(arguments.dataset, arguments.folder, arguments.seed)


if __name__ == "__main__":
    main()
