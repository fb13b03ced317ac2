"""What gives pictures at its own pace: a camera, a stream, a video that is played."""

from dataclasses import dataclass
from typing import Protocol

from core.types import Image


@dataclass(frozen=True)
class Ended:
    """What a device gives after its last picture; `sentence` says what is wrong with such an end, if anything."""

    sentence: str = ""


class Capture(Protocol):
    """A device that has been opened. All of it is used from one thread, which may hang in any of it.

    `period_s` is the time from one picture to the next, in seconds, as far as the device knows. `remark` is a
    sentence about what did not turn out as asked for (another size, exposure not confirmed), else empty.
    """

    @property
    def period_s(self) -> float:
        """Seconds from one picture to the next."""

    @property
    def remark(self) -> str:
        """What did not turn out as asked for, as a sentence."""

    def grab(self) -> Image | Ended | None:
        """Give the next picture, None when none came, or Ended after the last one.

        The picture is not written to afterwards: whoever has it keeps it. Raises SourceError, or any exception,
        when the device has gone.
        """

    def close(self) -> None:
        """Free the device."""


class Device(Protocol):
    """A device as it was asked for. `name` is what the screen calls it.

    It may be opened again while an earlier capture still hangs in its driver, so captures share nothing that
    such a straggler could spoil.
    """

    @property
    def name(self) -> str:
        """What the screen calls it; holds no password."""

    def open(self) -> Capture:
        """Open it, which may take long or for ever. Raises SourceError with a sentence that says what to do."""
