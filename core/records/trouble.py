"""What a database complains of, said so that somebody can do something about it."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from core.errors import RecordsDamagedError, RecordsDiskFullError, RecordsError
from core.records.damage import note_damage

_FULL = 1_000_000  # bytes: with less room SQLite may fail in other words than "full"
_POSTGRES_FULL = "53100"


@contextmanager
def told(place: str, file: Path | None) -> Iterator[None]:
    """Raise what a database complains of as a RecordsError. `place` names the store, `file` is SQLite's."""
    try:
        yield
    except SQLAlchemyError as error:
        raise _trouble(error, place, file) from error


def _trouble(error: SQLAlchemyError, place: str, file: Path | None) -> RecordsError:
    cause = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(cause, sqlite3.Error):
        return _trouble_of_sqlite(getattr(cause, "sqlite_errorname", "") or "", str(cause), place, file)
    if getattr(cause, "sqlstate", None) == _POSTGRES_FULL:
        return _full(place)
    if isinstance(error, DBAPIError) and (error.connection_invalidated or getattr(cause, "sqlstate", None) is None):
        return RecordsError(
            f"The database {place} can't be reached. Check the network, the server, and the address in the settings. "
            f"({_first_line(cause)})"
        )
    return RecordsError(f"The database {place} refused: {_first_line(cause or error)}. Ask who looks after it.")


def _trouble_of_sqlite(name: str, says: str, place: str, file: Path | None) -> RecordsError:
    if name.startswith("SQLITE_FULL") or (name.startswith("SQLITE_IOERR") and _has_no_room(file)):
        return _full(place)
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        if file is not None:
            note_damage(file)
        return RecordsDamagedError(f"The records in {place} are damaged. They are put aside when they are opened next.")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return RecordsError(f"Another program keeps {place} to itself. Close it.")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return RecordsError(f"{place} can't be opened for writing ({says}). Check its folder, or have another one.")
    return RecordsError(f"Records can't be kept in {place}: {says}. Check the disk.")


def _full(place: str) -> RecordsDiskFullError:
    return RecordsDiskFullError(f"Records can't be kept in {place}: the disk is full. Free some space.")


def _has_no_room(file: Path | None) -> bool:
    try:
        return file is not None and shutil.disk_usage(file.parent).free < _FULL
    except OSError:
        return False


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".")
