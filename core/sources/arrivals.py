"""Files that another program puts into a hot folder: which of them count, and what tells one content from the next."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

from core.image_folders import NaturalKey, is_image_name, natural_key

_TEMPORARY_ENDINGS = (".tmp", ".part", "~")  # of what stands before the image's own ending: part1.tmp.png


class Stamp(NamedTuple):
    """What tells one content of a file from the next: size in bytes, time of the last change in nanoseconds."""

    size: int
    mtime_ns: int


class Arrival(NamedTuple):
    """A file that has come: its name in the folder, its content, when it was first seen and how often it was read.

    `seen_at` is in seconds of the source's clock; `tries` counts readings that failed.
    """

    name: str
    stamp: Stamp
    seen_at: float
    tries: int = 0

    @property
    def order(self) -> tuple[int, NaturalKey]:
        """What arrivals are sorted by: time of the last change, then names with their numbers counted."""
        return self.stamp.mtime_ns, natural_key(Path(self.name))


def counts_as_image(name: str) -> bool:
    """Tell from its name whether a file is an image that is meant to be inspected: no hidden or temporary one is."""
    if not is_image_name(name) or name.startswith((".", "~")):
        return False
    return not name.lower().rpartition(".")[0].endswith(_TEMPORARY_ENDINGS)


def stamp_from(status: os.stat_result) -> Stamp | None:
    """The stamp of an ordinary file, None for anything else and for what Windows hides."""
    if not stat.S_ISREG(status.st_mode):
        return None
    if getattr(status, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN:
        return None
    return Stamp(status.st_size, status.st_mtime_ns)


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of an ordinary file as it is now, None when there is none that can be looked at."""
    try:
        return stamp_from(path.stat())
    except OSError:
        return None
