"""Memory of a process that has loaded a recipe and scored one picture: `python -m benchmarks.resident RECIPE`."""

import argparse
from pathlib import Path

import numpy as np
import psutil

from core.inspection.pipeline import Inspector
from core.recipe_file import load_recipe
from core.terminal import Terminal


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipe", type=Path, metavar="RECIPE")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    inspector = Inspector(load_recipe(arguments.recipe), "cpu")
    inspector.score_map(np.zeros((480, 640, 3), np.uint8))
    fields = {"resident_megabytes": psutil.Process().memory_info().rss / 1e6}
    Terminal(arguments.json).result(fields, "\n".join(f"{name}: {value:.4g}" for name, value in fields.items()))


if __name__ == "__main__":
    main()
