"""A folder into which another program puts images, each to be inspected once."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from core.errors import OutputError, SourceError
from core.files import check_folder_of, readable_name
from core.image_folders import is_folder
from core.sources.arrivals import Arrival, stamp_of
from core.sources.base import WAKE_S, SourceItem
from core.sources.file_ends import has_its_end
from core.sources.file_lock import is_being_written
from core.sources.folder import read_picture
from core.sources.hot_settings import parse_hot_folder
from core.sources.hot_watch import HotWatch, Scan
from core.sources.ledger import Ledger, ledger_file
from core.sources.outcome_folders import OutcomeFolders
from core.sources.readiness import MOST_TRIES
from core.sources.sentinels import Sentinels
from core.sources.settling import Settling
from core.types import Frame, SkippedImage, Verdict


def open_hot_folder(text: str) -> "HotFolderSource":
    """Open the hot folder a user names as DIR?move=yes&ready=.done; what follows the question mark may be left out.

    Raises SourceError when there is no such folder, it may not be used so, or an option is unknown.
    """
    settings = parse_hot_folder(text)
    return HotFolderSource(Path(settings.folder).expanduser(), settings.move, settings.ready)


class HotFolderSource:
    """All images that come into a folder (not the folders in it), each once, in the order of their arrival.

    A file is read when it hasn't changed for STABLE_S seconds and nobody has it open for writing; with `ready`, an
    ending, when a sentinel (part1.png.done or part1.done) lies beside it that is no older. One that then can't be
    read, or lacks its end mark, is read again a few times, later and later, before it is given as it is. Files that
    were there before come first. The order is that of the last change, then of the names with their numbers counted.

    What is settled is noted in a ledger on the disk, so that it isn't inspected again after a restart; a file that
    was given but not settled is. With `move` the settled files are moved to passed, failed, review, unreadable and
    not_judged in the folder. Nothing is dropped, however slow the reader: only names are kept, no pictures.

    While the folder is away the source is LOST; it goes on by itself. Raises SourceError when there is no such
    folder at the start, or `move` is wanted where nothing may be moved. `clock` gives seconds, `wait` waits so many.
    """

    def __init__(
        self,
        folder: Path,
        move: bool = False,
        ready: str = "",
        ledger_place: Path | None = None,
        clock: Callable[[], float] = time.perf_counter,
        wait: Callable[[float], object] = time.sleep,
        scan: Scan = os.scandir,
    ) -> None:
        _check(folder, move)
        self._folder = folder
        self._clock = clock
        self._wait = wait
        self._scan = scan
        self._sentinels = Sentinels(ready)
        ledger = _checked_ledger(folder, ledger_place)
        movers = OutcomeFolders(folder) if move else None
        self._settling = Settling(folder, ledger, movers, self._sentinels)

    @property
    def name(self) -> str:
        """The folder's own name."""
        return readable_name(Path(self._folder.resolve().name or self._folder))

    @property
    def total(self) -> None:
        """Nobody knows what is still to come."""
        return

    def settle(self, item: Frame | SkippedImage, verdict: Verdict | None) -> None:
        """Note that an item was dealt with, and move its file if wanted. Raises OutputError, as Settling does."""
        self._settling.settle(item, verdict)

    def frames(self) -> Iterator[SourceItem]:
        """Give picture after picture, numbered from 1, for ever; a notice while there is none."""
        self._settling.start_anew()
        watch = HotWatch(self._folder, self._settling, self._sentinels, self._clock, self._scan)
        number = 1
        state = watch.notice.state
        while True:
            if not watch.seconds_to_look:
                watch.look()
            if watch.notice.state is not state:
                state = watch.notice.state
                yield watch.notice
            arrival = watch.take()
            if arrival is None:
                yield watch.notice
                self._wait(min(WAKE_S, watch.seconds_to_look))
                continue
            item = self._read(watch, arrival, number)
            if item is not None:
                self._settling.give(arrival, number)
                number += 1
            yield item or watch.notice
            del item  # no picture is kept while the next one is waited for

    def _read(self, watch: HotWatch, arrival: Arrival, number: int) -> Frame | SkippedImage | None:
        """Read a file that is ready; None when it turns out not to be complete."""
        path = self._folder / arrival.name
        if self._has_changed(watch, arrival):
            return None
        if not self._sentinels and is_being_written(path):
            watch.put_back(arrival, unreadable=False)
            return None
        item = read_picture(path, readable_name(Path(arrival.name)), number)
        complete = isinstance(item, Frame) and has_its_end(path)
        if self._has_changed(watch, arrival):
            return None
        if not complete and arrival.tries + 1 < MOST_TRIES:
            watch.put_back(arrival, unreadable=True)
            return None
        return item

    def _has_changed(self, watch: HotWatch, arrival: Arrival) -> bool:
        stamp = stamp_of(self._folder / arrival.name)
        if stamp is None:
            watch.look_soon()  # perhaps the folder has gone with it
        return stamp != arrival.stamp  # then the next look finds it, as a new one


def _check(folder: Path, move: bool) -> None:
    if not is_folder(folder):
        raise SourceError(f"{readable_name(folder)} is not a folder. Choose the folder the images are put into.")
    try:
        with os.scandir(folder):
            pass
        if move:
            check_folder_of(folder / "passed")
    except OutputError as error:
        where = readable_name(folder)
        raise SourceError(
            f"{where} may not be written to, or its disk is full, so no image can be moved. Ask for the right to"
            " write, or leave move=yes out."
        ) from error
    except OSError as error:
        reason = error.strerror or error
        raise SourceError(f"{readable_name(folder)} can't be read ({reason}). Ask for the right to read it.") from error


def _checked_ledger(folder: Path, place: Path | None) -> Ledger:
    """Open the ledger, and find out at once whether it can be written: later it would stop the line."""
    path = ledger_file(folder, place)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        check_folder_of(path)
    except OSError as error:
        raise SourceError(
            f"{readable_name(path.parent)}, where inspected files are noted, can't be made ({error.strerror})."
        ) from error
    except OutputError as error:
        raise SourceError(f"Inspected files can't be noted. {error}") from error
    return Ledger(path, folder)
