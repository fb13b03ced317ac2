"""A live run in the whole window: `python -m benchmarks.live [--seconds 60] [--recipe FILE] [--source SPEC] [--json]`.

A video of drawn parts, 640×480 at 30 pictures a second, is inspected by `lite` as a camera would be, while the window
paints (offscreen): verdicts a second, time from capture to verdict, and how late the window's event loop was.
"""

import argparse
import tempfile
from pathlib import Path

import cv2
import numpy as np

from benchmarks.open_window import CAMERA_SIZE, LatenessMeter, Witness, open_and_start, run_for, taught_recipe
from core.demo.parts import DefectKind, draw_part
from core.terminal import Terminal
from gui.app import Opened
from gui.station.activity import Activity

RATE = 30
WARM_UP_S = 5.0
LONGEST_START_S = 60


def write_video(path: Path, seconds: float) -> None:
    """Parts that move along a belt, every fourth with a spot, so that no two pictures are alike."""
    video = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), RATE, CAMERA_SIZE)
    kinds = tuple(DefectKind)
    parts = [draw_part(0, 20_000 + n, kinds[n % len(kinds)] if n % 4 == 0 else None).image for n in range(12)]
    enlarged = [cv2.cvtColor(cv2.resize(part, CAMERA_SIZE), cv2.COLOR_RGB2BGR) for part in parts]
    for number in range(round(seconds * RATE)):
        shift = np.array([[1, 0, 6 * np.sin(number / 9)], [0, 1, 0]], np.float32)
        frame = cv2.warpAffine(
            enlarged[number // RATE % len(parts)], shift, CAMERA_SIZE, borderMode=cv2.BORDER_REPLICATE
        )
        video.write(frame)
    video.release()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--recipe", type=Path, help="instead of one taught on drawn parts")
    parser.add_argument("--source", help="instead of the video")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        video = folder / "belt.avi"
        if arguments.source is None:
            write_video(video, arguments.seconds + WARM_UP_S + LONGEST_START_S)
        recipe = arguments.recipe or taught_recipe(folder, camera=True)
        opened = open_and_start(recipe, arguments.source or str(video), folder / "settings.json")
        fields = measure(opened, arguments.seconds)
        opened.window.close()
    Terminal(arguments.json).result(fields, "\n".join(f"{name}: {value:.4g}" for name, value in fields.items()))


def measure(opened: Opened, seconds: float) -> dict[str, float]:
    """Wait until the run goes, then measure for so long."""
    witness, meter = Witness(opened), LatenessMeter(opened.window)
    waited = 0.0
    while not witness.seen.numbers and waited < LONGEST_START_S:
        run_for(0.5)
        waited += 0.5
    if opened.station.activity is not Activity.RUNNING:
        raise SystemExit(f"The run did not start: {opened.station.activity}.")
    run_for(WARM_UP_S)
    first = len(witness.seen.numbers)
    meter.start()
    run_for(seconds)
    numbers, latencies = witness.seen.numbers[first:], witness.seen.latencies_ms[first:]
    p50, p95 = np.percentile(latencies, [50, 95])
    return {
        "verdicts_per_second": len(numbers) / seconds,
        "capture_to_verdict_ms_p50": float(p50),
        "capture_to_verdict_ms_p95": float(p95),
        **meter.fields(),
        "pictures_dropped": float(numbers[-1] - numbers[0] + 1 - len(numbers)),
    }


if __name__ == "__main__":
    main()
