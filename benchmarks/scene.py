"""What pictures are called as a whole: `python -m benchmarks.scene [DATASET...] [--verdicts] [--few N] [--json]`.

Each DATASET (MVTec layout), drawn nuts, the same nuts turned and shifted at random, and drawn boards are taught by
their good images; then it is counted what test images are called, good and defective, what pictures of good parts with
a station's troubles (`station_troubles.py`), and what other sets' pictures. "unseen good" are the good images of
train/good, each looked at by a model that was learned without its fifth of them. With --verdicts the whole recipe is
taught too, and how many pictures PASS is counted; with --few only so many good images are taught.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from benchmarks.drawn_boards import DEFECTS, draw_board
from benchmarks.false_reject import Pictures
from benchmarks.station_troubles import troubled
from benchmarks.turned_dataset import moved, random_movement
from core.dataset import GOOD, read_dataset
from core.demo.parts import DefectKind, draw_part
from core.images import read_image
from core.inspection.pipeline import Inspector
from core.inspection.scene import Look, SceneModel
from core.inspection.summary import summary_of
from core.model.preparation import prepare
from core.model.presets import LITE
from core.terminal import Terminal
from core.training.lesson import Lesson
from core.training.scene import learn_scene
from core.training.teaching import teach
from core.types import Frame, Image, Verdict

FOLDS = 5
TROUBLED = 20
"""So many good test pictures get each trouble."""

LOOKS = (Look.AS_TAUGHT, Look.PARTLY, Look.CHANGING, Look.CHANGED, Look.NO_PART)


@dataclass
class Pictured:
    """A set in memory: what it is taught with, and test pictures by kind."""

    name: str
    good: list[Image]
    test: dict[str, list[Image]] = field(default_factory=dict)


def read_set(folder: Path) -> Pictured:
    """A dataset's pictures."""
    dataset = read_dataset(folder)
    result = Pictured(folder.name, [read_image(path) for path in dataset.train_good])
    for image in dataset.test:
        result.test.setdefault(image.kind, []).append(read_image(image.path))
    return result


def drawn_sets() -> Iterator[Pictured]:
    """Give nuts, the same turned and shifted, and boards."""
    nuts = Pictured("drawn nuts", [draw_part(3, number).image for number in range(40)])
    nuts.test[GOOD] = [draw_part(3, number).image for number in range(40, 140)]
    for start, kind in enumerate(DefectKind):
        nuts.test[str(kind)] = [draw_part(3, 200 + 10 * start + n, kind).image for n in range(10)]
    yield nuts
    chance = np.random.default_rng(0)
    turned = Pictured("turned nuts", [_turned(image, chance) for image in nuts.good])
    turned.test = {kind: [_turned(image, chance) for image in images] for kind, images in nuts.test.items()}
    yield turned
    boards = Pictured("drawn boards", [draw_board(number) for number in range(40)])
    boards.test[GOOD] = [draw_board(number) for number in range(40, 140)]
    for start, defect in enumerate(DEFECTS):
        boards.test[defect] = [draw_board(200 + 20 * start + n, defect) for n in range(20)]
    yield boards


def _turned(image: Image, chance: np.random.Generator) -> Image:
    return moved(image, random_movement(chance, *image.shape[:2]), cv2.INTER_LINEAR)


def learned(images: Sequence[Image]) -> SceneModel:
    """Learn what these pictures look like as a whole, and nothing else."""
    return learn_scene([summary_of(prepare(image, LITE)) for image in images])


def unseen_looks(images: Sequence[Image]) -> Counter[Look]:
    """What good pictures are called by models that were learned without them."""
    looks: Counter[Look] = Counter()
    for fold in range(FOLDS):
        model = learned([image for index, image in enumerate(images) if index % FOLDS != fold])
        looks.update(model.look_at(prepare(image, LITE)).look for image in images[fold::FOLDS])
    return looks


@dataclass
class Measured:
    """One set, taught; counts into the terminal."""

    pictured: Pictured
    model: SceneModel
    inspector: Inspector | None
    terminal: Terminal

    def count(self, what: str, images: Sequence[Image]) -> None:
        """One row: what these pictures are called, and how many PASS."""
        looks = Counter(self.model.look_at(prepare(image, LITE)).look for image in images)
        self.row(what, looks, None if self.inspector is None else sum(self._passes(image) for image in images))

    def row(self, what: str, looks: Counter[Look], passed: int | None = None) -> None:
        """Print it."""
        fields = {"set": self.pictured.name, "pictures": what, "count": looks.total()}
        fields |= {look.name.lower(): looks[look] for look in LOOKS} | ({} if passed is None else {"passed": passed})
        counts = "".join(f"{looks[look] or '-':>10}" for look in LOOKS)
        judged = "" if passed is None else f"{passed:>10}"
        self.terminal.result(fields, f"{self.pictured.name:14} {what:24}{looks.total():>6}{counts}{judged}")

    def _passes(self, image: Image) -> bool:
        assert self.inspector is not None
        return self.inspector.inspect(Frame(image, "", 1, 0.0)).verdict is Verdict.PASS


def measure(pictured: Pictured, others: Sequence[Pictured], verdicts: bool, terminal: Terminal) -> None:
    """All rows of one set."""
    recipe = teach(Pictures(pictured.good), Lesson(pictured.name)).recipe if verdicts else None
    inspector = Inspector(recipe, "cpu") if recipe is not None else None
    measured = Measured(pictured, learned(pictured.good), inspector, terminal)
    if len(pictured.good) >= 2 * FOLDS:
        measured.row("unseen good", unseen_looks(pictured.good))
    for kind, images in pictured.test.items():
        measured.count(f"test {kind}", images)
    for other in others:
        measured.count(f"of {other.name}", other.good[:TROUBLED])
    for name, images in troubled(pictured.test[GOOD][:TROUBLED]):
        measured.count(name, images)


def main() -> None:
    """Measure every set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("datasets", nargs="*", type=Path, metavar="DATASET")
    parser.add_argument("--verdicts", action="store_true")
    parser.add_argument("--few", type=int, metavar="N")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    terminal = Terminal(arguments.json)
    sets = [*(read_set(folder) for folder in arguments.datasets), *drawn_sets()]
    for pictured in sets:
        pictured.good = pictured.good[: arguments.few]
    if not arguments.json:
        looks = "".join(f"{look.name.lower().replace('_', ' '):>10}" for look in LOOKS)
        terminal.result({}, f"{'set':14} {'pictures':24} count{looks}" + f"{'passed':>10}" * arguments.verdicts)
    for pictured in sets:
        measure(pictured, [other for other in sets if other is not pictured], arguments.verdicts, terminal)


if __name__ == "__main__":
    main()
