"""Versions of one small recipe, for the tests of what surrounds a recipe's file."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from small import small_recipe

from core.images import write_image
from core.inspection.judge import Scale
from core.recipe import Recipe
from core.types import Image


def recipe_of(seed: int) -> Recipe:
    """A recipe to be told from others by its seed."""
    recipe = small_recipe()
    return replace(recipe, card=recipe.card.model_copy(update={"seed": seed}))


def with_threshold(recipe: Recipe, factor: float) -> Recipe:
    """The same recipe with its raw threshold so many times as far from the median."""
    scale = recipe.card.scale
    moved = Scale(scale.median, scale.median + factor * (scale.threshold - scale.median))
    return replace(recipe, card=recipe.card.model_copy(update={"scale": moved}))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under the folder, hidden ones too, and what is in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def noise(seed: int, side: int = 16) -> Image:
    return np.random.default_rng(seed).integers(0, 256, (side, side, 3), np.uint8)


def written(folder: Path, images: Sequence[Image]) -> list[Path]:
    """Write the pictures as 000.png, 001.png and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:03d}.png" for number in range(len(images))]
    for path, image in zip(paths, images, strict=True):
        write_image(path, image)
    return paths
