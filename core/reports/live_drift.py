"""Tells during a shift what its report would say of drift."""

import logging
import math
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from core.errors import FilbertError
from core.records.record import Filter, Record
from core.shifts import ShiftTimes, WorkShift
from core.threads import step_back
from core.types import Verdict

if TYPE_CHECKING:
    from core.reports.trend import Line, Trend, TrendTally  # what they rest on takes a while to import

log = logging.getLogger(__name__)

MOST_LINES = 20
"""Recipes, each version by itself, that are followed in one shift."""

EarlierRecords = Callable[[Filter], Iterable[Record]]
"""Gives the records that are kept, in order of time. Raises RecordsError."""


class ShiftDrift:
    """Follows the parts of a shift; for one thread at a time.

    What is usual is what the first 1,000 parts of the shift were like, as in its report; those that were recorded
    before this program began are read from the store.
    """

    def __init__(self, times: ShiftTimes, earlier: EarlierRecords) -> None:
        self.times, self._earlier = times, earlier
        self._shift: WorkShift | None = None
        self._tallies: dict[Line, TrendTally] = {}
        self._line: Line | None = None  # that was inspected last

    def add(self, records: Iterable[Record]) -> str:
        """Take in parts that were just recorded; what is to be said now, empty while nothing drifts."""
        for record in records:
            if record.verdict.about_part and math.isfinite(record.score):
                self._take(record)
        return "" if self._line is None else sentence_of(self._tallies[self._line].trend, self.times)

    def _take(self, record: Record) -> None:
        from core.reports.trend import Line  # noqa: PLC0415 - see above

        if self._shift is None or not self._shift.holds(record.at):
            self._shift = self.times.shift_at(record.at)
            self._tallies.clear()
        line = Line(record.station, record.recipe, record.recipe_version)
        tally = self._tallies.get(line) or self._begun(line, self._shift, record.id)
        _add(tally, record)
        self._line = line

    def _begun(self, line: "Line", shift: WorkShift, before: int) -> "TrendTally":
        """Begin to follow a line with what is kept of it from before."""
        from core.reports.trend import TrendTally  # noqa: PLC0415 - see above

        if len(self._tallies) >= MOST_LINES:
            self._tallies.pop(next(iter(self._tallies)))
        tally = self._tallies[line] = TrendTally(line)
        wanted = Filter(since=shift.since, until=shift.until, recipe=line.recipe, recipe_version=line.version)
        try:
            for record in self._earlier(wanted):
                usable = record.verdict.about_part and math.isfinite(record.score)
                if usable and record.id < before and record.station == line.station:
                    _add(tally, record)
        except FilbertError as error:
            log.warning("Drift is told without the parts from before: %s", error)
        return tally


class LiveDrift:
    """Has a ShiftDrift follow what is recorded, in a thread of its own that all others go before.

    Every function may be called from any thread; `on_warning` is called from that of its own, when what is to be said
    has changed.
    """

    def __init__(self, times: ShiftTimes, earlier: EarlierRecords, on_warning: Callable[[str], None]) -> None:
        def until_closed(wanted: Filter) -> Iterable[Record]:
            return takewhile(lambda _: not self._closed.is_set(), earlier(wanted))

        self._shift, self._on_warning = ShiftDrift(times, until_closed), on_warning
        self._closed = threading.Event()
        self._waiting: queue.SimpleQueue[Sequence[Record] | None] = queue.SimpleQueue()
        self._said = ""
        self._thread = threading.Thread(target=self._work, name="drift", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def take(self, records: Sequence[Record]) -> None:
        """Follow parts that were just recorded."""
        self._waiting.put(records)

    def change(self, times: ShiftTimes) -> None:
        """Use other times of shifts from the next shift on."""
        self._shift.times = times

    def close(self, timeout_s: float = 10.0) -> None:
        """End soon; nothing more is told."""
        self._closed.set()
        self._waiting.put(None)
        if self._thread.ident is not None:
            self._thread.join(timeout_s)

    def _work(self) -> None:
        step_back()
        while (records := self._waiting.get()) is not None and not self._closed.is_set():
            try:
                sentence = self._shift.add(records)
            except Exception:  # parts are inspected and recorded whether drift can be told or not
                log.exception("Drift can't be told")
                return
            if sentence != self._said:
                self._said = sentence
                self._on_warning(sentence)


def sentence_of(trend: "Trend", times: ShiftTimes) -> str:
    """What is to be said of a trend while it drifts; empty while it doesn't."""
    from core.reports.drift import Drift  # noqa: PLC0415 - see above
    from core.reports.wording import trend_sentences  # noqa: PLC0415 - see above

    if trend.drift not in (Drift.STATION, Drift.PARTS):
        return ""
    said = trend_sentences(trend, times.zone)[len(trend.spells) - 1]
    return f"{trend.line.recipe}, version {trend.line.version}. {said}"


def _add(tally: "TrendTally", record: Record) -> None:
    tally.add(record.at, record.score, record.verdict is Verdict.FAIL)
