"""What became of the files of a hot folder: which were given to be inspected, which are settled."""

import logging
import threading
from collections.abc import Set as AbstractSet
from pathlib import Path

from core.errors import OutputError
from core.files import readable_name
from core.sources.arrivals import Arrival, Stamp, stamp_of
from core.sources.ledger import Ledger
from core.sources.outcome_folders import OutcomeFolders, outcome_folder
from core.sources.sentinels import Sentinels
from core.types import Frame, SkippedImage, Verdict

log = logging.getLogger(__name__)


class Settling:
    """Keeps account of the files of a hot folder. Safe to use from several threads.

    `movers` moves the files that are settled; None leaves them where they are.
    """

    def __init__(self, folder: Path, ledger: Ledger, movers: OutcomeFolders | None, sentinels: Sentinels) -> None:
        self._folder = folder
        self._ledger = ledger
        self._movers = movers
        self._sentinels = sentinels
        self._lock = threading.Lock()
        self._given: dict[int, Arrival] = {}  # and not settled yet, by number
        self._passed_on: dict[str, Stamp] = {}  # what must not be given again: given, or moved since the last look
        self._moved: list[tuple[str, Stamp]] = []  # since the last look began

    def start_anew(self) -> None:
        """Forget what was given but never settled: it is to be inspected again."""
        with self._lock:
            self._given.clear()
            self._passed_on.clear()
            self._moved.clear()

    def give(self, arrival: Arrival, number: int) -> None:
        """A file is given to be inspected, as picture `number`."""
        with self._lock:
            self._given[number] = arrival
            self._passed_on[arrival.name] = arrival.stamp

    def knows(self, name: str, stamp: Stamp) -> bool:
        """Whether this very content of a file was given or settled before."""
        with self._lock:
            if self._passed_on.get(name) == stamp:
                return True
        entry = self._ledger.entry(name)
        return entry is not None and entry.stamp == stamp

    def settle(self, item: Frame | SkippedImage, verdict: Verdict | None) -> None:
        """Note an item's outcome, and move its file. An item of an earlier reading is inspected again instead.

        Raises OutputError when the file can't be moved, or its outcome not be noted. A file or a folder that has
        gone in the meantime is no error; the file is moved when it is back.
        """
        arrival = self._take_given(item)
        if arrival is None:
            log.warning("%s was settled, but belongs to an earlier reading.", item.name)
        elif self._movers is None:
            self._ledger.note(arrival.name, arrival.stamp)
            self._forget(arrival)
        else:
            self._move(self._movers, arrival, outcome_folder(verdict))

    def looking(self) -> list[tuple[str, Stamp]]:
        """A look at the folder begins; `looked` wants to have what this gives."""
        with self._lock:
            moved, self._moved = self._moved, []
            return moved

    def looked(self, moved: list[tuple[str, Stamp]], names: AbstractSet[str]) -> None:
        """A look has ended, which found these names: what was moved before it began may come again."""
        with self._lock:
            for name, stamp in moved:
                if self._passed_on.get(name) == stamp:
                    del self._passed_on[name]
        self._ledger.forget_all_but(names)

    def catch_up(self, names: AbstractSet[str]) -> None:
        """After a start or a loss: forget settled files that are gone, and move those that could not be moved then."""
        self._ledger.tidy(names)
        if self._movers is None:
            return
        for name, entry in self._ledger.waiting_to_be_moved():
            if name in names and stamp_of(self._folder / name) == entry.stamp:
                try:
                    self._movers.move(name, entry.move_to, self._sentinels.beside(name))
                except (FileNotFoundError, OutputError) as error:
                    log.warning("%s still can't be moved: %s", name, error)

    def _take_given(self, item: Frame | SkippedImage) -> Arrival | None:
        with self._lock:
            arrival = self._given.get(item.number)
            if arrival is None or readable_name(Path(arrival.name)) != item.name:
                return None
            return self._given.pop(item.number)

    def _move(self, movers: OutcomeFolders, arrival: Arrival, to: str) -> None:
        if stamp_of(self._folder / arrival.name) != arrival.stamp:
            # It has gone or was replaced. What is there now is another content, and has its own turn.
            self._note_unmoved(arrival, to)
            return
        try:
            movers.move(arrival.name, to, self._sentinels.beside(arrival.name))
        except (FileNotFoundError, OutputError) as error:
            self._note_unmoved(arrival, to)
            if isinstance(error, OutputError) and self._folder.is_dir():
                raise
            return
        with self._lock:
            self._moved.append((arrival.name, arrival.stamp))

    def _note_unmoved(self, arrival: Arrival, to: str) -> None:
        self._ledger.note(arrival.name, arrival.stamp, to)
        self._forget(arrival)

    def _forget(self, arrival: Arrival) -> None:
        """The ledger knows a file now."""
        with self._lock:
            if self._passed_on.get(arrival.name) == arrival.stamp:
                del self._passed_on[arrival.name]
