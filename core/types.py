"""What crosses a border between two parts of Filbert: frozen, and free of any behaviour."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]
"""A picture: (H, W, 3), RGB, 0 to 255."""

ScoreMap = npt.NDArray[np.float32]
"""How odd each place of a picture is: (h, w), on the recipe's scale (0 median of good maps, 1 threshold)."""


class Verdict(StrEnum):
    """What the screen says: PASS and FAIL are about the part, the other two about the station."""

    PASS = "PASS"
    FAIL = "FAIL"
    NOT_READY = "NOT READY"
    ERROR = "ERROR"


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture from a source.

    `number` counts from 1 in the source's order, skipped images included; `captured_at` is
    `time.perf_counter()` seconds at the moment the picture was had.
    """

    image: Image
    name: str
    number: int
    captured_at: float
    path: Path | None = None


@dataclass(frozen=True)
class SkippedImage:
    """A picture of the source that could not be read; `reason` is a sentence for the user."""

    name: str
    number: int
    reason: str


@dataclass(frozen=True)
class Region:
    """One connected area over the threshold: box and area in pixels of the frame, peak on the recipe's scale."""

    x: int
    y: int
    width: int
    height: int
    area: int
    peak: float


@dataclass(frozen=True, eq=False)
class Inspection:
    """What was found out about one frame; score and map on the recipe's scale, latency from capture to verdict.

    `reason` is empty unless the verdict is ERROR: then it is a sentence for the user.
    """

    frame: Frame
    score_map: ScoreMap
    score: float
    verdict: Verdict
    regions: tuple[Region, ...]
    latency_ms: float
    reason: str = ""


@dataclass(frozen=True)
class TrainingProgress:
    """How far teaching has come: what is being done, the share of all work done (0 to 1), seconds still to go."""

    stage: str
    fraction: float
    seconds_left: float | None
