"""Which kept pictures have to go: those too old, then the oldest of all until the rest has room."""

import logging
import re
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

log = logging.getLogger(__name__)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def folder_of(day: date) -> str:
    """The name of the folder for the pictures of a day."""
    return day.isoformat()


def days_of(folder: Path) -> list[tuple[date, Path]]:
    """The days there are pictures of, the oldest first; what else lies there is none of ours."""
    found = []
    with suppress(OSError):
        for entry in folder.iterdir():
            with suppress(ValueError):
                if _DAY.fullmatch(entry.name) and entry.is_dir():
                    found.append((date.fromisoformat(entry.name), entry))
    return sorted(found)


def tidy(folder: Path, today: date, days: int, most_bytes: int) -> int:
    """Delete pictures of more than `days` days ago, then the oldest until `most_bytes` are kept; gives the bytes left.

    What can't be deleted, because somebody looks at it, is left for the next time. A day in the future, from a clock
    that was put back, is kept.
    """
    kept = []
    for day, path in days_of(folder):
        if day < today - timedelta(days=days):
            shutil.rmtree(path, ignore_errors=True)
        if path.exists():
            kept.append(path)
    sizes = [(path, _sizes(path)) for path in kept]
    total = sum(size for _, files in sizes for _, size in files)
    for path, files in sizes:
        for file, size in files:
            if total <= most_bytes:
                return total
            with suppress(OSError):
                file.unlink()
                total -= size
        with suppress(OSError):
            path.rmdir()
    return total


def _sizes(day: Path) -> list[tuple[Path, int]]:
    """The files of a day with their bytes, in order of their names, which begin with the time."""
    found = []
    with suppress(OSError):
        for file in sorted(day.iterdir()):
            with suppress(OSError):
                found.append((file, file.stat().st_size))
    return found


class Tidier:
    """Calls `tidy_now` in a thread of its own: at the start, and whenever it is asked to."""

    def __init__(self, tidy_now: Callable[[], object]) -> None:
        self._tidy_now = tidy_now
        self._asked = threading.Event()
        self._asked.set()
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="archive tidier", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def ask(self) -> None:
        """Have it tidy up soon."""
        self._asked.set()

    def close(self, timeout_s: float = 10.0) -> None:
        """End after what is in hand."""
        self._closing = True
        self._asked.set()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)

    def _work(self) -> None:
        while True:
            self._asked.wait()
            self._asked.clear()
            if self._closing:
                return
            try:
                self._tidy_now()
            except Exception:
                log.exception("Old pictures can't be removed")
