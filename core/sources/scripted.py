"""The test source: a device that plays a script, for tests, benchmarks and the training of operators."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import numpy as np

from core.demo.parts import draw_part
from core.errors import SourceError
from core.sources.builtin_scripts import find_script
from core.sources.device import Ended
from core.sources.drawn import FIRST_PART, DrawnSource
from core.sources.live import LiveSource
from core.sources.numbered import numbered_picture
from core.sources.policy import CAMERA, Policy
from core.sources.script import Act, Place, Script
from core.sources.timeline import FaultLog, FreeTimeline, PacedTimeline, PlayedFault, Timeline
from core.types import Image

_PARTS = 48  # drawing one takes longer than a period, so after that many they come again


class ScriptedDevice:
    """Plays `script` from now on. However often it is opened, the script goes on, as time does.

    Numbered pictures carry the number of their tick, from 1. A paced script follows `clock` (seconds). Waiting is done
    by `sleep` (seconds).
    """

    def __init__(
        self,
        script: Script,
        name: str = "Test source",
        clock: Callable[[], float] = time.perf_counter,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._script = script
        self._name = name
        period_s = script.period_s
        self._timeline: Timeline = (
            PacedTimeline(period_s, clock, sleep) if script.paced else FreeTimeline(period_s, clock, sleep)
        )
        self._log = FaultLog(self._timeline, clock)
        self._played = -1  # the last tick

    @property
    def name(self) -> str:
        """What the screen calls it."""
        return self._name

    @property
    def faults(self) -> tuple[PlayedFault, ...]:
        """The faults played so far, in order."""
        return self._log.faults

    def open(self) -> "ScriptedCapture":
        """Open it; raises SourceError while it is unplugged."""
        place = self._script.place(self._timeline.present())
        if place is not None and place.act is Act.UNPLUG:
            self._log.note(place)
            self._timeline.skip()
            raise SourceError(self._gone())
        return ScriptedCapture(self.play, self._script.period_s)

    def play(self) -> Image | Ended | None:
        """Play the next tick. Raises SourceError while unplugged, RuntimeError for a failing driver."""
        tick = self._timeline.take()
        place = self._missed_error(tick) or self._script.place(tick)
        self._played = max(tick, self._played)
        self._log.note(place)
        return Ended() if place is None else self._do(place, tick)

    def _missed_error(self, tick: int) -> Place | None:
        """Find an error that passed while nobody grabbed: it comes late rather than never."""
        passed = self._played + 1
        while passed < tick and (place := self._script.place(passed)) is not None:
            if place.act is Act.ERROR:
                return place
            passed = place.end
        return None

    def _do(self, place: Place, tick: int) -> Image | None:
        match place.act:
            case Act.UNPLUG:
                raise SourceError(self._gone())
            case Act.ERROR:
                raise RuntimeError("the driver has lost its device")
            case Act.HANG:
                self._timeline.hang(place)
                return None
            case Act.STALL:
                return None
            case Act.BLACK:
                return np.zeros((self._script.height, self._script.width, 3), np.uint8)
            case Act.GARBAGE:
                return np.zeros((8, 8, 3), np.uint8)
            case Act.FREEZE:
                return self._picture(place.begin)
            case Act.FRAMES:
                return self._picture(tick + 1)

    def _picture(self, number: int) -> Image:
        script = self._script
        if script.pictures == "parts":
            return _part(script.seed, number % _PARTS, script.part_size)
        return numbered_picture(number, script.width, script.height, script.seed)

    def _gone(self) -> str:
        return f"{self._name} is not plugged in. Plug it in again."


class ScriptedCapture:
    """The test source, opened."""

    remark = ""

    def __init__(self, play: Callable[[], Image | Ended | None], period_s: float) -> None:
        self._play = play
        self.period_s = period_s

    def grab(self) -> Image | Ended | None:
        """Play the next tick of the script."""
        return self._play()

    def close(self) -> None:
        """Nothing is held."""


def policy_of(script: Script) -> Policy:
    """Give the limits for a script: a camera's, but one that isn't paced loses no picture."""
    return CAMERA if script.paced else replace(CAMERA, lossless=True)


def open_scripted(text: str) -> LiveSource:
    """Give the test source; `text` is what follows "test:". Raises SourceError when there is no such script."""
    return scripted_source(find_script(text))


def scripted_source(script: Script, name: str = "Test source") -> LiveSource:
    """Give the source that plays a script, once from its beginning."""
    return LiveSource(ScriptedDevice(script, name), policy_of(script))


@lru_cache(maxsize=2 * _PARTS)
def _part(seed: int, number: int, size: int) -> Image:
    kind = DrawnSource(seed, None).kind_of(number + 1)
    return draw_part(seed, FIRST_PART + number, kind, size).image
