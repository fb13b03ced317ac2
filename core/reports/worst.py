"""The parts that were oddest."""

import heapq
import math

from core.records.record import Opinion, Record
from core.types import Verdict

SHOWN = 12


class WorstTally:
    """Remembers the parts with the highest scores among those that did not pass, unless a person called them good.

    Those whose picture is kept go first: a report shows them.
    """

    def __init__(self) -> None:
        self._heap: list[tuple[bool, float, int, Record]] = []
        self._seen = 0

    def add(self, record: Record) -> None:
        """Take in a part."""
        if record.verdict not in (Verdict.FAIL, Verdict.REVIEW) or math.isnan(record.score):
            return
        if record.confirmation is not None and record.confirmation.opinion is Opinion.GOOD:
            return
        self._seen += 1  # makes each entry another, so that records are never compared
        entry = (bool(record.image), record.score, -self._seen, record)
        if len(self._heap) < SHOWN:
            heapq.heappush(self._heap, entry)
        else:
            heapq.heappushpop(self._heap, entry)

    @property
    def records(self) -> tuple[Record, ...]:
        """At most SHOWN of them, the worst first."""
        return tuple(entry[-1] for entry in sorted(self._heap, key=lambda entry: entry[:-1], reverse=True))
