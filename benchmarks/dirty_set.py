"""Defective images among the good ones: `python -m benchmarks.dirty_set [DATASET...] [--runs 5] [--json]`.

50 good images are taught with 3 defective ones among them (all good ones where there are fewer). Where do the three
stand in the ranking, and what is left of the image AUROC once those found there are dropped and the rest is taught?
Drawn parts always; each DATASET in the MVTec layout too. The defective images that were mixed in are not tested on.
The top of the ranking is looked at by somebody who knows what is defective: as many images as the page shows first.

Where a set shows one defective part in several pictures, a mixed-in picture says of the part on all of them that it is
good. So the figures are also given `apart`: without the other pictures of the parts that were mixed in.
"""

import argparse
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.false_reject import Pictures
from benchmarks.same_part import Same, same_defects
from core.dataset import read_dataset, read_mask
from core.demo.defects import DefectKind
from core.demo.parts import draw_part
from core.images import read_image
from core.inspection.pipeline import Inspector
from core.recipe import Recipe
from core.terminal import Terminal
from core.training.evaluation import auroc
from core.training.held_out import ranking
from core.training.lesson import Lesson
from core.training.teaching import teach
from core.types import Image

GOOD, DIRTY, LOOKED_AT = 50, 3, 6
LEAST_FOUND, MOST_LOST = 2, 0.005
_TESTED = 60


@dataclass(frozen=True)
class Images:
    """Good images to teach and to test on, defective ones (n), and which of these show the same part (n, n)."""

    name: str
    good: Sequence[Image]
    test_good: Sequence[Image]
    defective: Sequence[Image]
    same: Same


@dataclass(frozen=True)
class Row:
    """One run: places of the defective images in the ranking (from 1), how many of the first six, image AUROC.

    `apart` are the three AUROCs without other pictures of the parts that were mixed in, of which there are `others`.
    """

    set: str
    taught: int
    places: tuple[int, ...]
    found: int
    auroc_clean: float
    auroc_dirty: float
    auroc_cleaned: float
    others: int
    apart: tuple[float, ...]

    @property
    def kept(self) -> bool:
        """Whether the aims are reached."""
        return self.found >= LEAST_FOUND and self.auroc_clean - self.auroc_cleaned <= MOST_LOST


def drawn_images() -> Images:
    """Parts of the demo's generator."""
    good = [draw_part(21, number).image for number in range(GOOD + _TESTED)]
    kinds = list(DefectKind)
    defective = [draw_part(22, number, kinds[number % len(kinds)]).image for number in range(DIRTY + _TESTED)]
    return Images("drawn parts", good[:GOOD], good[GOOD:], defective, np.eye(len(defective), dtype=bool))


def images_of(dataset: Path) -> Images:
    """Those of a dataset."""
    found = read_dataset(dataset)
    good = [read_image(path) for path in found.train_good[:GOOD]]
    test_good = [read_image(image.path) for image in found.test if image.is_good]
    spare = [read_image(path) for path in found.train_good[GOOD : GOOD + _TESTED]]
    bad = [image for image in found.test if not image.is_good]
    same = same_defects([None if image.mask_path is None else read_mask(image.mask_path) for image in bad])
    return Images(dataset.name, good, test_good + spare, [read_image(image.path) for image in bad], same)


def measure(images: Images, seed: int) -> Row:
    """Mix in, rank, drop what was found, teach again."""
    mixed = np.random.default_rng(seed).permutation(len(images.defective))
    dirty = [images.defective[index] for index in mixed[:DIRTY]]
    tested = [images.defective[index] for index in mixed[DIRTY:]]
    everything = [*images.good, *dirty]
    taught = teach(Pictures(everything), Lesson("dirty", seed=seed))
    order = [image.number for image in ranking(taught.held_out)]
    places = tuple(sorted(order.index(len(images.good) + number) + 1 for number in range(DIRTY)))
    dropped = {number for number in order[:LOOKED_AT] if number >= len(images.good)}
    left = [image for number, image in enumerate(everything) if number not in dropped]
    clean = teach(Pictures(list(images.good)), Lesson("clean", seed=seed)).recipe
    # With none of the three left the good set is the clean one again, with all of them the one taught first.
    same_again = {DIRTY: clean, 0: taught.recipe}
    cleaned = same_again.get(len(dropped)) or teach(Pictures(left), Lesson("cleaned", seed=seed)).recipe
    other = np.array([images.same[mixed[:DIRTY], index].any() for index in mixed[DIRTY:]])
    figures = [_aurocs(recipe, images.test_good, tested, ~other) for recipe in (clean, taught.recipe, cleaned)]
    whole, apart = [one for one, _ in figures], tuple(one for _, one in figures)
    return Row(
        images.name, len(everything), places, len(dropped), whole[0], whole[1], whole[2], int(other.sum()), apart
    )


def _aurocs(
    recipe: Recipe, good: Sequence[Image], defective: Sequence[Image], apart: npt.NDArray[np.bool_]
) -> tuple[float, float]:
    """The image AUROC over all defective images (n), and over those that are `apart` (n)."""
    inspector = Inspector(recipe, "cpu", "torch")
    scores = np.array([float(inspector.score_map(image).max()) for image in (*good, *defective)])
    is_defective = np.arange(len(scores)) >= len(good)
    kept = np.concatenate([np.ones(len(good), bool), apart])
    return _auroc(scores, is_defective), _auroc(scores[kept], is_defective[kept])


def _auroc(scores: npt.NDArray[np.float64], defective: npt.NDArray[np.bool_]) -> float:
    found = auroc(scores, defective)
    if found is None:
        raise ValueError("There are no images to test on.")
    return found


def main() -> None:
    """Measure every set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("datasets", nargs="*", type=Path, metavar="DATASET")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    terminal = Terminal(arguments.json)
    for images in [*(images_of(dataset) for dataset in arguments.datasets), drawn_images()]:
        for seed in range(arguments.runs):
            row = measure(images, seed)
            fields = {**asdict(row), "kept": row.kept}
            terminal.result(fields, ", ".join(f"{key} {value}" for key, value in fields.items()))


if __name__ == "__main__":
    main()
