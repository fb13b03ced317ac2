"""What one part costs the window's thread in processor time, from result to painted page, with and without a worker.

Run: QT_QPA_PLATFORM=offscreen python -m benchmarks.drawing
"""

import json
from collections.abc import Callable
from time import thread_time

import cv2
import numpy as np
from PySide6.QtWidgets import QApplication, QWidget

from core.types import Frame, Inspection, Verdict
from gui.look.theme import Appearance, apply_appearance
from gui.pages.inspect.inspect_page import InspectPage
from gui.pictures.prepared_pictures import PreparedPictures
from gui.station.activity import Activity

SIZES = ((640, 480), (4000, 3000))
PAGE = (1184, 916)  # what rail, header and run bar leave of 1280 × 1092
WARM_UP, PARTS = 5, 30


def make_part(width: int, height: int, number: int) -> Inspection:
    """A part with a spot at twice the threshold in a picture of noise; the seed is the number."""
    rng = np.random.default_rng(number)
    coarse = rng.integers(0, 255, (height // 16, width // 16, 3), dtype=np.uint8)
    image = np.asarray(cv2.resize(coarse, (width, height)), np.uint8)
    score_map = np.full((256, 256), 0.3, np.float32)
    cv2.circle(score_map, (128 + number, 128), 12, 2.0, -1)
    smooth = np.asarray(cv2.GaussianBlur(score_map, (0, 0), 6), np.float32)
    return Inspection(Frame(image, f"{number}.png", number, 0.0), smooth, 2.0, Verdict.FAIL, (), 50.0)


def milliseconds(page: InspectPage, part: Inspection, before: Callable[[Inspection], None]) -> float:
    """Show one part, all painting included; `before` is a worker's work and not counted."""
    before(part)
    start = thread_time()
    page.show_results([part])
    QApplication.processEvents()
    return (thread_time() - start) * 1000


def measure(width: int, height: int, prepared: bool) -> dict[str, object]:
    """Show PARTS parts of one size, a few before them to warm up."""
    pictures = PreparedPictures()
    window = QWidget()
    page = InspectPage(pictures, window)
    window.resize(*PAGE)
    page.resize(*PAGE)
    window.show()
    page.show_status(Activity.RUNNING, "")
    before: Callable[[Inspection], None] = pictures.prepare if prepared else lambda _part: None
    took = [milliseconds(page, make_part(width, height, number), before) for number in range(WARM_UP + PARTS)][WARM_UP:]
    window.close()
    return {
        "frame": f"{width}x{height}",
        "prepared_by_worker": prepared,
        "ms_median": round(float(np.median(took)), 1),
        "ms_p95": round(float(np.percentile(took, 95)), 1),
    }


def main() -> None:
    """Print one JSON line for each size, without and with a worker's help."""
    app = QApplication([])
    apply_appearance(app, Appearance())
    for width, height in SIZES:
        for prepared in (False, True):
            print(json.dumps(measure(width, height, prepared)), flush=True)
    app.quit()


if __name__ == "__main__":
    main()
