"""Whether what the Threshold page states is kept: `python -m benchmarks.promise [DATASET...] [--splits 20] [--json]`.

`benchmarks.false_reject` over 20 random splits of each set, held against its aim: at every target rate, in at least
90 % of the splits, the share of unseen good images rejected lies within the interval the page states. It ends with 1
if that isn't so.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.false_reject import measure_all
from core.terminal import Terminal

LEAST_WITHIN = 0.9


def main() -> None:
    """Measure every set and say whether the aim is reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("datasets", nargs="*", type=Path, metavar="DATASET")
    parser.add_argument("--splits", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    terminal = Terminal(arguments.json)
    kept = measure_all(arguments.datasets, arguments.splits, terminal)
    missed = [row for row in kept if row.within_bound < LEAST_WITHIN]
    for row in missed:
        terminal.note(
            f"{row.set}, target {row.target}: within the interval in {row.within_bound:.0%} of the splits only"
        )
    lowest = min(row.within_bound for row in kept)
    terminal.result(
        {"kept": not missed, "lowest": lowest}, f"kept: {not missed}, at the lowest in {lowest:.0%} of splits"
    )
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
