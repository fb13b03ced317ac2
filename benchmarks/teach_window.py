"""Teaching in the whole window: `python -m benchmarks.teach_window [--images 60] [--beside] [--json]`.

Drawn good parts are taught through the wizard's Train page, offscreen: how late the window's event loop was while
Filbert learned, how long that took, and how old the heatmaps on the screen got. With `--beside` a folder of drawn parts
is inspected at the same time.
"""

import argparse
import os
import tempfile
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QObject, Slot

from benchmarks.open_window import LatenessMeter, drawn_good_images, open_and_start, run_for, taught_recipe
from core.places import DRAFTS_VARIABLE, RECORDS_VARIABLE
from core.terminal import Terminal
from core.types import TrainingProgress
from gui.app import Opened, WindowOptions, open_window
from gui.pages.teach.teach_page import TeachPage
from gui.pages.teach.train_page import TrainPage

LONGEST_S = 3600.0
_LOOK_S = 0.2


class GlimpseWatch(QObject):
    """How long the screen had to wait for newer heatmaps, at the longest, once there were any."""

    def __init__(self, page: TrainPage) -> None:
        super().__init__(page)
        self.longest_s = 0.0
        self._seen: object = ()
        self._seen_at: float | None = None
        page.training.progressed.connect(self.on_progress)

    @Slot(object)
    def on_progress(self, progress: TrainingProgress) -> None:
        """Note when heatmaps are other than before."""
        if not progress.glimpses or progress.glimpses is self._seen:
            return
        now = perf_counter()
        if self._seen_at is not None:
            self.longest_s = max(self.longest_s, now - self._seen_at)
        self._seen, self._seen_at = progress.glimpses, now


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=60)
    parser.add_argument("--beside", action="store_true", help="inspect meanwhile")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        os.environ[DRAFTS_VARIABLE] = str(folder / "drafts")
        os.environ[RECORDS_VARIABLE] = str(folder / "records")
        good = drawn_good_images(folder / "drawn", arguments.images)
        if arguments.beside:
            opened = open_and_start(taught_recipe(folder), "test:parts", folder / "settings.json")
        else:
            opened = open_window(WindowOptions(settings=folder / "settings.json"), perf_counter())
        fields = measure(opened, good)
        opened.window.close()
    Terminal(arguments.json).result(fields, "\n".join(f"{name}: {value:.4g}" for name, value in fields.items()))


def measure(opened: Opened, good: Path) -> dict[str, float]:
    """Go through the wizard to Train, teach, and measure until it is done."""
    page = train_page(opened, good)
    meter, watch = LatenessMeter(opened.window), GlimpseWatch(page)
    inspected = opened.station.shift.inspected
    page.start()
    started = perf_counter()
    meter.start()
    while page.training.running and perf_counter() - started < LONGEST_S:
        run_for(_LOOK_S)
    seconds = perf_counter() - started
    if not page.isComplete():
        raise SystemExit("The teaching did not come to its end.")
    return {
        "seconds": seconds,
        **meter.fields(),
        "glimpse_age_s_max": watch.longest_s,
        "inspected_per_second": (opened.station.shift.inspected - inspected) / seconds,
    }


def train_page(opened: Opened, good: Path) -> TrainPage:
    """Fill in the wizard's pages as an engineer would, up to Train."""
    opened.window.show_page("teach")
    teach = opened.window.findChild(TeachPage)
    if teach is None:
        raise SystemExit("The window has no page Teach.")
    teach.state.change(name="benchmark", source=str(good), folders=(good,))
    waited = perf_counter()
    while not teach.state.images and perf_counter() - waited < LONGEST_S:
        run_for(_LOOK_S)
    teach.wizard.go_to("train")
    page = teach.wizard.current
    if not isinstance(page, TrainPage):
        raise SystemExit("The wizard did not come to its page Train.")
    return page


if __name__ == "__main__":
    main()
