"""What people say of parts at once, while they are still on the screen."""

import logging
import threading
import weakref
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from core.errors import FilbertError
from core.records.record import Opinion, Record
from core.types import Inspection, PartKey

log = logging.getLogger(__name__)

Confirm = Callable[[Sequence[int], Opinion, str, datetime], object]
"""Keeps what somebody said of records, as RecordStore.confirm does. Raises RecordsError."""


@dataclass(frozen=True, eq=False)
class _Answer:
    part: PartKey
    opinion: Opinion
    by: str
    at: datetime


class Answers:
    """Knows which record a part became, and keeps what is said of it once the record is there.

    Every function may be called from any thread; `expect` and `take_ids` see the parts in the same order. The store is
    written to in a thread of its own.
    """

    def __init__(self, confirm: Confirm, retry_s: float = 1.0) -> None:
        self._confirm, self._retry_s = confirm, retry_s
        self._changed = threading.Condition()
        self._expected: deque[weakref.ref[PartKey]] = deque()
        self._ids: weakref.WeakKeyDictionary[PartKey, int] = weakref.WeakKeyDictionary()
        self._answers: deque[_Answer] = deque()
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="answers of people", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def expect(self, part: Inspection) -> None:
        """Remember a part whose record is on its way."""
        with self._changed:
            self._expected.append(weakref.ref(part.key))

    def forget_last(self) -> None:
        """Its record won't come."""
        with self._changed:
            self._expected.pop()

    def take_ids(self, records: Sequence[Record]) -> None:
        """Learn which records the parts expected first have become."""
        with self._changed:
            for record in records:
                part = self._expected.popleft()() if self._expected else None
                if part is not None:
                    self._ids[part] = record.id
            self._changed.notify_all()

    def give(self, part: Inspection, opinion: Opinion, by: str) -> None:
        """Have kept what somebody says of a part now."""
        with self._changed:
            self._answers.append(_Answer(part.key, opinion, by, datetime.now(UTC)))
            self._changed.notify_all()

    def close(self, timeout_s: float = 10.0) -> None:
        """Keep what can be kept, then end; once the writer is closed no more ids come."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closing or self._next() is not None)
                answer = self._next()
                if answer is None:
                    self._tell_of_the_rest()
                    return
                key = self._ids[answer.part]
            if self._keep(key, answer) or self._gives_up():
                with self._changed:
                    self._answers.remove(answer)

    def _tell_of_the_rest(self) -> None:
        if self._answers:
            log.warning("What was said of %d parts is not kept: their records are not.", len(self._answers))

    def _next(self) -> _Answer | None:
        return next((answer for answer in self._answers if answer.part in self._ids), None)

    def _keep(self, key: int, answer: _Answer) -> bool:
        try:
            self._confirm([key], answer.opinion, answer.by, answer.at)
        except FilbertError as error:
            log.warning("What was said of a part is not kept yet: %s", error)
            return False
        return True

    def _gives_up(self) -> bool:
        """Wait until it can be tried again; whether that is the end."""
        with self._changed:
            return self._changed.wait_for(lambda: self._closing, self._retry_s)
