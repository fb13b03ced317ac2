"""How well defects are found, ours beside anomalib's: `python -m benchmarks.detection DATASET… [--seeds 3] [--json]`.

DATASET is a folder in the MVTec layout. Each contender is taught on its train/good once a seed and shown all of test,
on the CPU, in a process of its own. Contenders are the presets of `benchmarks/variants.py` and anomalib's PaDiM and
PatchCore, all with the same backbone weights.
"""

import argparse
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.peers import runner
from benchmarks.peers.environment import peers_python
from benchmarks.peers.outcome import Outcome, Unmeasured, figures_of, peak_megabytes
from benchmarks.variants import VARIANTS
from core.dataset import Dataset, masks_missing, read_dataset
from core.errors import FilbertError
from core.inspection.pipeline import Inspector
from core.model.presets import Preset
from core.recipe_file import load_recipe, save_recipe
from core.sources.folder import FolderSource, read_picture
from core.terminal import Terminal
from core.training.lesson import Lesson
from core.training.teaching import teach
from core.types import SkippedImage

Row = dict[str, float | None]
"""The figures of `figures_of`, of one outcome or the means of several."""

COLUMNS = {
    "image_auroc": ("image AUROC", ".4f"),
    "pixel_auroc": ("pixel AUROC", ".4f"),
    "aupro": ("AUPRO", ".4f"),
    "teach_seconds": ("teach s", ".1f"),
    "ms_per_image": ("ms/image", ".1f"),
    "peak_megabytes": ("peak MB", ".0f"),
    "recipe_megabytes": ("recipe MB", ".2f"),
}
NAME_WIDTH = 2 + max(map(len, [*VARIANTS, *runner.MODELS]))


@dataclass(frozen=True)
class Contender:
    """One of those compared: its name, and how it is measured on a dataset with a seed."""

    name: str
    measure: Callable[[Path, int], Outcome]


@dataclass(frozen=True)
class ComparedSet:
    """A dataset to compare on: its folder, what it is called in the tables, and what it holds."""

    folder: Path
    name: str
    dataset: Dataset


def main() -> None:
    """Measure every contender on every dataset with every seed, then the means over the datasets."""
    arguments = _arguments()
    terminal = Terminal(arguments.json)
    try:
        sets = _teachable(arguments.datasets)
    except FilbertError as error:
        raise SystemExit(str(error)) from error
    contenders = _contenders(arguments, terminal)
    rows: dict[str, list[Row]] = {contender.name: [] for contender in contenders}
    for one in sets:
        table = Table(terminal, _title(one, arguments.seeds))
        if without_masks := masks_missing(one.dataset.test):
            terminal.note(f"{one.name}: {without_masks}")
        for contender in contenders:
            try:
                row, remark = _mean_of_seeds(contender, one, arguments.seeds, terminal)
            except (Unmeasured, FilbertError) as error:
                terminal.note(f"{contender.name} has no row for {one.name}. {error}")
                continue
            rows[contender.name].append(row)
            table.add(contender.name, row, {"dataset": one.name, "seeds": arguments.seeds}, remark)
    table = Table(terminal, "mean over all sets")
    for name, found in rows.items():
        if found:
            lacking = "" if len(found) == len(sets) else f"over {len(found)} of {len(sets)} sets alone"
            table.add(name, _mean(found), {"dataset": "mean over all sets", "sets": len(found)}, lacking)


class Table:
    """Rows of one dataset, printed as they come; the first brings the heading."""

    def __init__(self, terminal: Terminal, title: str) -> None:
        self._terminal = terminal
        self._heading = f"\n{title}\n{'':{NAME_WIDTH}}{'  '.join(label for label, _ in COLUMNS.values())}\n"

    def add(self, contender: str, row: Row, fields: dict[str, str | int], remark: str) -> None:
        """Print a contender's figures; `fields` go before them in JSON."""
        cells = (_cell(row[name], form).rjust(len(label)) for name, (label, form) in COLUMNS.items())
        text = f"{self._heading}{contender:{NAME_WIDTH}}{'  '.join(cells)}  {remark}".rstrip()
        self._terminal.result({**fields, "contender": contender, **row, "remark": remark}, text)
        self._heading = ""


def measure_variant(preset: Preset, folder: Path, seed: int) -> Outcome:
    """Teach a preset, save and load the recipe, and score every test image. Raises FilbertError."""
    started = time.perf_counter()
    recipe = teach(FolderSource(folder / "train" / "good"), Lesson(folder.resolve().name, preset, seed)).recipe
    teach_seconds = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "recipe.filbert"
        save_recipe(recipe, path)
        size = path.stat().st_size / 1e6
        inspector = Inspector(load_recipe(path), "cpu")
    maps, times = [], []
    for number, image in enumerate(read_dataset(folder).test, start=1):
        frame = read_picture(image.path, image.path.name, number)
        if isinstance(frame, SkippedImage):
            raise FilbertError(frame.reason)
        started = time.perf_counter()
        maps.append(inspector.score_map(frame.image))
        times.append((time.perf_counter() - started) * 1000)
    scores = np.array([score_map.max() for score_map in maps])
    return Outcome(scores, maps, teach_seconds, statistics.median(times), peak_megabytes(), size, inspector.engine_name)


def measure_alone(preset: Preset, folder: Path, seed: int) -> Outcome:
    """`measure_variant` in a process of its own, for its peak memory's sake. Raises Unmeasured when it fails."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        try:
            return pool.submit(measure_variant, preset, folder, seed).result()
        except FilbertError as error:
            raise Unmeasured(str(error)) from error
        except BrokenExecutor as error:
            raise Unmeasured("Its process ended before it was done, perhaps for want of memory.") from error


def _contenders(arguments: argparse.Namespace, terminal: Terminal) -> list[Contender]:
    """Those asked for; the peers only where their environment is there or can be made."""
    wanted = arguments.only or [*VARIANTS, *runner.MODELS]
    ours = [Contender(name, partial(measure_alone, preset)) for name, preset in VARIANTS.items()]
    peers: list[Contender] = []
    if not arguments.without_peers and not set(wanted).isdisjoint(runner.MODELS):
        try:
            python = arguments.peers_python or peers_python()
        except Unmeasured as error:
            terminal.note(str(error))
        else:
            peers = [Contender(name, partial(runner.measure_peer, python, name)) for name in runner.MODELS]
    return [contender for contender in [*ours, *peers] if contender.name in wanted]


def _mean_of_seeds(contender: Contender, one: ComparedSet, seeds: int, terminal: Terminal) -> tuple[Row, str]:
    """The means of a contender's figures on one set, and the remark on them. Raises as measuring does."""
    found, remark = [], ""
    for seed in range(seeds):
        outcome = contender.measure(one.folder, seed)
        found.append(figures_of(outcome, one.dataset.test))
        figures = (f"{label} {_cell(found[-1][name], form)}" for name, (label, form) in COLUMNS.items())
        terminal.note(f"{contender.name} on {one.name}, seed {seed}: {', '.join(figures)}")
        remark = outcome.remark
    return _mean(found), remark


def _mean(rows: Sequence[Row]) -> Row:
    """The mean of each figure over the rows that have it; None where none has."""
    known = {name: [value for row in rows if (value := row[name]) is not None] for name in COLUMNS}
    return {name: statistics.mean(values) if values else None for name, values in known.items()}


def _cell(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)


def _teachable(folders: Sequence[Path]) -> list[ComparedSet]:
    """The sets, each called by its folder's name, or as it was given where two folders have the same name."""
    names = [folder.resolve().name for folder in folders]
    sets = []
    for folder, name in zip(folders, names, strict=True):
        dataset = read_dataset(folder)
        if not dataset.train_good:
            raise FilbertError(f"{folder} holds nothing to teach with. Put good images into its train/good.")
        sets.append(ComparedSet(folder, name if names.count(name) == 1 else str(folder), dataset))
    return sets


def _title(one: ComparedSet, seeds: int) -> str:
    test = one.dataset.test
    good = sum(image.is_good for image in test)
    return (
        f"{one.name}: {len(one.dataset.train_good)} good images taught, {good} good and {len(test) - good} "
        f"defective tested; seeds: {seeds}"
    )


def _arguments() -> argparse.Namespace:
    names = [*VARIANTS, *runner.MODELS]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("datasets", nargs="+", type=Path, metavar="DATASET")
    parser.add_argument("--seeds", type=int, default=3, metavar="N", help="seeds 0 to N − 1 (default 3)")
    parser.add_argument(
        "--only", nargs="+", choices=names, metavar="NAME", help=f"these contenders alone, out of: {', '.join(names)}"
    )
    parser.add_argument("--without-peers", action="store_true", help="leave anomalib's models out")
    parser.add_argument(
        "--peers-python",
        type=Path,
        metavar="PATH",
        help="python of an environment that has anomalib; without it, one is made in .peers-venv the first time",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line, for programs")
    arguments = parser.parse_args()
    if arguments.seeds < 1:
        parser.error("--seeds must be 1 or more.")
    return arguments


if __name__ == "__main__":
    main()
