"""How the shift goes: counts, the spread of scores, and how fast parts are inspected."""

import math
from collections import deque
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.types import Inspection, Verdict

_EDGES = np.arange(41) / 20  # not steps of 0.05 added up: 3 / 20 is 0.15 to the last bit
_BINS = len(_EDGES) - 1
_RECENT = 200  # parts that rate and latency are taken from
TREND = 500  # parts whose scores the trend shows

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class LastScores:
    """The last scores, oldest first (n), and what each part was called (n); a part that wasn't judged has score NaN."""

    scores: npt.NDArray[np.float64]
    verdicts: tuple[Verdict, ...]


class Shift:
    """What was inspected since the last reset. Not thread-safe: one thread adds and reads."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin at nothing."""
        self._skipped = self._no_part = self._not_judged = 0
        self._histogram = {verdict: np.zeros(_BINS, np.int64) for verdict in Verdict if verdict.about_part}
        self._decided = dict.fromkeys((Verdict.PASS, Verdict.FAIL), 0)  # REVIEW parts that somebody has judged
        self._trend: deque[tuple[float, Verdict]] = deque(maxlen=TREND)
        self._latencies: deque[float] = deque(maxlen=_RECENT)
        self.begin_run()

    def begin_run(self) -> None:
        """Measure the rate from here on: while nothing runs, nothing is slow."""
        self._finished_at: deque[float] = deque(maxlen=_RECENT)

    def add(self, inspection: Inspection) -> None:
        """Count a part, or a picture without one. Raises ValueError for an ERROR or no score: that is no result."""
        verdict, score = inspection.verdict, inspection.score
        if verdict is Verdict.ERROR or (verdict.about_part and math.isnan(score)):
            raise ValueError(f"{inspection.frame.name} has no verdict with a score, so it can't be counted.")
        if verdict.about_part:
            self._histogram[verdict][_bin_of(score)] += 1
        elif verdict is Verdict.NO_PART:
            self._no_part += 1
        else:
            self._not_judged += 1
        self._trend.append((score if verdict.about_part else math.nan, verdict))
        self._latencies.append(inspection.latency_ms)
        self._finished_at.append(inspection.frame.captured_at + inspection.latency_ms / 1000)

    def add_skipped(self) -> None:
        """Count a file that could not be inspected."""
        self._skipped += 1

    def decide(self, verdict: Verdict) -> None:
        """Count one REVIEW part as PASS or FAIL from now on: somebody has looked at it.

        Raises ValueError for another verdict, or when no REVIEW part is left to decide.
        """
        if verdict not in self._decided or not self.reviewed:
            raise ValueError(f"No REVIEW part can be counted as {verdict}.")
        self._decided[verdict] += 1

    @property
    def inspected(self) -> int:
        """Parts with a verdict; skipped files and pictures without a part are not among them."""
        return sum(int(counts.sum()) for counts in self._histogram.values())

    @property
    def passed(self) -> int:
        """Parts that passed, by score or because somebody decided so."""
        return int(self._histogram[Verdict.PASS].sum()) + self._decided[Verdict.PASS]

    @property
    def failed(self) -> int:
        """Parts that failed, by score or because somebody decided so."""
        return int(self._histogram[Verdict.FAIL].sum()) + self._decided[Verdict.FAIL]

    @property
    def reviewed(self) -> int:
        """REVIEW parts that nobody has decided on yet."""
        return int(self._histogram[Verdict.REVIEW].sum()) - sum(self._decided.values())

    @property
    def no_part(self) -> int:
        """Pictures without a part."""
        return self._no_part

    @property
    def not_judged(self) -> int:
        """Pictures that were not judged because camera or light had changed."""
        return self._not_judged

    @property
    def trend(self) -> LastScores:
        """The last 500 results."""
        return LastScores(np.array([score for score, _ in self._trend]), tuple(verdict for _, verdict in self._trend))

    @property
    def skipped(self) -> int:
        """Files that could not be inspected."""
        return self._skipped

    @property
    def passed_histogram(self) -> Counts:
        """How many passed parts have a score in each bin: (40,)."""
        return self._histogram[Verdict.PASS].copy()

    @property
    def reviewed_histogram(self) -> Counts:
        """How many REVIEW parts have a score in each bin: (40,)."""
        return self._histogram[Verdict.REVIEW].copy()

    @property
    def failed_histogram(self) -> Counts:
        """How many failed parts have a score in each bin: (40,)."""
        return self._histogram[Verdict.FAIL].copy()

    @property
    def edges(self) -> npt.NDArray[np.float64]:
        """Borders of the bins, 0 to 2 in steps of 0.05: (41,). The outer bins also take what lies beyond."""
        return _EDGES.copy()

    @property
    def frames_per_second(self) -> float | None:
        """Rate over the last 200 parts of this run; None before its second part."""
        span = self._finished_at[-1] - self._finished_at[0] if self._finished_at else 0.0
        return (len(self._finished_at) - 1) / span if span > 0 else None

    @property
    def latency_p50_ms(self) -> float | None:
        """Median time from capture to verdict over the last 200 parts; None before the first part."""
        return self._latency(50)

    @property
    def latency_p95_ms(self) -> float | None:
        """Time from capture to verdict that 95 of 100 of the last 200 parts kept to; None before the first part."""
        return self._latency(95)

    def _latency(self, percent: float) -> float | None:
        return float(np.percentile(self._latencies, percent)) if self._latencies else None


def _bin_of(score: float) -> int:
    """Bin of a score; its lower border belongs to it."""
    return int(np.clip(np.searchsorted(_EDGES, score, side="right") - 1, 0, _BINS - 1))
