"""How fast thousands of images are judged anew: `python -m benchmarks.threshold [--images 10000] [--json]`.

What the Threshold page asks for at each step of a line or of the minimum area: verdicts, counts, intervals and the
images whose verdict changes. The aim: 100 ms at most for 10,000 images. Their areas are made up:
only their number counts.
"""

import argparse
import time

import numpy as np

from core.inspection.extent import POINTS, Extents
from core.terminal import Terminal
from core.training.lines import Lines, lines_for
from core.training.standing import Judging

REPEATS = 50


def made_up(count: int, seed: int) -> Extents:
    """That many images whose areas grow towards lower scores."""
    rng = np.random.default_rng(seed)
    scores = rng.gamma(8.0, 0.08, count)
    shares = np.geomspace(1.5e-5, 1, POINTS)
    levels = scores[:, None] * np.linspace(1, -0.2, POINTS)
    areas = np.sort(shares * rng.uniform(0.3, 1, (count, POINTS)), axis=1)
    return Extents(areas.astype(np.float32), levels.astype(np.float32))


def main() -> None:
    """Judge at random lines, again and again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    good = made_up(arguments.images, 0)
    judging = Judging(good, made_up(50, 1), made_up(24, 2))
    rng = np.random.default_rng(3)
    took, changes = [], []
    before = Lines()
    for _ in range(REPEATS):
        min_area = float(rng.uniform(0, 0.05))
        began = time.perf_counter()
        by_share = lines_for(good.scores(min_area), float(rng.uniform(0.001, 0.2)), 0.3, min_area)
        standing = judging.standing(by_share, before)
        took.append((time.perf_counter() - began) * 1000)
        changes.append(len(standing.changes))
        before = by_share
    fields = {
        "images": arguments.images,
        "ms_p50": float(np.median(took)),
        "ms_highest": max(took),
        "changes_most": max(changes),
    }
    Terminal(arguments.json).result(fields, ", ".join(f"{key} {value:.1f}" for key, value in fields.items()))


if __name__ == "__main__":
    main()
