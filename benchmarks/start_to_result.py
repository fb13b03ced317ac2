"""What a person waits for, and the memory it takes: `python -m benchmarks.start_to_result GOOD_DIR [--json]`.

From the start of the process to the saved recipe of a folder of good images, and of 400 drawn ones; to the first score
of a recipe; and from the command `main.py demo` to the first live verdict on the screen (offscreen here).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.demo.parts import write_dataset
from core.terminal import Terminal

MAIN = Path(__file__).resolve().parents[1] / "main.py"
MANY = 400


@dataclass(frozen=True)
class Run:
    """One run of the program: seconds from its start to its end, peak memory in MB, and the JSON it printed."""

    seconds: float
    megabytes: float
    printed: dict[str, Any]


def run_filbert(*arguments: str) -> Run:
    """Run the program; memory is 0 where the system doesn't tell it."""
    started = time.perf_counter()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, str(MAIN), *arguments, "--json"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        printed = process.communicate()[0] if not hasattr(os, "wait4") else process.stdout.read()  # type: ignore[union-attr]
        megabytes = 0.0
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            megabytes = usage.ru_maxrss / 1024
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}.")
    return Run(time.perf_counter() - started, megabytes, json.loads(printed.splitlines()[0]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("good", type=Path, metavar="GOOD_DIR")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        recipe = str(folder / "recipe.filbert")
        taught = run_filbert("train", str(arguments.good), "--recipe", recipe)
        write_dataset(folder / "many", 5, good=MANY, test_good=1, per_defect=0)
        many = run_filbert("train", str(folder / "many" / "train" / "good"), "--recipe", str(folder / "many.filbert"))
        image = str(folder / "many" / "test" / "good" / "000.png")
        first = run_filbert("inspect", image, "--recipe", recipe, "--engine", "torch")
        size = Path(recipe).stat().st_size / 1e6
    demo = run_filbert("demo", "--seconds", "1")
    fields = {
        "images_taught": taught.printed["images"],
        "start_to_recipe_seconds": taught.seconds,
        "teaching_megabytes": taught.megabytes,
        "many_images_taught": many.printed["images"],
        "many_start_to_recipe_seconds": many.seconds,
        "many_teaching_megabytes": many.megabytes,
        "start_to_first_score_seconds": first.seconds,
        "inspecting_megabytes": first.megabytes,
        "recipe_megabytes": size,
        "demo_first_verdict_seconds": demo.printed["seconds_to_first_verdict"],
    }
    Terminal(arguments.json).result(fields, "\n".join(f"{name}: {value:.4g}" for name, value in fields.items()))


if __name__ == "__main__":
    main()
