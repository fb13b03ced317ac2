"""The Review page over many records: `python -m benchmarks.review [--records 1000000] [--seconds 20] [--json]`.

In the whole window, offscreen: how long from a change of filter or order until the first rows are
painted (and until all are counted), how late the window's event loop is while
somebody scrolls and jumps through the list and records are written at the same time, and how much memory a million
records take beside a thousand. Each window runs in a process of its own.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import perf_counter, sleep
from typing import cast

import psutil
from PySide6.QtCore import QObject, QTimer, Slot

from benchmarks.open_window import LatenessMeter, run_for
from benchmarks.records import fill, make
from benchmarks.review_changes import changes
from core.places import RECORDS_VARIABLE
from core.records.places import records_file
from core.records.store import RecordStore
from core.records.writer import RecordWriter
from core.terminal import Terminal
from gui.app import WindowOptions, open_window
from gui.pages.review.periods import Period
from gui.pages.review.review_page import ReviewPage

FEW = 1000
_FRAME_MS = 16
_LONGEST_S = 120.0


class Hand(QObject):
    """Scrolls three rows a frame, and jumps somewhere else once a second."""

    def __init__(self, page: ReviewPage) -> None:
        super().__init__(page)
        self._bar, self._dice, self._frames = page.list.table.verticalScrollBar(), Random(0), 0
        self._timer = QTimer(self, interval=_FRAME_MS)
        self._timer.timeout.connect(self._on_frame)
        self._timer.start()

    @Slot()
    def _on_frame(self) -> None:
        self._frames += 1
        if self._frames % 60 == 0:
            self._bar.setValue(self._dice.randrange(self._bar.maximum() + 1))
        else:
            self._bar.setValue(self._bar.value() + 3 * 48)


class Pen:
    """Writes so many records a second, in a thread of its own, until it is put down."""

    def __init__(self, writer: RecordWriter, first: int, rate: int) -> None:
        self._writer, self._first, self._rate = writer, first, rate
        self.written, self._over = 0, threading.Event()
        self._thread = threading.Thread(target=self._write)
        self._thread.start()

    def put_down(self) -> None:
        """End."""
        self._over.set()
        self._thread.join()

    def _write(self) -> None:
        dice, started = Random(2), perf_counter()
        while not self._over.is_set():
            while self.written < (perf_counter() - started) * self._rate:
                self._writer.add(make(self._first + self.written, dice))
                self.written += 1
            sleep(0.005)


def look(seconds: float, rate: int, count: int) -> dict[str, float]:
    """Open the window over the store of FILBERT_RECORDS_DIR, and scroll through it."""
    with tempfile.TemporaryDirectory() as place:
        opened = open_window(WindowOptions(settings=Path(place) / "settings.json"), perf_counter())
        recording = opened.station.terms.recording
        if recording is None:
            raise SystemExit("The station records nothing.")
        _wait(lambda: recording.recording.store is not None)
        opened.window.show_page("review")
        page = cast("ReviewPage", opened.window.findChild(ReviewPage))
        page.list.filter.period.choose(Period.ALL)
        page.list.filter.verdict.choose(())
        page.searching.begin()
        _wait(lambda: page.list.model.rowCount() >= count and page.work.idle)
        changed = changes(page)
        page.list.filter.clear()
        page.list.filter.period.choose(Period.ALL)
        page.list.filter.verdict.choose(())
        page.searching.begin()
        _wait(lambda: page.list.model.rowCount() >= count and page.work.idle)
        meter, hand, pen = LatenessMeter(opened.window), Hand(page), Pen(recording.recording.writer, count, rate)
        meter.start()
        run_for(seconds)
        pen.put_down()
        fields = {
            **{f"{kind}_ms, {name}": value for name, of in changed.items() for kind, value in of.items()},
            **meter.fields(),
            "written_per_second": pen.written / seconds,
            "resident_megabytes": psutil.Process(os.getpid()).memory_info().rss / 1e6,
        }
        hand.deleteLater()
        opened.window.close()
    return fields


def in_its_own_process(count: int, seconds: float, rate: int) -> dict[str, float]:
    """Fill a store with so many records, and look through it in a fresh process."""
    with tempfile.TemporaryDirectory() as place:
        environment = {**os.environ, RECORDS_VARIABLE: place, "QT_QPA_PLATFORM": "offscreen"}
        os.environ[RECORDS_VARIABLE] = place
        store = RecordStore.open(f"sqlite:///{records_file()}")
        fill(store, count)
        store.close()
        command = [sys.executable, "-m", "benchmarks.review", "--look", str(count)]
        command += ["--seconds", str(seconds), "--rate", str(rate)]
        out = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    found: dict[str, float] = json.loads(out.splitlines()[-1])
    return found


def _wait(condition: Callable[[], bool]) -> None:
    ended = perf_counter() + _LONGEST_S
    while not condition():
        if perf_counter() > ended:
            raise SystemExit("The window did not come so far.")
        run_for(0.01)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--rate", type=int, default=2000, help="records written a second meanwhile")
    parser.add_argument("--look", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.look is not None:
        print(json.dumps(look(arguments.seconds, arguments.rate, arguments.look)))
        return
    few = in_its_own_process(FEW, arguments.seconds, arguments.rate)
    many = in_its_own_process(arguments.records, arguments.seconds, arguments.rate)
    fields = {"records": float(arguments.records), **many}
    fields["megabytes_more_than_with_1000"] = many["resident_megabytes"] - few["resident_megabytes"]
    Terminal(arguments.json).result(fields, "\n".join(f"{name}: {value:.4g}" for name, value in fields.items()))


if __name__ == "__main__":
    main()
