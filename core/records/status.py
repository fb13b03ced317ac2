"""Whether records are being kept, for all who show it."""

from dataclasses import dataclass
from enum import StrEnum


class RecordsState(StrEnum):
    """Whether records are being kept."""

    OPENING = "OPENING"
    OK = "OK"
    DISK_FULL = "DISK FULL"
    NOT_KEPT = "NOT KEPT"  # for any other reason: the sentence says which
    CLOSED = "CLOSED"


@dataclass(frozen=True)
class WriterStatus:
    """How the writer is doing; `sentence` is for the user, empty when all is well.

    `saved` records are on the disk, `waiting` ones in memory only, `lost` ones were given up when it was closed.
    """

    state: RecordsState
    sentence: str = ""
    saved: int = 0
    waiting: int = 0
    lost: int = 0
