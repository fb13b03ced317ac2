"""Draws a dataset in the MVTec layout: `python -m benchmarks.drawn_dataset DIR [--seed 7]`.

40 good parts to teach, 30 good and 10 of each of the four defects to test; what the presets' numbers were chosen on.
"""

import argparse
from pathlib import Path

from core.demo.parts import write_dataset


def main() -> None:
    """Draw it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    write_dataset(arguments.folder, arguments.seed, good=40, test_good=30, per_defect=10)


if __name__ == "__main__":
    main()
