"""Stand-ins for what core gives the window: small, told what to do, and with no clock in them."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from core.errors import FilbertError
from core.inspection.judge import verdict_of
from core.inspection.pipeline import no_score
from core.sources.base import SourceItem
from core.types import Frame, Image, Inspection, Region, ScoreMap, Verdict
from gui.station.inspection_worker import Result
from gui.workers import Failure, Worker, WorkerThread

PATIENCE_S = 20.0  # only a test that fails waits that long
PATIENCE_MS = round(PATIENCE_S * 1000)


def make_frame(number: int, name: str | None = None) -> Frame:
    image = np.full((24, 32, 3), number % 256, np.uint8)
    return Frame(image, name or f"{number:03}.png", number, captured_at=float(number))


def make_frames(count: int) -> list[Frame]:
    return [make_frame(number) for number in range(1, count + 1)]


def make_inspection(frame: Frame, score: float = 0.4) -> Inspection:
    verdict = verdict_of(score)
    score_map: ScoreMap = np.full((6, 8), min(score, 0.4), np.float32)
    score_map[2:4, 3:5] = score
    regions = (Region(12, 8, 8, 8, 64, score),) if verdict is Verdict.FAIL else ()
    reason = no_score(frame.name) if verdict is Verdict.ERROR else ""
    return Inspection(frame, score_map, score, verdict, regions, latency_ms=5.0, reason=reason)


@dataclass(frozen=True)
class StandInCard:
    name: str = "Hazelnut"
    version: int = 4
    taught_at: datetime = datetime(2026, 11, 18, 12, tzinfo=UTC)
    review_from: float = 1.0


@dataclass(frozen=True, eq=False)
class StandInRecipe:
    card: StandInCard = StandInCard()
    thumbnail: Image = field(default_factory=lambda: np.zeros((8, 8, 3), np.uint8))
    shortcoming: str = ""


def every_fifth_fails(frame: Frame) -> float:
    return 1.5 if frame.number % 5 == 0 else 0.4


class StandInInspector:
    """Judges by `score_of`; notes what it has seen, and in which thread."""

    parts_at_once = 1

    def __init__(self, score_of: Callable[[Frame], float] = every_fifth_fails, device_label: str = "abacus") -> None:
        self.score_of, self.device_label = score_of, device_label
        self.seen: list[str] = []
        self.threads: set[int] = set()
        self._seen_more = threading.Condition()

    def enter_thread(self) -> None:
        """Nothing is to be made ready."""

    def inspect(self, frame: Frame) -> Inspection:
        self.threads.add(threading.get_ident())
        with self._seen_more:
            self.seen.append(frame.name)
            self._seen_more.notify_all()
        return make_inspection(frame, self.score_of(frame))

    def wait_until_seen(self, count: int) -> None:
        """Hold up the calling thread until so many frames have come by."""
        with self._seen_more:
            assert self._seen_more.wait_for(lambda: len(self.seen) >= count, PATIENCE_S)


@dataclass
class ScriptedSource:
    """Gives its items in order; an exception among them is raised at its place."""

    items: Sequence[SourceItem | Exception]
    name: str = "parts"
    total: int | None = None

    def __post_init__(self) -> None:
        self.total = len(self.items)

    def frames(self) -> Iterator[SourceItem]:
        for item in self.items:
            if isinstance(item, Exception):
                raise item
            yield item


@dataclass
class EndlessSource:
    """Never ends, as a camera does."""

    name: str = "endless"
    total: int | None = None

    def frames(self) -> Iterator[Frame]:
        number = 0
        while True:
            number += 1
            yield make_frame(number)


class Gate:
    """Lets a worker through so many times as a test opened it: no test depends on who is faster."""

    def __init__(self) -> None:
        self._permits = threading.Semaphore(0)

    def open(self, times: int = 1) -> None:
        self._permits.release(times)

    def pass_through(self) -> None:
        if not self._permits.acquire(timeout=PATIENCE_S):
            raise FilbertError("No test opened the gate.")


def finish(thread: WorkerThread) -> None:
    """End a thread at a test's end, whatever came before."""
    thread.stop()
    assert thread.wait(PATIENCE_MS)


class Notes(QObject):
    """Writes down what a worker says, in the test's thread (qtbot.waitSignal on a worker would act in the worker's)."""

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self.outcomes: list[object] = []
        self.results: list[Result] = []
        self.previews: list[Frame] = []
        self.devices: list[str] = []
        self.announcements = 0
        worker.done.connect(self.on_done)
        worker.failed.connect(self.on_failed)
        worker.cancelled.connect(self.on_cancelled)
        worker.ended.connect(self.on_ended)

    @Slot(object)
    def on_done(self, thing: object) -> None:
        self.outcomes.append(("done", thing))

    @Slot(object)
    def on_failed(self, failure: Failure) -> None:
        self.outcomes.append(("failed", failure))

    @Slot()
    def on_cancelled(self) -> None:
        self.outcomes.append("cancelled")

    @Slot()
    def on_ended(self) -> None:
        self.outcomes.append("ended")

    @Slot(object)
    def on_results(self, results: list[Result]) -> None:
        self.results += results

    @Slot(object)
    def on_preview(self, frame: Frame) -> None:
        self.previews.append(frame)

    @Slot()
    def on_results_waiting(self) -> None:
        self.announcements += 1

    @Slot(str)
    def on_loaded(self, device: str) -> None:
        self.devices.append(device)


def run_to_its_end(qtbot: QtBot, thread: WorkerThread) -> None:
    with qtbot.waitSignal(thread.ended, timeout=PATIENCE_MS):
        thread.start()


def raising(error: Exception) -> Callable[[], object]:
    def work() -> object:
        raise error

    return work
