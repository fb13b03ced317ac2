"""A folder worked off in the whole window: `python -m benchmarks.folder_throughput [--files 10000] [--json]`.

Drawn images of 256 pixels are inspected by `lite`: images a second against those of the bare detector in the same
process before and after, and memory at the end against that after 500 images. The bare detector is measured in three
ways: called for one picture after another, each with all cores, as a script would; as many parts at once as in the
window, which is quicker; and so while it reads its pictures from the disk, as whoever works off a folder has to. The
first two have them in memory. Processor time of a part says the same on a machine that others use.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.open_window import (
    Witness,
    drawn_good_images,
    open_and_start,
    resident_megabytes,
    run_for,
    taught_recipe,
)
from core.image_folders import list_images
from core.inspection.pipeline import Inspector
from core.recipe_file import load_recipe
from core.sources.folder import read_picture
from core.terminal import Terminal
from core.types import Frame, Inspection
from gui.app import Opened
from gui.station.activity import Activity

DISTINCT = 40
EARLY = 500
BARE = 200


@dataclass(frozen=True)
class Bare:
    """The detector alone: images a second, and processor time of each."""

    images_per_second: float
    processor_ms: float


def bare_detector(recipe: Path, images: Path) -> dict[str, Bare]:
    """Measure the detector alone on these images in each of the three ways."""
    inspector = Inspector(load_recipe(recipe))
    paths = list_images(images)
    frames = {path: frame_of(path) for path in paths}
    inspector.inspect(frames[paths[0]])
    with ThreadPoolExecutor(inspector.parts_at_once, initializer=inspector.enter_thread) as pool:
        return {
            "bare_one_at_a_time": timed(map(inspector.inspect, islice(cycle(frames.values()), BARE))),
            "bare": timed(pool.map(inspector.inspect, islice(cycle(frames.values()), BARE))),
            "bare_reading": timed(pool.map(lambda path: inspector.inspect(frame_of(path)), islice(cycle(paths), BARE))),
        }


def timed(inspections: Iterator[Inspection]) -> Bare:
    """Wait for BARE inspections."""
    started, processor = perf_counter(), process_time()
    for _ in inspections:
        pass
    return Bare(BARE / (perf_counter() - started), 1000 * (process_time() - processor) / BARE)


def frame_of(path: Path) -> Frame:
    """Read an image that is known to be one."""
    picture = read_picture(path, path.name, 1)
    assert isinstance(picture, Frame), picture
    return picture


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
        before = bare_detector(recipe, drawn)
        opened = open_and_start(recipe, str(many), folder / "settings.json")
        fields = measure(opened)
        opened.window.close()
        after = bare_detector(recipe, drawn)
    for way, earlier in before.items():
        fields |= beside(way, earlier, after[way], fields)
    Terminal(arguments.json).result(fields, "\n".join(f"{name}: {value:.4g}" for name, value in fields.items()))


def beside(name: str, before: Bare, after: Bare, fields: dict[str, float]) -> dict[str, float]:
    """The better of two measurements, and what share of it the window reaches."""
    rate, processor = (
        max(before.images_per_second, after.images_per_second),
        min(before.processor_ms, after.processor_ms),
    )
    return {
        f"{name}_images_per_second": rate,
        f"share_of_{name}": fields["images_per_second"] / rate,
        f"{name}_processor_ms": processor,
        f"share_of_{name}_by_processor_time": processor / fields["processor_ms"],
    }


def measure(opened: Opened) -> dict[str, float]:
    """Run to the end of the folder."""
    witness = Witness(opened)
    early, started, first, processor = None, 0.0, 0, 0.0
    while opened.station.activity is not Activity.FINISHED:
        run_for(0.25)
        if not started and witness.seen.numbers:
            started, first, processor = perf_counter(), len(witness.seen.numbers), process_time()
        if early is None and len(witness.seen.numbers) >= EARLY:
            early = resident_megabytes()
        if opened.station.activity is Activity.FAILED:
            raise SystemExit("The run ended with an error; see the log.")
    seconds, used, late = perf_counter() - started, process_time() - processor, resident_megabytes()
    inspected = len(witness.seen.numbers) - first
    return {
        "images": float(len(witness.seen.numbers)),
        "images_per_second": inspected / seconds,
        "processor_ms": 1000 * used / inspected,
        "megabytes_after_500": early or late,
        "megabytes_at_the_end": late,
        "megabytes_grown": late - (early or late),
    }


if __name__ == "__main__":
    main()
