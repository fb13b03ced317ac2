"""What goes into teaching a product, and what comes out of it."""

from dataclasses import dataclass
from pathlib import Path

from core.model.presets import LITE, Preset
from core.recipe import Recipe
from core.region.mark import Mark
from core.region.region_of_interest import RegionOfInterest
from core.training.held_out import HeldOutTable
from core.types import SkippedImage


@dataclass(frozen=True)
class Lesson:
    """What the engineer chooses: name, preset, seed, and the shares of good parts that may be rejected or looked at.

    `review` is the share of good parts that may score over the REVIEW line; None leaves the band out. Only the `region`
    is looked at; a `mark` tells where on each picture it lies.
    """

    name: str
    preset: Preset = LITE
    seed: int = 0
    false_reject: float = 0.01
    weights: Path | None = None
    version: int = 1
    review: float | None = None
    region: RegionOfInterest | None = None
    mark: Mark | None = None


@dataclass(frozen=True, eq=False)
class Scored:
    """Pictures with their scores and small maps on the recipe's scale, and those that could not be read."""

    table: HeldOutTable
    skipped: tuple[SkippedImage, ...] = ()


@dataclass(frozen=True, eq=False)
class Taught:
    """A recipe, the images it could not be taught on, and what each of the others gave while it was held out.

    `defects` are the pictures of defective parts that were given, `drawn` good images with a defect drawn on them;
    None where there are none or none could be read.
    """

    recipe: Recipe
    skipped: tuple[SkippedImage, ...]
    held_out: HeldOutTable
    defects: Scored | None = None
    drawn: Scored | None = None
