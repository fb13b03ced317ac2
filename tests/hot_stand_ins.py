"""A hot folder in a time of its own: it passes while the source waits, and what is to happen then happens."""

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
from live_stand_ins import HandClock

from core.sources.base import WAKE_S, SourceItem
from core.sources.hot_folder import HotFolderSource
from core.types import Frame, Image, SkippedImage, SourceNotice, Verdict

A_WHILE_S = 20.0


def noise(seed: int, side: int = 20) -> Image:
    return np.random.default_rng(seed).integers(0, 256, (side, side, 3), np.uint8)


def encoded(image: Image, ending: str) -> bytes:
    """An image as a file's content, without loss where the kind of file can do so."""
    content = io.BytesIO()
    PIL.Image.fromarray(image).save(content, PIL.Image.registered_extensions()[ending], lossless=True)
    return content.getvalue()


def png(image: Image) -> bytes:
    return encoded(image, ".png")


def put(path: Path, seed: int = 0, changed_at: float | None = None) -> Path:
    """Put a whole image there; `changed_at` is the time of its last change in seconds."""
    path.write_bytes(png(noise(seed)))
    if changed_at is not None:
        touch(path, changed_at)
    return path


def touch(path: Path, changed_at: float) -> None:
    os.utime(path, ns=(round(changed_at * 1e9),) * 2)


class HotLine:
    """A source on `hot` in a folder, its ledger beside it, and a reader. Opened anew it is what a restart is."""

    def __init__(self, place: Path, **options: Any) -> None:
        self.folder, self.ledger_place = place / "hot", place / "ledgers"
        self.folder.mkdir(exist_ok=True)
        self.clock = HandClock()
        self.looks = 0
        self.waits: list[float] = []
        self.fault: OSError | None = None  # raised instead of listing the folder
        self._options = options
        self._plan: list[tuple[float, Callable[[], object]]] = []
        self.reopen()

    def reopen(self, **options: Any) -> None:
        """As if the program had been killed and started again."""
        self._options |= options
        self.source = HotFolderSource(
            self.folder,
            ledger_place=self.ledger_place,
            clock=self.clock,
            wait=self._wait,
            scan=self._scan,  # type: ignore[arg-type]
            **self._options,
        )
        self.read_anew()

    def read_anew(self) -> None:
        self.items: Iterator[SourceItem] = self.source.frames()

    def plan(self, after_s: float, action: Callable[[], object]) -> None:
        """Have something happen in so many seconds."""
        self._plan.append((self.clock.now + after_s, action))

    def run(self, seconds: float = A_WHILE_S) -> list[SourceItem]:
        """Read for so long; give all items."""
        end, items = self.clock.now + seconds, []
        while self.clock.now < end - 1e-6:
            items.append(next(self.items))
        return items

    def pictures(self, seconds: float = A_WHILE_S, verdict: Verdict | None = Verdict.PASS) -> list[Frame]:
        """Read for so long and settle each frame; give the frames. Anything skipped is a failure."""
        frames = [item for item in self.run(seconds) if not isinstance(item, SourceNotice)]
        for frame in frames:
            assert isinstance(frame, Frame), frame
            if verdict is not None:
                self.source.settle(frame, verdict)
        return frames  # type: ignore[return-value]

    def names(self, seconds: float = A_WHILE_S) -> list[str]:
        return [frame.name for frame in self.pictures(seconds)]

    def skipped(self, seconds: float = A_WHILE_S) -> list[SkippedImage]:
        return [item for item in self.run(seconds) if isinstance(item, SkippedImage)]

    def notices(self, seconds: float = 1.0) -> list[SourceNotice]:
        return [item for item in self.run(seconds) if isinstance(item, SourceNotice)]

    def moved(self, to: str) -> list[str]:
        return sorted(path.name for path in (self.folder / to).iterdir())

    def _wait(self, seconds: float) -> None:
        assert 0 <= seconds <= WAKE_S
        self.waits.append(seconds)
        self.clock.now += seconds
        while due := [entry for entry in self._plan if entry[0] <= self.clock.now]:
            self._plan.remove(min(due, key=lambda entry: entry[0]))
            min(due, key=lambda entry: entry[0])[1]()

    def _scan(self, folder: Path) -> Any:
        self.looks += 1
        if self.fault is not None:
            raise self.fault
        return os.scandir(folder)
