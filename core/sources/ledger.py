"""Which files of a hot folder are settled, kept on the disk so that a restart doesn't inspect them again."""

import hashlib
import json
import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

from core.errors import OutputError, SourceError
from core.files import readable_name, way_out, write_whole
from core.places import data_folder
from core.sources.arrivals import Stamp

log = logging.getLogger(__name__)

_SYNC_S = 1.0  # how much a power cut may cost; a killed program loses nothing
_SLACK = 1000  # lines that are no longer needed before the file is written anew


class Entry(NamedTuple):
    """A settled file: its content then, and the folder it still has to be moved to, empty when it stays."""

    stamp: Stamp
    move_to: str


def ledger_file(folder: Path, place: Path | None = None) -> Path:
    """Where the ledger of a hot folder is kept: in `place`, or where the system keeps a program's data."""
    place = place or data_folder("hot-folders")
    digest = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()
    return place / f"{digest[:16]}.jsonl"


class Ledger:
    """The settled files of one hot folder, by name. Safe to use from several threads.

    On the disk it is a text file to which a line is added for each file: name, size, time of change in ns, where it
    still has to be moved. The last line of a name counts. A line that was cut off by a power cut or a full disk is
    passed over, and its file is inspected again. What is noted survives the program's end at any moment; a power cut
    may cost the last second.

    Raises SourceError when the file is there but can't be read.
    """

    def __init__(self, path: Path, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._folder = folder
        self._clock = clock
        self._lock = threading.Lock()
        self._entries: dict[str, Entry] = {}
        self._lines = 0
        self._synced_at = clock()
        self._load()

    def entry(self, name: str) -> Entry | None:
        """What is known of a file of this name, None when none was settled."""
        return self._entries.get(name)

    def note(self, name: str, stamp: Stamp, move_to: str = "") -> None:
        """Note that a file is settled. It is remembered until the program ends even when this raises OutputError."""
        with self._lock:
            self._entries[name] = Entry(stamp, move_to)
            try:
                self._append(_line(name, self._entries[name]))
            except OSError as error:
                raise OutputError(
                    f"{readable_name(Path(name))} can't be noted as inspected in {readable_name(self._path)}:"
                    f" {way_out(error)}"
                ) from error

    def waiting_to_be_moved(self) -> list[tuple[str, Entry]]:
        """The settled files that have not been moved yet."""
        with self._lock:
            return [(name, entry) for name, entry in self._entries.items() if entry.move_to]

    def forget_all_but(self, names: AbstractSet[str]) -> None:
        """Forget the files that are no longer in the folder, once they are many.

        `names` is what lies there. An empty folder may be a drive that isn't connected: nothing is forgotten then.
        """
        if names and self._lines > len(names) + _SLACK:
            self._shrink(names)

    def tidy(self, names: AbstractSet[str]) -> None:
        """The same however few they are; for the start."""
        if names and (self._entries.keys() - names or self._lines > len(self._entries)):
            self._shrink(names)

    def _shrink(self, names: AbstractSet[str]) -> None:
        with self._lock:
            entries = {name: entry for name, entry in self._entries.items() if name in names}
            lines = [_header(self._folder), *(_line(name, entry) for name, entry in entries.items())]
            try:
                write_whole(self._path, "".join(lines).encode(), durable=True)
            except OutputError as error:  # costs space, nothing else
                log.warning("The ledger could not be shortened: %s", error)
                return
            self._entries, self._lines = entries, len(entries)

    def _append(self, line: str) -> None:
        is_new = not self._path.exists()
        if is_new:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            file.write((_header(self._folder) if is_new else "").encode() + line.encode())
            file.flush()
            now = self._clock()
            if now - self._synced_at >= _SYNC_S:
                os.fsync(file.fileno())
                self._synced_at = now
        self._lines += 1

    def _load(self) -> None:
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            where = readable_name(self._path)
            raise SourceError(
                f"{where}, where inspected files are noted, can't be read ({error.strerror}). Ask for the right to."
            ) from error
        for name, entry in _entries_of(content.decode(errors="replace").split("\n")):
            self._entries[name] = entry
            self._lines += 1


def _header(folder: Path) -> str:
    return json.dumps({"inspected files of": readable_name(folder)})


def _line(name: str, entry: Entry) -> str:
    # The line break comes first, so that a line that was cut off doesn't spoil the next one.
    return "\n" + json.dumps([name, *entry.stamp, entry.move_to])


def _entries_of(lines: Iterable[str]) -> Iterable[tuple[str, Entry]]:
    for line in lines:
        try:
            name, size, mtime_ns, move_to = json.loads(line)
            yield str(name), Entry(Stamp(int(size), int(mtime_ns)), str(move_to))
        except (ValueError, TypeError):  # the header, or cut off
            continue
