"""The whole window for a long time: `python -m benchmarks.soak [--frames 100000] [--json]`.

The test source gives numbered pictures as fast as the window takes them; a stand-in for the detector judges them at
once, so that what is looked at is the window: memory against that after 5,000 parts, threads left over, results lost
or double by frame number.
"""

import argparse
import json
import tempfile
import threading
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.open_window import Witness, open_and_start, resident_megabytes, run_for, taught_recipe
from core.terminal import Terminal
from core.types import Frame, Inspection, Region, Verdict
from gui.app import Opened
from gui.services import Services
from gui.station.activity import Activity
from gui.workers import thread_left

EARLY = 5_000
MAP_SIDE = 256


class QuickInspector:
    """Judges by the frame's number: every tenth fails, with a region; the map is a new array each time, as always."""

    device_label = "stand-in"
    parts_at_once = 2  # as the detector on two cores

    def enter_thread(self) -> None:
        """Nothing is to be made ready."""

    def inspect(self, frame: Frame) -> Inspection:
        """Give a verdict at once."""
        fails = frame.number % 10 == 0
        score = 1.4 if fails else 0.3 + frame.number % 7 / 20
        score_map = np.full((MAP_SIDE, MAP_SIDE), 0.2, np.float32)
        score_map[100:140, 90:150] = score
        regions = (Region(225, 187, 150, 75, 11250, score),) if fails else ()
        latency_ms = (perf_counter() - frame.captured_at) * 1000
        verdict = Verdict.FAIL if fails else Verdict.PASS
        return Inspection(frame, score_map, score, verdict, regions, latency_ms)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    before = own_threads()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        script = folder / "script.json"
        script.write_text(json.dumps({"steps": [["frames", arguments.frames]], "paced": False}))
        opened = open_and_start(
            taught_recipe(folder, images=4),
            f"test:{script}",
            folder / "settings.json",
            Services(make_inspector=lambda _: QuickInspector()),
        )
        fields = soak(opened, arguments.frames)
        opened.window.close()
    run_for(0.5)
    fields["threads_left"] = float(len(own_threads() - before) + thread_left())
    Terminal(arguments.json).result(fields, "\n".join(f"{name}: {value:.6g}" for name, value in fields.items()))


def own_threads() -> set[threading.Thread]:
    """Python's threads; those of Qt that only ran Python code once are not among them."""
    return {thread for thread in threading.enumerate() if not thread.name.startswith("Dummy-")}


def soak(opened: Opened, frames: int) -> dict[str, float]:
    """Run to the end of the script; memory after the first 5,000 and at the end, and what the numbers tell."""
    witness, started = Witness(opened), perf_counter()
    early: float | None = None
    while opened.station.activity is not Activity.FINISHED:
        run_for(0.25)
        if early is None and len(witness.seen.numbers) >= min(EARLY, frames):
            early = resident_megabytes()
        if opened.station.activity is Activity.FAILED:
            raise SystemExit("The run ended with an error; see the log.")
    seconds = perf_counter() - started
    numbers = np.array(witness.seen.numbers)
    late = resident_megabytes()
    return {
        "parts": float(len(numbers)),
        "parts_per_second": len(numbers) / seconds,
        "megabytes_after_5000": early or late,
        "megabytes_at_the_end": late,
        "megabytes_grown": late - (early or late),
        "results_lost": float(frames - len(np.unique(numbers))),
        "results_double": float(len(numbers) - len(np.unique(numbers))),
        "results_out_of_order": float((np.diff(numbers) <= 0).sum()),
    }


if __name__ == "__main__":
    main()
