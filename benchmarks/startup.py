"""From the start of the program to its window and to readiness: `python -m benchmarks.startup [--json]`.

Starts `main.py` several times (offscreen) with a recipe, and reports medians: until the window was painted, and until
the recipe was loaded and Start would begin at once.
"""

import argparse
import statistics
import tempfile
from pathlib import Path

from benchmarks.open_window import taught_recipe
from benchmarks.start_to_result import run_filbert
from core.terminal import Terminal


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipe", type=Path, help="instead of one taught on drawn parts")
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        recipe = arguments.recipe or taught_recipe(Path(place), images=4)
        starts = [run_filbert("--recipe", str(recipe), "--seconds", "8").printed for _ in range(arguments.starts)]
    fields = {
        name: statistics.median(start[name] for start in starts) for name in ("seconds_to_window", "seconds_to_ready")
    }
    Terminal(arguments.json).result(fields, "\n".join(f"{name}: {value:.4g}" for name, value in fields.items()))


if __name__ == "__main__":
    main()
