"""Stand-ins for what core gives the window: small, told what to do, and with no clock in them."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np

from core.errors import FilbertError
from core.types import Frame, Image, Inspection, Region, ScoreMap, SkippedImage, Verdict
from gui.workers import WorkerThread

PATIENCE_S = 20.0  # only a test that fails waits that long


def make_frame(number: int, name: str | None = None) -> Frame:
    image = np.full((24, 32, 3), number % 256, np.uint8)
    return Frame(image, name or f"{number:03}.png", number, captured_at=float(number))


def make_frames(count: int) -> list[Frame]:
    return [make_frame(number) for number in range(1, count + 1)]


def make_inspection(frame: Frame, score: float = 0.4) -> Inspection:
    verdict = Verdict.FAIL if score >= 1 else Verdict.PASS
    score_map: ScoreMap = np.full((6, 8), min(score, 0.4), np.float32)
    score_map[2:4, 3:5] = score
    regions = (Region(12, 8, 8, 8, 64, score),) if verdict is Verdict.FAIL else ()
    return Inspection(frame, score_map, score, verdict, regions, latency_ms=5.0)


@dataclass(frozen=True)
class StandInCard:
    name: str = "Hazelnut"
    version: int = 4
    taught_at: datetime = datetime(2026, 11, 18, 12, tzinfo=UTC)


@dataclass(frozen=True, eq=False)
class StandInRecipe:
    card: StandInCard = StandInCard()
    thumbnail: Image = field(default_factory=lambda: np.zeros((8, 8, 3), np.uint8))


def every_fifth_fails(frame: Frame) -> float:
    return 1.5 if frame.number % 5 == 0 else 0.4


class StandInInspector:
    """Judges by `score_of`; notes what it has seen, and in which thread."""

    def __init__(self, score_of: Callable[[Frame], float] = every_fifth_fails, device_label: str = "abacus") -> None:
        self.score_of, self.device_label = score_of, device_label
        self.seen: list[str] = []
        self.threads: set[int] = set()
        self._seen_more = threading.Condition()

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

    items: Sequence[Frame | SkippedImage | Exception]
    name: str = "parts"
    total: int | None = None

    def __post_init__(self) -> None:
        self.total = len(self.items)

    def frames(self) -> Iterator[Frame | SkippedImage]:
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
    assert thread.wait(round(PATIENCE_S * 1000))
