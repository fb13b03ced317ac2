"""A folder worked off in the whole window: `python -m benchmarks.folder_throughput [--files 10000] [--json]`.

Drawn images of 256 pixels are inspected by `lite`: images a second against those of the bare detector in the same
process before and after (as many parts at once as in the window), and memory at the end against that after 500 images.
"""

import argparse
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from benchmarks.open_window import (
    Witness,
    drawn_good_images,
    open_and_start,
    resident_megabytes,
    run_for,
    taught_recipe,
)
from core.inspection.pipeline import Inspector
from core.recipe_file import load_recipe
from core.sources.folder import FolderSource
from core.terminal import Terminal
from core.types import Frame
from gui.activity import Activity
from gui.app import Opened

DISTINCT = 40
EARLY = 500
BARE = 200


def bare_rate(recipe: Path, images: Path) -> float:
    """Images a second of the detector alone, as many at once as in the window, from pictures in memory."""
    inspector = Inspector(load_recipe(recipe))
    frames = [frame for frame in FolderSource(images).frames() if isinstance(frame, Frame)]
    with ThreadPoolExecutor(inspector.parts_at_once, initializer=inspector.enter_thread) as pool:
        started = perf_counter()
        for _ in pool.map(inspector.inspect, islice(cycle(frames), BARE)):
            pass
        return BARE / (perf_counter() - started)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        recipe = taught_recipe(folder)
        drawn = drawn_good_images(folder / "drawn", DISTINCT)
        many = folder / "many"
        many.mkdir()
        for number, image in zip(range(arguments.files), cycle(sorted(drawn.iterdir())), strict=False):
            shutil.copy(image, many / f"{number:05}.png")
        before = bare_rate(recipe, drawn)
        opened = open_and_start(recipe, str(many), folder / "settings.json")
        fields = measure(opened)
        opened.window.close()
        after = bare_rate(recipe, drawn)
    bare = max(before, after)
    fields |= {"bare_images_per_second": bare, "share_of_bare": fields["images_per_second"] / bare}
    Terminal(arguments.json).result(fields, "\n".join(f"{name}: {value:.4g}" for name, value in fields.items()))


def measure(opened: Opened) -> dict[str, float]:
    """Run to the end of the folder."""
    witness = Witness(opened)
    early, started, first = None, 0.0, 0
    while opened.station.activity is not Activity.FINISHED:
        run_for(0.25)
        if not started and witness.seen.numbers:
            started, first = perf_counter(), len(witness.seen.numbers)
        if early is None and len(witness.seen.numbers) >= EARLY:
            early = resident_megabytes()
        if opened.station.activity is Activity.FAILED:
            raise SystemExit("The run ended with an error; see the log.")
    seconds, late = perf_counter() - started, resident_megabytes()
    return {
        "images": float(len(witness.seen.numbers)),
        "images_per_second": (len(witness.seen.numbers) - first) / seconds,
        "megabytes_after_500": early or late,
        "megabytes_at_the_end": late,
        "megabytes_grown": late - (early or late),
    }


if __name__ == "__main__":
    main()
