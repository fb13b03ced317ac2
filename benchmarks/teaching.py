"""What teaching takes, time and memory: `python -m benchmarks.teaching [--images 60 250 1000] [--good DIR] [--json]`.

Whole processes, from the start of `main.py train` with its default choices to the saved recipe: seconds and peak memory
for good sets of growing size (drawn, 640×480, PNG), and what each further image cost from one size to the next. Time
grows no faster than the number of images when that cost doesn't rise.
"""

import argparse
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.start_to_result import Run, run_filbert
from core.demo.parts import draw_part
from core.device import usable_cores
from core.image_folders import list_images
from core.images import write_image
from core.terminal import Terminal

TARGETS = {60: (90.0, 2000.0), 1000: (720.0, 3000.0)}
"""Seconds and megabytes at most, for so many images on two cores."""

WIDTH, HEIGHT = 640, 480


def draw_good(folder: Path, count: int) -> list[Path]:
    """Draw that many good parts of 640×480 pixels."""
    folder.mkdir()
    paths = [folder / f"{number:04d}.png" for number in range(count)]
    margin = (WIDTH - HEIGHT) // 2
    for number, path in enumerate(paths):
        write_image(path, draw_part(11, number, size=WIDTH).image[margin : margin + HEIGHT])
    return paths


def teach_some(images: Sequence[Path], place: Path) -> Run:
    """Teach these images, linked into a folder of their own."""
    good = place / f"good {len(images)}"
    good.mkdir()
    for number, image in enumerate(images):
        (good / f"{number:04d}{image.suffix}").symlink_to(image.resolve())
    return run_filbert("train", str(good), "--recipe", str(place / f"{len(images)}.filbert"))


def figures(run: Run, count: int) -> dict[str, Any]:
    """One run; whether it is within the target, where there is one for so many images."""
    found: dict[str, Any] = {"images": run.printed["images"], "seconds": run.seconds, "megabytes": run.megabytes}
    if count in TARGETS:
        seconds, megabytes = TARGETS[count]
        found["within_target"] = run.seconds <= seconds and run.megabytes <= megabytes
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, nargs="+", default=[60, 250, 1000], metavar="N")
    parser.add_argument("--good", type=Path, metavar="DIR", help="these images instead of drawn ones")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    counts = sorted(set(arguments.images))
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        images = list_images(arguments.good) if arguments.good else draw_good(place / "drawn", counts[-1])
        if len(images) < counts[-1]:
            raise SystemExit(f"{arguments.good} holds {len(images)} images, fewer than {counts[-1]}.")
        runs = [figures(teach_some(images[:count], place), count) for count in counts]
    further = [
        {"from": few["images"], "to": many["images"], "seconds_an_image": _cost(few, many)}
        for few, many in pairwise(runs)
    ]
    fields = {"cores": usable_cores(), "runs": runs, "further_images": further}
    Terminal(arguments.json).result(fields, _text(fields))


def _cost(few: dict[str, Any], many: dict[str, Any]) -> float:
    return float((many["seconds"] - few["seconds"]) / (many["images"] - few["images"]))


def _text(fields: dict[str, Any]) -> str:
    lines = [f"{fields['cores']} cores"]
    for run in fields["runs"]:
        target = {True: ", within the target", False: ", NOT within the target"}.get(run.get("within_target"), "")
        lines.append(f"{run['images']} images: {run['seconds']:.0f} s, {run['megabytes']:.0f} MB{target}")
    lines += [
        f"each further image from {step['from']} to {step['to']}: {step['seconds_an_image'] * 1000:.0f} ms"
        for step in fields["further_images"]
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
