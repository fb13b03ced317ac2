"""A station's memory as its settings say, and for a run of the command line."""

import platform
from collections.abc import Iterator
from contextlib import contextmanager

from core.errors import RecordsError
from core.inspection.recorder import Sink
from core.records.archive import ArchiveRules
from core.records.recording import Origin, Recording, RecordingRules, RecordingStatus
from core.settings import StationSettings
from core.settings_file import load_settings
from core.terminal import Terminal


def rules_of(settings: StationSettings) -> RecordingRules:
    """What the station's settings say of records."""
    kept = ArchiveRules(
        settings.archive, settings.archive_pass_share, settings.archive_days, settings.archive_gigabytes
    )
    return RecordingRules(settings.records_url, settings.station or platform.node(), kept)


@contextmanager
def recorded(origin: Origin, terminal: Terminal) -> Iterator[Sink]:
    """Keep what the sink is given among the station's records and pictures; what is in the way is told.

    Raises RecordsError when the store can't be had, before anything is inspected, and at the end when some records
    could not be kept.
    """
    from core.records.store import RecordStore  # noqa: PLC0415 - SQLAlchemy takes a while, and most runs record nothing

    settings = load_settings().settings
    store, last_told = RecordStore.open(settings.records_url or None), ""
    if store.remark:
        terminal.note(store.remark)

    def tell(status: RecordingStatus) -> None:
        nonlocal last_told
        if status.sentence and status.sentence != last_told:
            terminal.note(status.sentence)
        last_told = status.sentence

    given = [store]

    def open_store(url: str) -> RecordStore:
        return given.pop() if given else RecordStore.open(url or None)  # again when it was found damaged

    recording = Recording(rules_of(settings), tell, open_store=open_store)
    recording.start()
    try:
        yield recording.sink(origin)
    finally:
        lost = recording.close()
    if lost:
        raise RecordsError(f"{lost:,} parts are not among the records. {recording.status.records.sentence}".rstrip())
