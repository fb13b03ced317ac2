"""The whole window, offscreen, as benchmarks sit before it: what it showed, and how late its event loop was."""

import os
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
import psutil
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Slot

from core.demo.parts import write_dataset
from core.places import RECORDS_VARIABLE
from core.recipe_file import save_recipe
from core.sources.drawn import DrawnSource
from core.training.lesson import Lesson
from core.training.teaching import teach
from core.types import Frame, Inspection
from gui.app import Opened, WindowOptions, open_window
from gui.services import Services
from gui.station.inspection_worker import Result

BEAT_MS = 10
CAMERA_SIZE = 640, 480  # width and height in pixels


class LatenessMeter(QObject):
    """How late a timer of BEAT_MS fires: what a hand on the screen would feel."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.late_ms: list[float] = []
        self._due = 0.0
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)

    def start(self) -> None:
        """Measure from now on."""
        self.late_ms.clear()
        self._due = perf_counter() + BEAT_MS / 1000
        self._timer.start()

    @Slot()
    def _on_beat(self) -> None:
        now = perf_counter()
        self.late_ms.append(max(0.0, (now - self._due) * 1000))
        self._due = now + BEAT_MS / 1000

    def fields(self) -> dict[str, float]:
        """The 99th percentile and the worst, in milliseconds."""
        return {
            "event_loop_late_ms_p99": float(np.percentile(self.late_ms, 99)),
            "event_loop_late_ms_max": max(self.late_ms),
        }


@dataclass
class Seen:
    """What reached the screen: frame numbers and latencies of the parts, in order.

    Arrays, since a list would keep each number as an object: 7 MB after 100,000 parts, which are not the window's.
    """

    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    latencies_ms: "array[float]" = field(default_factory=lambda: array("d"))


class Witness(QObject):
    """Writes down each result as the window gets it."""

    def __init__(self, opened: Opened) -> None:
        super().__init__()
        self.seen = Seen()
        opened.station.results_arrived.connect(self.on_results)

    @Slot(object)
    def on_results(self, results: list[Result]) -> None:
        """Note the parts among the results."""
        for result in results:
            if isinstance(result, Inspection):
                self.seen.numbers.append(result.frame.number)
                self.seen.latencies_ms.append(result.latency_ms)


class CameraSized:
    """Drawn good parts as a camera of 640×480 would give them."""

    name, total = "drawn parts", None

    def __init__(self, images: int) -> None:
        self._drawn = DrawnSource(0, images, defect_share=0, first=0)

    def frames(self) -> Iterator[Frame]:
        """Give one picture after another."""
        for frame in self._drawn.frames():
            if isinstance(frame, Frame):
                yield replace(frame, image=cv2.resize(frame.image, CAMERA_SIZE).astype(np.uint8))


def taught_recipe(folder: Path, images: int = 20, camera: bool = False) -> Path:
    """Teach `lite` drawn parts, square or as a camera gives them, and give the recipe's file."""
    source = CameraSized(images) if camera else DrawnSource(0, images, defect_share=0, first=0)
    recipe = teach(source, Lesson("benchmark")).recipe
    path = folder / "benchmark.filbert"
    save_recipe(recipe, path)
    return path


def drawn_good_images(folder: Path, count: int) -> Path:
    """Draw good parts into a folder, and give the one with the images."""
    write_dataset(folder, 3, good=count, test_good=1, per_defect=0)
    return folder / "train" / "good"


def open_and_start(recipe: Path, source: str, settings: Path, services: Services | None = None) -> Opened:
    """Open the window with recipe and source, which starts by itself; settings and records of its own."""
    os.environ[RECORDS_VARIABLE] = str(settings.parent / "records")
    return open_window(WindowOptions(recipe=recipe, source=source, settings=settings), perf_counter(), services)


def run_for(seconds: float) -> None:
    """Let the window live for so long. QApplication.quit would close it."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop, loop.quit)
    loop.exec()


def resident_megabytes() -> float:
    """Memory of this process that is in use now."""
    return float(psutil.Process().memory_info().rss / 1e6)
