"""The folders in a hot folder to which its files are moved once they are inspected."""

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from core.errors import OutputError
from core.files import readable_name, way_out
from core.types import Verdict

_OUTCOMES = {Verdict.PASS: "passed", Verdict.FAIL: "failed", Verdict.REVIEW: "review"}
_UNREADABLE, _NOT_JUDGED = "unreadable", "not_judged"

_PATIENCE_S = 2.5
_BETWEEN_S = 0.05


def outcome_folder(verdict: Verdict | None) -> str:
    """The name of the folder a file goes to; `verdict` is None for one that could not be read."""
    return _UNREADABLE if verdict is None else _OUTCOMES.get(verdict, _NOT_JUDGED)


class OutcomeFolders:
    """Moves files of a hot folder to folders in it: each at once or not at all, and never over another file.

    Windows refuses for a moment what a virus scanner is looking at: there (`patient`) it is tried again for 2.5 s.
    """

    def __init__(
        self, folder: Path, patient: bool = os.name == "nt", wait: Callable[[float], object] = time.sleep
    ) -> None:
        self._folder = folder
        self._tries = round(_PATIENCE_S / _BETWEEN_S) if patient else 1
        self._wait = wait
        self._copies: dict[Path, int] = {}  # how many of a name there are: a station may use one name all day

    def move(self, name: str, to: str, beside: Iterable[str] = ()) -> None:
        """Move a file, and what lies beside it and belongs to it, to a folder, which is made when it is missing.

        One whose name is taken becomes NAME (2). Raises FileNotFoundError when the file has gone, OutputError when
        it can't be moved.
        """
        try:
            (self._folder / to).mkdir(exist_ok=True)
            target = self._free(self._folder / to / name)
            self._replace(self._folder / name, target)
            for companion in beside:
                if (self._folder / companion).is_file():
                    self._replace(self._folder / companion, target.with_name(_renamed(companion, name, target)))
        except FileNotFoundError:
            raise
        except OSError as error:
            file = readable_name(Path(name))
            if isinstance(error, FileExistsError | NotADirectoryError):
                raise OutputError(f"{file} can't be moved to {to}: that is a file. Move it away.") from error
            raise OutputError(f"{file} can't be moved to {to}: {way_out(error)}") from error

    def _free(self, wanted: Path) -> Path:
        if not os.path.lexists(wanted):
            return wanted
        number = self._copies.get(wanted, 1) + 1
        while os.path.lexists(copy := wanted.with_stem(f"{wanted.stem} ({number})")):
            number += 1
        self._copies[wanted] = number
        return copy

    def _replace(self, source: Path, target: Path) -> None:
        for left in reversed(range(self._tries)):
            try:
                source.replace(target)
            except PermissionError:
                if left == 0:
                    raise
                self._wait(_BETWEEN_S)
            else:
                return


def _renamed(companion: str, name: str, target: Path) -> str:
    """The companion's name beside the file's new one: part1.png.done and part1.done follow part1 (2).png."""
    ending = companion.removeprefix(name) if companion.startswith(name) else companion.removeprefix(Path(name).stem)
    return (target.name if companion.startswith(name) else target.stem) + ending
