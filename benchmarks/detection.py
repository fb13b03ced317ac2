"""How well the lite preset finds defects: `python -m benchmarks.detection DATASET... [--seeds 3] [--json]`.

DATASET is a folder in the MVTec layout. Each is taught on its train/good once a seed and evaluated on its test.
"""

import argparse
import statistics
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from core.dataset import read_dataset, read_mask
from core.inspection.pipeline import Inspector
from core.model.presets import LITE
from core.recipe_file import load_recipe, save_recipe
from core.sources.folder import FolderSource, read_picture
from core.terminal import Terminal
from core.training.evaluation import Evaluation
from core.training.teaching import Lesson, teach
from core.types import SkippedImage

FIGURES = ("image_auroc", "pixel_auroc", "aupro")


def measure(folder: Path, seed: int) -> dict[str, float | None]:
    """Teach, save, load and evaluate once; the figures and the seconds teaching took."""
    started = time.perf_counter()
    recipe = teach(FolderSource(folder / "train" / "good"), Lesson(folder.name, LITE, seed)).recipe
    seconds = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "recipe.filbert"
        save_recipe(recipe, path)
        size = path.stat().st_size / 1e6
        inspector = Inspector(load_recipe(path))
    evaluation = Evaluation()
    for number, image in enumerate(read_dataset(folder).test, start=1):
        frame = read_picture(image.path, image.path.name, number)
        if isinstance(frame, SkippedImage):
            raise SystemExit(frame.reason)
        mask = None if image.mask_path is None else read_mask(image.mask_path)
        evaluation.add(inspector.score_map(frame.image), not image.is_good, mask)
    return {**asdict(evaluation.figures()), "teach_seconds": seconds, "recipe_megabytes": size}


def main() -> None:
    """Measure every dataset with every seed, then the means."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("datasets", nargs="+", type=Path, metavar="DATASET")
    parser.add_argument("--seeds", type=int, default=3, help="seeds 0 to N − 1 (default 3)")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    terminal = Terminal(arguments.json)
    for folder in arguments.datasets:
        runs = []
        for seed in range(arguments.seeds):
            runs.append(measure(folder, seed))
            terminal.note(f"{folder.name}, seed {seed}: {_line(runs[-1])}")
        mean = {name: _mean([run[name] for run in runs]) for name in runs[0]}
        fields = {"dataset": folder.name, "preset": LITE.name, "seeds": arguments.seeds, **mean}
        terminal.result(fields, f"{folder.name}, mean of {arguments.seeds} seeds: {_line(mean)}")


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.mean(known) if known else None


def _line(run: dict[str, float | None]) -> str:
    return ", ".join(f"{name} {'-' if value is None else format(value, '.4g')}" for name, value in run.items())


if __name__ == "__main__":
    main()
