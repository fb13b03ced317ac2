"""The checks of good images on a large set: `python -m benchmarks.good_images [--images 5000] [--json]`.

Drawn parts, a few hundred of them with slight noise to make up the number: milliseconds to measure one of 640 × 480, to
take one, and for all remarks, on every hundredth picture as the set grows.
"""

import argparse
from collections import Counter
from dataclasses import replace
from time import perf_counter

import cv2
import numpy as np

from core.demo.parts import draw_part
from core.good_images.checks import GoodImageChecks
from core.good_images.measurement import measure
from core.terminal import Terminal

DISTINCT = 200
ASKED_EVERY = 100


def run(images: int) -> dict[str, float]:
    """Figures of a set that grows to so many images."""
    rng = np.random.default_rng(0)
    pictures = [cv2.resize(draw_part(0, number).image, (640, 480)).astype(np.uint8) for number in range(DISTINCT)]
    started = perf_counter()
    measured = [measure(picture) for picture in pictures]
    measuring = (perf_counter() - started) / DISTINCT
    checks, taking, asking = GoodImageChecks(), [], []
    for number in range(images):
        one = measured[number % DISTINCT]
        # Another part each time: far enough from the drawn one to be no copy of it.
        looks, coarse, fine = (
            values + rng.normal(0, spread, values.shape).astype(np.float32)
            for values, spread in ((one.looks, 0.05), (one.coarse, 0.5), (one.fine, 0.25))
        )
        varied = replace(one, looks=looks, coarse=coarse, fine=fine, digest=number.to_bytes(8, "big"))
        started = perf_counter()
        checks.take(f"{number}.png", varied)
        taking.append(perf_counter() - started)
        if (number + 1) % ASKED_EVERY == 0:
            started = perf_counter()
            checks.remarks()
            asking.append(perf_counter() - started)
    told = Counter(str(remark.kind) for remark in checks.remarks())
    return {
        "images": float(images),
        "ms_to_measure_one": 1e3 * measuring,
        "ms_to_take_one_p50": 1e3 * float(np.median(taking)),
        "ms_to_take_one_at_the_end": 1e3 * float(np.median(taking[-ASKED_EVERY:])),
        "seconds_to_take_all": float(np.sum(taking)),
        "ms_for_all_remarks_p50": 1e3 * float(np.median(asking)),
        "ms_for_all_remarks_at_the_end": 1e3 * float(np.median(asking[-5:])),
        "remarks": float(told.total()),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=5000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    fields = run(arguments.images)
    Terminal(arguments.json).result(fields, "\n".join(f"{name}: {value:.4g}" for name, value in fields.items()))


if __name__ == "__main__":
    main()
