"""One inspected part as it is remembered, and which of them somebody wants to see."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.types import Region, Verdict


class Opinion(StrEnum):
    """What a person said of a part after looking at it."""

    GOOD = "good"
    BAD = "bad"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Confirmation:
    """Who said what of a part, and when (UTC)."""

    opinion: Opinion
    by: str
    at: datetime


@dataclass(frozen=True)
class Record:
    """One inspected part.

    `id` is the store's own, 0 before it is kept; `at` is the moment of the verdict (UTC, aware). The score is on the
    recipe's scale; `latency_ms` from capture to verdict. `width` and `height` of the picture in pixels. `image` and
    `score_map` are paths inside the archive, empty where no picture was kept.
    """

    at: datetime
    station: str
    recipe: str
    recipe_version: int
    source: str
    name: str  # of the image, as the source calls it
    number: int  # in the source's order
    score: float
    verdict: Verdict
    regions: tuple[Region, ...] = ()
    latency_ms: float = 0.0
    width: int = 0
    height: int = 0
    lot: str = ""
    confirmation: Confirmation | None = None
    image: str = ""
    score_map: str = ""
    id: int = 0


@dataclass(frozen=True)
class Batch:
    """Which records a writer gives to a store: its own name, unlike any other's, and a number that grows."""

    writer: str
    number: int


class Order(StrEnum):
    """What records are sorted by."""

    TIME = "time"
    SCORE = "score"


@dataclass(frozen=True)
class Filter:
    """Which records are wanted; None and empty stand for all. Times are UTC, `until` not included.

    `up_to_id` leaves out what is kept later, whatever time it has: another station's clock may be slow. `text` is
    looked for, letter by letter, in the names of image, source, lot and who confirmed.
    """

    since: datetime | None = None
    until: datetime | None = None
    verdicts: tuple[Verdict, ...] = ()
    recipe: str | None = None
    recipe_version: int | None = None
    lot: str | None = None
    score_from: float | None = None
    score_to: float | None = None
    text: str = ""
    opinions: tuple[Opinion, ...] = ()
    only_unconfirmed: bool = False
    up_to_id: int | None = None
