"""Puts records into the store from a thread of its own, many at a time."""

import logging
import secrets
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from time import monotonic
from typing import Protocol

from core.errors import FilbertError, RecordsDamagedError, RecordsDiskFullError, RecordsError
from core.records.record import Batch, Record
from core.records.status import RecordsState, WriterStatus

log = logging.getLogger(__name__)

BATCH_S = 0.25
"""Seconds a record waits at most for others to be written with."""
MOST_AT_ONCE = 2000
"""Records of one transaction at most."""
CAPACITY = 20_000
"""Records that may wait in memory while they can't be written: about 20 MB, and a shift of most lines."""
RETRY_S = 1.0
"""Seconds until it is tried again after that failed."""


class Keeps(Protocol):
    """What keeps records: a RecordStore, or a test's stand-in."""

    def add(self, records: Sequence[Record], batch: Batch | None = None) -> list[int]:
        """Keep all of them, or raise RecordsError and keep none; a batch given again is not kept twice."""


def nobody(_: object) -> None:
    """Tell nobody."""


class RecordWriter:
    """Keeps records in the order they were added in. Every function may be called from any thread.

    What can be lost: a record is on the disk, past any crash or power cut, at most 0.25 s and one transaction (some
    milliseconds on an SSD, up to some tenths of a second on a slow disk) after it was added. `on_saved` is called with
    records, ids included, once that is so, with each exactly once. A crash before loses what was added in that time,
    and nothing else.

    While the store can't be written to, records wait in memory, up to `capacity` of them, and are written as soon as
    that goes again; what is known is told through `on_status`. When no more fit, `add` raises: nobody should go on
    inspecting parts that leave no trace. While all is well, `add` waits for room instead.

    `open_store` is called in the writer's thread, again after it failed, and after damage was found. Both callbacks
    come from there too.
    """

    def __init__(
        self,
        open_store: Callable[[], Keeps],
        on_status: Callable[[WriterStatus], None] = nobody,
        on_saved: Callable[[Sequence[Record]], None] = nobody,
        capacity: int = CAPACITY,
        batch_s: float = BATCH_S,
        retry_s: float = RETRY_S,
    ) -> None:
        self._open_store, self._on_status, self._on_saved = open_store, on_status, on_saved
        self._capacity, self._batch_s, self._retry_s = capacity, batch_s, retry_s
        self._changed = threading.Condition()
        self._waiting: deque[Record] = deque()
        self._status = WriterStatus(RecordsState.OPENING)
        self._hurry = self._closing = self._damaged = False
        self._name, self._batch, self._batch_size = secrets.token_hex(16), 1, 0
        self._thread = threading.Thread(target=self._work, name="record writer", daemon=True)

    @property
    def status(self) -> WriterStatus:
        """How it is doing."""
        with self._changed:
            return replace(self._status, waiting=len(self._waiting))

    def start(self) -> None:
        """Open the store and begin."""
        self._thread.start()

    def add(self, record: Record) -> None:
        """Have a record kept. Raises RecordsError when no more can wait."""
        with self._changed:
            self._changed.wait_for(self._may_add)
            if self._closing or len(self._waiting) >= self._capacity:
                why = self._status.sentence or "Records are no longer kept: Filbert is being closed."
                raise RecordsError(f"{why} {len(self._waiting):,} records wait in memory, and no more can.")
            self._waiting.append(record)
            if len(self._waiting) == 1 or len(self._waiting) >= MOST_AT_ONCE:
                self._changed.notify_all()

    def flush(self, timeout_s: float = 10.0) -> bool:
        """Write what waits without waiting for more; whether all of it is on the disk now."""
        with self._changed:
            self._hurry = True
            self._changed.notify_all()
            done = self._changed.wait_for(lambda: not self._waiting or not self._thread.is_alive(), timeout_s)
            self._hurry = False
            return done and not self._waiting

    def close(self, timeout_s: float = 30.0) -> int:
        """Write what waits, each batch tried once, then end; how many records could not be kept."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        with self._changed:
            return len(self._waiting)

    def _may_add(self) -> bool:
        working = self._status.state in (RecordsState.OK, RecordsState.OPENING)
        return self._closing or not working or len(self._waiting) < self._capacity

    def _work(self) -> None:
        store = self._opened()
        while store is not None and self._wait_for_records():
            if not self._write_some(store) and not self._may_try_again():
                break
            if self._damaged:  # opening it puts it aside, and what waits goes into a new one
                self._damaged = False
                store = self._opened()
        with self._changed:
            lost = len(self._waiting)
        if lost:
            log.error("%d records were not kept. %s", lost, self._status.sentence)
        self._tell(RecordsState.CLOSED, self._status.sentence, lost=lost)

    def _opened(self) -> Keeps | None:
        while True:
            try:
                store = self._open_store()
            except Exception as error:  # noqa: BLE001 - told to the user, and tried again
                self._tell_trouble(error)
                if not self._may_try_again():
                    return None
            else:
                self._tell(RecordsState.OK)
                return store

    def _wait_for_records(self) -> bool:
        """Wait until there is a batch to be written; False once there will be none any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closing)
            due = monotonic() + self._batch_s
            while not self._is_due() and (left := due - monotonic()) > 0:
                self._changed.wait_for(self._is_due, left)
            return bool(self._waiting)

    def _is_due(self) -> bool:
        return self._hurry or self._closing or len(self._waiting) >= MOST_AT_ONCE

    def _write_some(self, store: Keeps) -> bool:
        with self._changed:
            self._batch_size = self._batch_size or min(len(self._waiting), MOST_AT_ONCE)
            records = list(islice(self._waiting, self._batch_size))
        try:
            ids = store.add(records, Batch(self._name, self._batch))
        except Exception as error:  # noqa: BLE001 - told to the user, and tried again
            self._tell_trouble(error)
            return False
        self._batch, self._batch_size = self._batch + 1, 0
        with self._changed:
            for _ in records:
                self._waiting.popleft()
            self._status = replace(self._status, saved=self._status.saved + len(records))
            self._changed.notify_all()
        self._on_saved([replace(record, id=key) for record, key in zip(records, ids, strict=True)])
        self._tell(RecordsState.OK)
        return True

    def _may_try_again(self) -> bool:
        """Wait a little; False when it is being closed, and then it is not tried again."""
        with self._changed:
            return not self._changed.wait_for(lambda: self._closing, self._retry_s)

    def _tell_trouble(self, error: Exception) -> None:
        if not isinstance(error, FilbertError):
            log.error("Records can't be kept", exc_info=error)
        sentence = str(error) if isinstance(error, FilbertError) else f"Records can't be kept: {error}."
        self._damaged = isinstance(error, RecordsDamagedError)
        full = isinstance(error, RecordsDiskFullError)
        self._tell(RecordsState.DISK_FULL if full else RecordsState.NOT_KEPT, sentence)

    def _tell(self, state: RecordsState, sentence: str = "", lost: int = 0) -> None:
        with self._changed:
            self._status = replace(self._status, state=state, sentence=sentence, waiting=len(self._waiting), lost=lost)
            status = self._status
            self._changed.notify_all()
        self._on_status(status)
