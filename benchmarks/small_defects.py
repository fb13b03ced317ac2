"""Whether defects of 12×12 pixels on pictures of 2000×1500 are found: `python -m benchmarks.small_defects [--json]`.

Draws plates with discs, shifted by a few pixels and unevenly lit, teaches 12 of them by `lite` and by `fine`, and
inspects 6 good ones and 8 with a square 55 grey levels lighter or darker than what it lies on.
"""

import argparse
import statistics
import time

import cv2
import numpy as np

from benchmarks.false_reject import Pictures
from core.inspection.pipeline import Inspector
from core.model.presets import FINE, LITE
from core.terminal import Terminal
from core.training.lesson import Lesson
from core.training.teaching import teach
from core.types import Frame, Image, Verdict

WIDTH, HEIGHT, SIDE, CONTRAST = 2000, 1500, 12, 55
TAUGHT, GOOD, DEFECTIVE = 12, 6, 8


def bare_plate() -> Image:
    """The product: grey, with 40 discs that are the same on every part."""
    rng = np.random.default_rng(5)
    plate = np.full((HEIGHT, WIDTH, 3), 120, np.uint8)
    for _ in range(40):
        centre = (int(rng.integers(50, WIDTH - 100)), int(rng.integers(50, HEIGHT - 100)))
        colour = tuple(int(value) for value in rng.integers(60, 200, 3))
        cv2.circle(plate, centre, int(rng.integers(10, 60)), colour, -1, cv2.LINE_AA)
    return plate


def good_part(plate: Image, rng: np.random.Generator) -> Image:
    """One part of that product as a camera sees it."""
    shift = np.array([[1, 0, rng.normal(0, 3)], [0, 1, rng.normal(0, 3)]])
    seen = cv2.warpAffine(plate, shift, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT).astype(np.float64)
    grain = cv2.resize(rng.normal(0, 5, (HEIGHT // 4, WIDTH // 4)), (WIDTH, HEIGHT))[..., None]
    noisy = (seen + grain) * rng.normal(1, 0.03) + rng.normal(0, 3, seen.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def with_square(part: Image, rng: np.random.Generator, contrast: int) -> Image:
    """The part with a small square on it."""
    x, y = int(rng.integers(100, WIDTH - 120)), int(rng.integers(100, HEIGHT - 120))
    marked = part.astype(np.int16)
    marked[y : y + SIDE, x : x + SIDE] += contrast
    return np.clip(marked, 0, 255).astype(np.uint8)


def main() -> None:
    """Teach, inspect and count by both presets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    terminal = Terminal(parser.parse_args().json)
    rng, plate = np.random.default_rng(3), bare_plate()
    taught = Pictures([good_part(plate, rng) for _ in range(TAUGHT)])
    good = [good_part(plate, rng) for _ in range(GOOD)]
    signs = [CONTRAST if number % 2 else -CONTRAST for number in range(DEFECTIVE)]
    defective = [with_square(good_part(plate, rng), rng, sign) for sign in signs]
    for preset in (LITE, FINE):
        started = time.perf_counter()
        inspector = Inspector(teach(taught, Lesson("plate", preset)).recipe, "cpu")
        seconds = time.perf_counter() - started
        seen = [inspector.inspect(Frame(image, "plate", 1, time.perf_counter())) for image in (*good, *defective)]
        failed = [inspection.verdict is Verdict.FAIL for inspection in seen]
        fields = {
            "preset": preset.name,
            "good_rejected": sum(failed[:GOOD]),
            "good": GOOD,
            "defects_caught": sum(failed[GOOD:]),
            "defective": DEFECTIVE,
            "teach_seconds": seconds,
            "ms_per_image": statistics.median(inspection.latency_ms for inspection in seen),
        }
        terminal.result(fields, ", ".join(f"{name} {value}" for name, value in fields.items()))


if __name__ == "__main__":
    main()
