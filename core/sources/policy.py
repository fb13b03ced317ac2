"""How long a live source is trusted, and what it does with pictures nobody takes in time."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Policy:
    """The limits of one kind of live source. Times in seconds; a period is the time from one picture to the next.

    A source without a new picture for `stall_periods`, but at least `stall_s`, is STALLED; one that stays so for
    `lost_periods`, but at least `lost_s`, is LOST. `frozen_after` pictures that are equal to the last bit are taken
    for a hanging camera. `open_timeout_s` is the time from opening to the first picture. Between two tries to
    reconnect there are `first_wait_s`, then twice as long each time up to `longest_wait_s`.

    With `lossless` nothing is dropped: the device waits until its picture was taken. `reconnects` is False for what
    can't come back; its loss is a SourceError. `close_wait_s` is how long a device that hangs is waited for.
    `frozen_means` ends the sentence about a picture that does not change.
    """

    stall_periods: float = 4
    stall_s: float = 0.4
    lost_periods: float = 20
    lost_s: float = 1.5
    frozen_after: int = 15
    open_timeout_s: float = 10.0
    first_wait_s: float = 0.25
    longest_wait_s: float = 1.0
    lossless: bool = False
    reconnects: bool = True
    close_wait_s: float = 1.0
    frozen_means: str = "the camera hangs. Unplug it and plug it in again."

    def stall_limit(self, period_s: float) -> float:
        """Seconds without a new picture after which a source is STALLED."""
        return max(self.stall_s, self.stall_periods * period_s)

    def lost_limit(self, period_s: float) -> float:
        """Seconds of being STALLED after which a source is LOST."""
        return max(self.lost_s, self.lost_periods * period_s)

    def wait_before(self, attempt: int) -> float:
        """Seconds before try number `attempt`, from 1, to reconnect."""
        return min(self.longest_wait_s, self.first_wait_s * 2.0 ** min(attempt - 1, 30))


CAMERA = Policy()
"""Raw pictures of a sensor: its noise makes each differ from the one before."""

_STREAM_HANGS = "what sends it hangs. Start that anew."

STREAM = replace(CAMERA, stall_s=1.0, lost_s=3.0, frozen_after=90, frozen_means=_STREAM_HANGS)
"""Coded pictures over a network: it stutters, and a still scene may decode to equal pictures."""

VIDEO = replace(STREAM, reconnects=False, frozen_means="the video stands still. Choose another one.")
"""A video file that is played as if it were a camera."""
