"""The pictures behind the records: what was seen, and where it was odd."""

import io
import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

import numpy as np

from core.errors import FilbertError
from core.files import readable_name, way_out, write_whole
from core.images import write_image
from core.records.retention import Tidier, folder_of, tidy
from core.types import Inspection, ScoreMap, Verdict

GIGABYTE = 1_000_000_000
RESERVE = GIGABYTE
"""Bytes that are left for records on the disk: with less room no pictures are kept."""
_ROOM_AGAIN = RESERVE * 5 // 4  # bytes from which on they are again, so that it doesn't change with each part
_TIDY_AFTER = 0.01  # of what may be kept, written since it was last tidied


@dataclass(frozen=True)
class ArchiveRules:
    """Which pictures are kept, and for how long: `pass_share` (0 to 1) of PASS, all of REVIEW and FAIL."""

    on: bool = True
    pass_share: float = 0.02
    days: int = 30
    gigabytes: float = 50.0


class ArchiveState(StrEnum):
    """Whether pictures are being kept."""

    OK = "OK"
    OFF = "OFF"
    DISK_LOW = "DISK LOW"
    NOT_KEPT = "NOT KEPT"


@dataclass(frozen=True)
class ArchiveStatus:
    """How the archive is doing; `sentence` is for the user, empty when all is well."""

    state: ArchiveState
    sentence: str = ""


@dataclass(frozen=True)
class Kept:
    """Where the pictures of a part are, as paths inside the archive; empty when there are none."""

    image: str = ""
    score_map: str = ""


class ImageArchive:
    """Keeps pictures in a folder for each day (local), each file whole or not at all.

    The image is kept as PNG, without loss: a part rejected by mistake may join the good set, and has to be what the
    detector saw. The score map is kept as float16 in .npy, good for 3 digits: enough to look at, at half the size.
    Of PASS a share is kept, evenly, so that the same row of parts leaves the same pictures.

    When less than 1 GB is free no pictures are kept until there is more again: what room there is belongs to records.
    One thread keeps, any may read.
    """

    def __init__(
        self,
        folder: Path,
        rules: ArchiveRules,
        on_status: Callable[[ArchiveStatus], None] = lambda _status: None,
        free_bytes: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
        today: Callable[[], date] = date.today,
    ) -> None:
        self.folder, self.rules = folder, rules
        self._on_status, self._free_bytes, self._today = on_status, free_bytes, today
        self._status = ArchiveStatus(ArchiveState.OK if rules.on else ArchiveState.OFF)
        self._lock = threading.Lock()
        self._passed = self._number = self._written = 0
        self._day = ""
        self._tidier = Tidier(self.tidy)

    @property
    def status(self) -> ArchiveStatus:
        """How it is doing."""
        return self._status

    def start(self) -> None:
        """Begin to remove what is too old or too much, in a thread of its own."""
        self._tidier.start()

    def change(self, rules: ArchiveRules) -> None:
        """Use other rules from the next part on."""
        with self._lock:
            self.rules = rules
            self._tell(ArchiveState.OK if rules.on else ArchiveState.OFF, "")
        self._tidier.ask()

    def close(self) -> None:
        """End that."""
        self._tidier.close()

    def keep(self, part: Inspection, at: datetime) -> Kept:
        """Keep what is to be kept of a part. Never fails: what can't be kept is told through `on_status`."""
        with self._lock:
            if not (self.rules.on and self._is_wanted(part.verdict)):
                return Kept()
            try:
                return self._keep(part, at) if self._has_room() else Kept()
            except FilbertError as error:
                self._tell(ArchiveState.NOT_KEPT, f"Pictures of parts are not kept: {error}")
            except OSError as error:
                self._tell(ArchiveState.NOT_KEPT, f"Pictures of parts are not kept: {way_out(error)}")
            return Kept()

    def tidy(self) -> None:
        """Remove what is too old or too much, now; nothing where no pictures are kept by rules."""
        if self.rules.on:
            tidy(self.folder, self._today(), self.rules.days, round(self.rules.gigabytes * GIGABYTE))

    def _is_wanted(self, verdict: Verdict) -> bool:
        if verdict is not Verdict.PASS:
            return True
        share, before = self.rules.pass_share, self._passed
        self._passed += 1
        return int(self._passed * share + 1e-9) > int(before * share + 1e-9)

    def _has_room(self) -> bool:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        needed = RESERVE if self._status.state is not ArchiveState.DISK_LOW else _ROOM_AGAIN
        if self._free_bytes(self.folder) >= needed:
            return True
        folder = readable_name(self.folder)
        self._tell(
            ArchiveState.DISK_LOW,
            f"The disk of {folder} is nearly full: pictures of parts are not kept until there is more room. "
            "Free some space, or keep pictures for fewer days.",
        )
        return False

    def _keep(self, part: Inspection, at: datetime) -> Kept:
        local = at.astimezone()
        day = folder_of(local.date())
        (self.folder / day).mkdir(exist_ok=True)
        self._number += 1
        stem = f"{local:%H%M%S-%f}-{os.getpid()}-{self._number}-{part.verdict}"  # no two programs give the same
        kept = Kept(f"{day}/{stem}.png", f"{day}/{stem}.npy")
        image, score_map = (self.folder / name for name in (kept.image, kept.score_map))
        write_image(image, part.frame.image)
        write_whole(score_map, _npy(part.score_map))
        self._written += image.stat().st_size + score_map.stat().st_size
        if self._written > self.rules.gigabytes * GIGABYTE * _TIDY_AFTER or day != self._day:
            self._written, self._day = 0, day
            self._tidier.ask()
        self._tell(ArchiveState.OK, "")
        return kept

    def _tell(self, state: ArchiveState, sentence: str) -> None:
        status = ArchiveStatus(state, sentence)
        if status != self._status:  # told once, not with each part
            self._status = status
            self._on_status(status)


def _npy(score_map: ScoreMap) -> bytes:
    content = io.BytesIO()
    largest = np.finfo(np.float16).max
    np.save(content, np.clip(score_map, -largest, largest).astype(np.float16), allow_pickle=False)
    return content.getvalue()
