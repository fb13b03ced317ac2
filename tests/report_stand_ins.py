"""Records made up for reports, and series of scores whose truth is known."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from core.records.record import Confirmation, Opinion, Record
from core.reports.report import Report, ReportTally, Scope
from core.shifts import ShiftTimes
from core.types import Region, Verdict

START = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)

Scores = npt.NDArray[np.float64]


def record(verdict: Verdict = Verdict.PASS, minutes: float = 0.0, said: Opinion | None = None, **values: Any) -> Record:
    """One part; `minutes` after START, called `said` by somebody an hour later."""
    at = START + timedelta(minutes=minutes)
    usual = {"station": "line 1", "recipe": "nut", "recipe_version": 1, "source": "camera:0", "name": "0001.png"}
    score = 1.4 if verdict is Verdict.FAIL else 0.4
    values = {**usual, "number": 1, "score": score, "width": 640, "height": 480, **values}
    confirmation = None if said is None else Confirmation(said, "Ada", at + timedelta(hours=1))
    return Record(at=at, verdict=verdict, confirmation=confirmation, **values)


def region(x: int, y: int, width: int, height: int, peak: float = 1.4) -> Region:
    return Region(x, y, width, height, width * height, peak)


def series(scores: Scores, seconds: float = 2.0, **values: Any) -> Iterator[Record]:
    """Parts with these scores, one after another; those from 1 on fail."""
    for index in range(len(scores)):
        score = float(scores[index])
        verdict = Verdict.FAIL if score >= 1 else Verdict.PASS
        yield record(verdict, index * seconds / 60, score=score, name=f"{index:07}.png", number=index + 1, **values)


def make_report(records: Iterable[Record], scope: Scope, times: ShiftTimes, made_at: datetime) -> Report:
    """A report of records in order of time, in one go."""
    tally = ReportTally(times)
    for known in records:
        tally.add(known)
    return tally.report(scope, made_at)


def good(rng: np.random.Generator, count: int) -> Scores:
    """Scores of good parts: around 0.45, skewed as maxima are, about one of 800 over 1."""
    scores: Scores = 0.3 + rng.gamma(4.0, 0.04, count)
    return scores


def mixed(rng: np.random.Generator, count: int, bad_share: float) -> Scores:
    """The same with a share of bad parts, which score from 1 to 3."""
    return np.where(rng.random(count) < bad_share, rng.uniform(1.0, 3.0, count), good(rng, count))
