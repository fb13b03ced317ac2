"""A hot folder into which many files are dropped at once: `python -m benchmarks.hot_folder [--files 10000] [--json]`.

Drawn images of 256 pixels are read, settled in another thread and moved to `passed`, without a detector: files a
second, memory at the end against that after 500 files, and whether each came once and in order.
"""

import argparse
import os
import tempfile
from itertools import cycle
from pathlib import Path
from queue import Queue
from threading import Thread
from time import perf_counter

import numpy as np
import psutil

from core.demo.parts import draw_part
from core.images import write_image
from core.inspection.recorder import CAPACITY
from core.sources.hot_folder import HotFolderSource
from core.terminal import Terminal
from core.types import Frame, Verdict

DISTINCT = 40
EARLY = 500


def drop(drawn: Path, folder: Path, files: int) -> list[str]:
    """Put so many images into the folder at once, in the order of their names."""
    images = []
    for index in range(min(DISTINCT, files)):
        images.append(drawn / f"{index:02}.png")
        write_image(images[-1], draw_part(0, 1000 + index).image)
    names = [f"{number:05}.png" for number in range(files)]
    for name, image in zip(names, cycle(images), strict=False):
        os.link(image, folder / name)
        os.utime(folder / name, ns=(0, 0))
    return names


def work_off(source: HotFolderSource, names: list[str]) -> dict[str, float]:
    """Read and settle until all have come."""
    given: Queue[Frame | None] = Queue(CAPACITY)
    settler = Thread(target=settle_all, args=(source, given))
    settler.start()
    seen: list[str] = []
    started, early, first = perf_counter(), 0.0, 0.0
    frames = source.frames()
    for item in frames:
        if not isinstance(item, Frame):
            continue
        first = first or perf_counter()
        given.put(item)
        seen.append(item.name)
        if len(seen) <= EARLY:
            early = resident_megabytes()
        if len(seen) == len(names):
            break
    given.put(None)
    settler.join()
    seconds, late = perf_counter() - first, resident_megabytes()
    return {
        "files": float(len(seen)),
        "seconds_to_first": first - started,
        "files_per_second": len(seen) / seconds,
        "megabytes_after_500": early,
        "megabytes_at_the_end": late,
        "megabytes_grown": late - early,
        "files_double": float(len(seen) - len(set(seen))),
        "files_out_of_order": float(np.sum(np.array(seen) != np.array(names))),
    }


def settle_all(source: HotFolderSource, given: "Queue[Frame | None]") -> None:
    """What the recorder does."""
    while (frame := given.get()) is not None:
        source.settle(frame, Verdict.PASS)


def resident_megabytes() -> float:
    """Memory this process has now."""
    return float(psutil.Process().memory_info().rss / 1e6)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        hot, drawn = Path(place, "hot"), Path(place, "drawn")
        hot.mkdir()
        drawn.mkdir()
        names = drop(drawn, hot, arguments.files)
        fields = work_off(HotFolderSource(hot, move=True, ledger_place=Path(place, "ledger")), names)
        fields["files_moved"] = float(len(list((hot / "passed").iterdir())))
    Terminal(arguments.json).result(fields, "\n".join(f"{name}: {value:.6g}" for name, value in fields.items()))


if __name__ == "__main__":
    main()
