"""How the shift goes: counts, the spread of scores, and how fast parts are inspected."""

import math
from collections import deque

import numpy as np
import numpy.typing as npt

from core.types import Inspection, Verdict

_EDGES = np.arange(41) / 20  # not steps of 0.05 added up: 3 / 20 is 0.15 to the last bit
_BINS = len(_EDGES) - 1
_RECENT = 200  # parts that rate and latency are taken from

Counts = npt.NDArray[np.int64]


class Shift:
    """What was inspected since the last reset. Not thread-safe: one thread adds and reads."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin at nothing."""
        self._skipped = 0
        self._histogram = {verdict: np.zeros(_BINS, np.int64) for verdict in (Verdict.PASS, Verdict.FAIL)}
        self._latencies: deque[float] = deque(maxlen=_RECENT)
        self.begin_run()

    def begin_run(self) -> None:
        """Measure the rate from here on: while nothing runs, nothing is slow."""
        self._finished_at: deque[float] = deque(maxlen=_RECENT)

    def add(self, inspection: Inspection) -> None:
        """Count a part. Raises ValueError if it has no verdict or no score: such a thing is no result."""
        if inspection.verdict not in self._histogram or math.isnan(inspection.score):
            raise ValueError(f"{inspection.frame.name} is neither PASS nor FAIL with a score, so it can't be counted.")
        self._histogram[inspection.verdict][_bin_of(inspection.score)] += 1
        self._latencies.append(inspection.latency_ms)
        self._finished_at.append(inspection.frame.captured_at + inspection.latency_ms / 1000)

    def add_skipped(self) -> None:
        """Count a file that could not be inspected."""
        self._skipped += 1

    @property
    def inspected(self) -> int:
        """Parts with a verdict; skipped files are not among them."""
        return self.passed + self.failed

    @property
    def passed(self) -> int:
        """Parts that passed."""
        return int(self._histogram[Verdict.PASS].sum())

    @property
    def failed(self) -> int:
        """Parts that failed."""
        return int(self._histogram[Verdict.FAIL].sum())

    @property
    def skipped(self) -> int:
        """Files that could not be inspected."""
        return self._skipped

    @property
    def passed_histogram(self) -> Counts:
        """How many passed parts have a score in each bin: (40,)."""
        return self._histogram[Verdict.PASS].copy()

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
    def latency_p95_ms(self) -> float | None:
        """Time from capture to verdict that 95 of 100 of the last 200 parts kept to; None before the first part."""
        return float(np.percentile(self._latencies, 95)) if self._latencies else None


def _bin_of(score: float) -> int:
    """Bin of a score; its lower border belongs to it."""
    return int(np.clip(np.searchsorted(_EDGES, score, side="right") - 1, 0, _BINS - 1))
