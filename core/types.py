"""What crosses a border between two parts of Filbert: frozen, and only asked for what it holds."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]
"""A picture: (H, W, 3), RGB, 0 to 255."""

ScoreMap = npt.NDArray[np.float32]
"""How odd each place of a picture is: (h, w), on the recipe's scale (0 median of good maps, 1 threshold) unless raw."""

Mask = npt.NDArray[np.bool_]
"""Which pixels of a picture are meant, such as those of a defect or those to inspect: (H, W)."""

Scores = npt.NDArray[np.float64]
"""Scores of some pictures: (n,)."""


class Verdict(StrEnum):
    """What the screen says: three are about the part, NO PART is about the picture, the rest about the station."""

    PASS = "PASS"
    REVIEW = "REVIEW"
    FAIL = "FAIL"
    NO_PART = "NO PART"
    NOT_READY = "NOT READY"
    ERROR = "ERROR"

    @property
    def about_part(self) -> bool:
        """Whether a part was judged; only then are there a score and regions to show."""
        return self in (Verdict.PASS, Verdict.REVIEW, Verdict.FAIL)


class SourceState(StrEnum):
    """How a source that gives pictures at its own pace is doing."""

    OPENING = "OPENING"
    LIVE = "LIVE"
    STALLED = "STALLED"  # no new picture for some periods, or the same one again and again
    LOST = "LOST"  # it has gone
    RECONNECTING = "RECONNECTING"

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong with it, as far as is known."""
        return self in (SourceState.OPENING, SourceState.LIVE)


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
class SourceNotice:
    """What a source says of itself while it has no picture to give, or when its state changes.

    `sentence` says what is wrong and what to do, for the user; empty when all is well. `dropped` counts the pictures
    nobody took in time since the source was opened.
    """

    state: SourceState
    sentence: str = ""
    dropped: int = 0


@dataclass(frozen=True)
class Region:
    """One connected area over the threshold: box and area in pixels of the frame, peak on the recipe's scale."""

    x: int
    y: int
    width: int
    height: int
    area: int
    peak: float


class PartKey:
    """Tells a part from all others, for whoever keeps something about it as long as the part is kept anywhere."""

    __slots__ = ("__weakref__",)


@dataclass(frozen=True, eq=False)
class Inspection:
    """What was found out about one frame; score and map on the recipe's scale, latency from capture to verdict.

    `reason` is a sentence for the user when no part was judged, else empty. `warning` is one about the station, such as
    light that has changed; a part judged all the same keeps its verdict. `outlines` are closed lines round what is
    inspected, corners (n, 2) in pixels of the frame; none when that is all of it. `key` stays the same when the part is
    kept in another form, such as with a packed picture.
    """

    frame: Frame
    score_map: ScoreMap
    score: float
    verdict: Verdict
    regions: tuple[Region, ...]
    latency_ms: float
    reason: str = ""
    warning: str = ""
    outlines: tuple[npt.NDArray[np.float32], ...] = ()
    key: PartKey = field(default_factory=PartKey, repr=False)


@dataclass(frozen=True)
class LossCurve:
    """The mean squared residual so far as points (step, loss): of images learned from, and of ones held out."""

    taught: tuple[tuple[int, float], ...] = ()
    held_out: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, eq=False)
class Glimpse:
    """A picture as the detector sees it while it still learns, or once it has.

    `image` (H, W, 3) is small, `score_map` (h, w) covers it. The map's scale is a preliminary one: 0 is the median and
    1 the highest of the good pictures shown, which were all held out. `defective` pictures were given as such. Only
    the finished detector gives a `score`, and its map is on the recipe's scale.
    """

    name: str
    image: Image
    score_map: ScoreMap
    defective: bool = False
    score: float | None = None

    @property
    def highest(self) -> float:
        """The score, or until there is one the highest of the map."""
        return float(self.score_map.max()) if self.score is None else self.score


@dataclass(frozen=True, eq=False)
class TrainingProgress:
    """How far teaching has come: what is being done, the share of all work done (0 to 1), seconds still to go.

    `losses` and `glimpses` are all so far and the newest; glimpses come anew every two seconds at least while the
    detector learns. `finishing` tells that the user's wish to finish has been heard.
    """

    stage: str
    fraction: float
    seconds_left: float | None
    losses: LossCurve = LossCurve()
    glimpses: tuple[Glimpse, ...] = ()
    finishing: bool = False
