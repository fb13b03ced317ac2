"""Whether the threshold keeps its promise: `python -m benchmarks.false_reject [DATASET...] [--splits 50] [--json]`.

The good images of each DATASET (MVTec layout; train and test together) and of the demo's generator are split at random
again and again: one part is taught, the other is the unseen truth. For every target rate: how many unseen good images
are rejected, and how often no more than the recipe's own 95 % bound says.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.dataset import read_dataset
from core.demo.parts import draw_part
from core.images import read_image
from core.inspection.extent import Extents
from core.inspection.pipeline import Inspector
from core.terminal import Terminal
from core.training.lesson import Lesson
from core.training.lines import lines_for
from core.training.standing import Judging
from core.training.teaching import teach
from core.types import Frame, Image

TARGETS = (0.01, 0.02, 0.05)
MOST_TAUGHT = 60
DRAWN = 90

Scores = npt.NDArray[np.float64]


@dataclass
class Pictures:
    """A source of pictures in memory."""

    images: Sequence[Image]
    name: str = "split"

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.images)

    def frames(self) -> Iterator[Frame]:
        """Give one after another."""
        for number, image in enumerate(self.images, start=1):
            yield Frame(image, f"{number}", number, captured_at=0.0)


def good_images(dataset: Path) -> list[Image]:
    """All good images of a dataset, taught or tested on elsewhere."""
    found = read_dataset(dataset)
    paths = [*found.train_good, *(image.path for image in found.test if image.is_good)]
    return [read_image(path) for path in paths]


def split_scores(images: Sequence[Image], rng: np.random.Generator, seed: int) -> tuple[Scores, Scores]:
    """Teach a random half, at most MOST_TAUGHT images: its held-out scores, and those of the other images."""
    order = rng.permutation(len(images))
    taught = min(len(images) // 2, MOST_TAUGHT)
    recipe = teach(Pictures([images[index] for index in order[:taught]]), Lesson("split", seed=seed)).recipe
    inspector = Inspector(recipe, "cpu", "torch")
    unseen = [float(inspector.score_map(images[index]).max()) for index in order[taught:]]
    return np.array(recipe.card.held_out_scores), np.array(unseen)


@dataclass(frozen=True)
class Kept:
    """How a target was kept over some splits; shares are 0 to 1, `within_bound` of the splits."""

    set: str
    taught: int
    unseen: int
    splits: int
    target: float
    observed_mean: float
    observed_highest: float
    bound_mean: float
    within_bound: float


def measure(name: str, images: Sequence[Image], splits: int, terminal: Terminal) -> list[Kept]:
    """Split, teach and count; one row a target. The bound is the one that the Threshold page states."""
    rng = np.random.default_rng(0)
    rows: dict[float, list[tuple[float, float]]] = {target: [] for target in TARGETS}
    for seed in range(splits):
        held_out, unseen = split_scores(images, rng, seed)
        judging = Judging(Extents.of_scores(held_out.tolist()))
        for target in TARGETS:
            lines = lines_for(held_out, target)
            bound = judging.standing(lines).most_rejected
            rows[target].append((float(np.mean(unseen >= lines.fail)), bound))
        terminal.note(f"{name}: split {seed + 1} of {splits}")
    taught = min(len(images) // 2, MOST_TAUGHT)
    kept = []
    for target, row in rows.items():
        observed, bounds = np.array(row).T
        kept.append(
            Kept(
                name,
                taught,
                len(images) - taught,
                splits,
                target,
                float(observed.mean()),
                float(observed.max()),
                float(bounds.mean()),
                float((observed <= bounds).mean()),
            )
        )
        fields = asdict(kept[-1])
        terminal.result(fields, ", ".join(f"{key} {value}" for key, value in fields.items()))
    return kept


def measure_all(datasets: Sequence[Path], splits: int, terminal: Terminal) -> list[Kept]:
    """Measure the datasets and the drawn parts."""
    kept = [row for dataset in datasets for row in measure(dataset.name, good_images(dataset), splits, terminal)]
    drawn = [draw_part(3, number).image for number in range(DRAWN)]
    return kept + measure("drawn parts", drawn, splits, terminal)


def main() -> None:
    """Measure every set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("datasets", nargs="*", type=Path, metavar="DATASET")
    parser.add_argument("--splits", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    terminal = Terminal(arguments.json)
    measure_all(arguments.datasets, arguments.splits, terminal)


if __name__ == "__main__":
    main()
