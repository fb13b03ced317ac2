"""A damaged store is put aside, never repaired by guessing and never deleted."""

import logging
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from core.errors import RecordsError
from core.files import readable_name
from core.local_time import local_now

log = logging.getLogger(__name__)
_BESIDE = ("", "-wal", "-shm")  # the file itself first: without it the others mean nothing
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")

_lock = threading.Lock()
_looked_at: dict[Path, tuple[int, int]] = {}  # once in a process is enough: it takes seconds where there is much
_known_damaged: set[Path] = set()


def note_damage(file: Path) -> None:
    """Have a store put aside when it is opened next: SQLite has found damage that a quick check may not see."""
    with _lock:
        _looked_at.pop(file, None)
        _known_damaged.add(file)


def put_aside_if_damaged(file: Path) -> str:
    """Look through a store before it is used; rename a damaged one. A sentence that says so, or nothing.

    Raises RecordsError when it can't be put aside.
    """
    with _lock:
        if not file.exists() or _looked_at.get(file) == _identity(file):
            return ""
        if file not in _known_damaged and is_whole(file):
            _looked_at[file] = _identity(file)
            return ""
        aside = _put_aside(file)
        _known_damaged.discard(file)
    log.error("%s was damaged and is now %s.", file, aside)
    return (
        f"The records in {readable_name(file)} were damaged. They are kept aside as {aside.name}, and new ones were "
        "begun: give that file to support if you need the earlier ones."
    )


def is_whole(file: Path) -> bool:
    """Whether SQLite finds nothing wrong with a file; what can't be read for other reasons counts as whole."""
    try:
        with closing(sqlite3.connect(file, timeout=5)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        return not (getattr(error, "sqlite_errorname", None) or "").startswith(_DAMAGED)
    return found is not None and found[0] == "ok"


def _identity(file: Path) -> tuple[int, int]:
    status = file.stat()
    return status.st_dev, status.st_ino


def _put_aside(file: Path) -> Path:
    aside = _free_name(file)
    try:
        for ending in _BESIDE:
            beside = file.with_name(file.name + ending)
            if beside.exists():
                beside.replace(aside.with_name(aside.name + ending))
    except OSError as error:
        raise RecordsError(
            f"The records in {readable_name(file)} are damaged and can't be put aside: {error.strerror or error}. "
            "Rename the file, then start Filbert anew."
        ) from error
    return aside


def _free_name(file: Path) -> Path:
    stem = f"{file.stem}.damaged-{local_now():%Y-%m-%d-%H%M%S}"
    names = (file.with_name(f"{stem}{extra}{file.suffix}") for extra in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not name.exists())
