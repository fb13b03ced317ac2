"""How often the screen follows a run, and for which parts a worker helps it."""

from collections.abc import Callable
from time import perf_counter

from core.sources.base import Source, drops_frames
from core.types import Inspection
from gui.pictures.prepared_picture import is_kept_whole

_LIVE_S = 0.033  # nobody sees more than thirty pictures a second
_WORKED_OFF_S = 0.2  # a pile of pictures is worked off faster than eyes follow: time is for the parts


def screen_tick_s(source: Source) -> float:
    """Seconds from one look of the window at what has been inspected to the next."""
    return _LIVE_S if drops_frames(source) else _WORKED_OFF_S


class ScreenPace:
    """Tells which parts are worth preparing for the screen: between two ticks it shows only the newest.

    A part that follows close on another is most likely overtaken by the next. One of many pixels is prepared always:
    keeping it packed would hold up the window.
    """

    def __init__(self, tick_s: float, clock: Callable[[], float] = perf_counter) -> None:
        self._apart_s, self._clock = tick_s / 2, clock
        self._last = float("-inf")

    def is_worth_preparing(self, part: Inspection) -> bool:
        """Say so of a part that has just been inspected; to be asked of each part once, in their order."""
        before, self._last = self._last, self._clock()
        return self._last - before >= self._apart_s or not is_kept_whole(part.frame.image)
