"""A station's memory: each part it inspects becomes a record, and some leave their pictures."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.errors import RecordsError
from core.inspection.recorder import Sink
from core.records.answers import Answers
from core.records.archive import ArchiveRules, ArchiveStatus, ImageArchive
from core.records.places import archive_folder
from core.records.record import Opinion, Record
from core.records.status import WriterStatus
from core.records.writer import RecordWriter
from core.types import Inspection, SkippedImage

if TYPE_CHECKING:
    from core.records.store import RecordStore  # imports SQLAlchemy, which takes a while


@dataclass(frozen=True)
class RecordingRules:
    """Where records go (an SQLAlchemy URL; empty is this computer), under which name, and which pictures are kept."""

    url: str = ""
    station: str = ""
    archive: ArchiveRules = field(default_factory=ArchiveRules)


@dataclass(frozen=True)
class RecordingStatus:
    """How remembering is going. `remark` is about the store found at the start, such as a damaged one: to be told once.

    `sentence` says what people at the station should know as long as it is so.
    """

    records: WriterStatus
    pictures: ArchiveStatus
    remark: str = ""

    @property
    def sentence(self) -> str:
        """What is wrong, the worst first; empty when all is well."""
        waiting = self.records.waiting
        memory = f"Records that wait in memory: {waiting:,}." if waiting and self.records.sentence else ""
        still = "Records still are kept." if self.pictures.sentence and not self.records.sentence else ""
        parts = (self.records.sentence, memory, self.pictures.sentence, still)
        return " ".join(part for part in parts if part)


@dataclass(frozen=True)
class Origin:
    """What a run's records have in common; `lot` is asked for with each part."""

    recipe: str
    version: int
    source: str
    lot: Callable[[], str] = lambda: ""


class Recording:
    """Store, writer, archive and answers of a station. Every function may be called from any thread.

    The pictures of a part are on the disk before its record is; loss is what RecordWriter says. `on_status` and
    `on_saved` are called from threads of ours.
    """

    def __init__(
        self,
        rules: RecordingRules,
        on_status: Callable[[RecordingStatus], None] = lambda _status: None,
        on_saved: Callable[[Sequence[Record]], None] = lambda _records: None,
        open_store: "Callable[[str], RecordStore] | None" = None,
    ) -> None:
        self.rules = rules
        self._on_status, self._on_saved = on_status, on_saved
        self._open_store = open_store or _open_store
        self._lock = threading.Lock()
        self._store: RecordStore | None = None
        self.writer = RecordWriter(self._open, self._tell_records, self._take_saved)
        self.archive = ImageArchive(archive_folder(), rules.archive, self._tell_pictures)
        self._answers = Answers(self._confirm)
        self._status = RecordingStatus(self.writer.status, self.archive.status)

    @property
    def status(self) -> RecordingStatus:
        """How it is going."""
        with self._lock:
            return self._status

    @property
    def store(self) -> "RecordStore | None":
        """The store, once it is open."""
        return self._store

    def start(self) -> None:
        """Open the store and begin."""
        for part in (self.writer, self.archive, self._answers):
            part.start()

    def sink(self, origin: Origin) -> Sink:
        """What keeps the results of a run. It raises RecordsError when no more records can wait."""

        def keep(result: Inspection | SkippedImage) -> None:
            if isinstance(result, Inspection) and result.verdict.about_part:
                self._keep(result, origin)

        return keep

    def say(self, part: Inspection, opinion: Opinion, by: str) -> None:
        """Keep what somebody said of a part of this sitting."""
        self._answers.give(part, opinion, by)

    def change(self, rules: RecordingRules) -> None:
        """Use other rules from the next part on; another store from the next start on."""
        self.rules = rules
        self.archive.change(rules.archive)

    def close(self, timeout_s: float = 30.0) -> int:
        """Write what waits, then end; how many records could not be kept."""
        lost = self.writer.close(timeout_s)
        self._answers.close()
        self.archive.close()
        if self._store is not None:
            self._store.close()
        return lost

    def _keep(self, part: Inspection, origin: Origin) -> None:
        at = datetime.now(UTC)
        kept = self.archive.keep(part, at)
        height, width = part.frame.image.shape[:2]
        self._answers.expect(part)
        record = Record(
            at=at,
            station=self.rules.station,
            recipe=origin.recipe,
            recipe_version=origin.version,
            source=origin.source,
            name=part.frame.name,
            number=part.frame.number,
            score=float(part.score),
            verdict=part.verdict,
            regions=part.regions,
            latency_ms=part.latency_ms,
            width=width,
            height=height,
            lot=origin.lot(),
            image=kept.image,
            score_map=kept.score_map,
        )
        try:
            self.writer.add(record)
        except RecordsError:
            self._answers.forget_last()
            raise

    def _open(self) -> "RecordStore":
        if self._store is not None:  # it was found damaged
            self._store.close()
        self._store = store = self._open_store(self.rules.url)
        with self._lock:
            self._status = replace(self._status, remark=store.remark)
        return store

    def _confirm(self, ids: Sequence[int], opinion: Opinion, by: str, at: datetime) -> object:
        if self._store is None:
            raise RecordsError("The store of records is not open yet.")
        return self._store.confirm(ids, opinion, by, at)

    def _take_saved(self, records: Sequence[Record]) -> None:
        self._answers.take_ids(records)
        self._on_saved(records)

    def _tell_records(self, status: WriterStatus) -> None:
        with self._lock:
            self._status = told = replace(self._status, records=status)
        self._on_status(told)

    def _tell_pictures(self, status: ArchiveStatus) -> None:
        with self._lock:
            self._status = told = replace(self._status, pictures=status)
        self._on_status(told)


def _open_store(url: str) -> "RecordStore":
    from core.records.store import RecordStore  # noqa: PLC0415 - takes a while, and is loaded in the writer's thread

    return RecordStore.open(url or None)
