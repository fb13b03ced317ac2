"""The thread that holds a device and does nothing but fetch pictures from it."""

import logging
import threading
from collections.abc import Callable

import numpy as np

from core.errors import SourceError
from core.images import SMALLEST_SIDE
from core.sources.device import Capture, Device, Ended
from core.sources.mailbox import Mailbox, Phase
from core.sources.policy import Policy
from core.sources.sameness import Sameness, is_black
from core.types import Image

log = logging.getLogger(__name__)

_PAUSE_S = 0.02  # after a picture that is of no use: a broken device may give those without any pause


class CaptureThread:
    """Opens a device, fetches its pictures into `mailbox` and frees it, all in one thread of its own.

    The device may hang in each of these. Then the thread is left to itself: nobody reads its mailbox any more, and
    it ends as soon as the device lets it. `sameness` carries on from the capture before. A failure is logged unless it
    is the `known_trouble`: a night of trying would fill the log.
    """

    def __init__(
        self,
        device: Device,
        policy: Policy,
        mailbox: Mailbox,
        sameness: Sameness,
        clock: Callable[[], float],
        known_trouble: str = "",
    ) -> None:
        self.mailbox = mailbox
        self.sameness = sameness
        self._device = device
        self._policy = policy
        self._clock = clock
        self._known_trouble = known_trouble
        self._thread = threading.Thread(target=self._work, name=f"capture of {device.name}", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether the device is still held."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Tell the thread to free the device and to end; does not wait for it."""
        self.mailbox.close()

    def join(self, seconds: float) -> bool:
        """Wait for the end of the thread, no longer than so many seconds; tell whether it has ended."""
        self._thread.join(seconds)
        return not self.alive

    def _work(self) -> None:
        capture: Capture | None = None
        try:
            capture = self._device.open()
            self._fetch(capture)
        except SourceError as error:
            self.mailbox.tell_end(Phase.FAILED, str(error))
        except Exception as error:  # a driver's error must not end the station
            trouble = _failed(self._device.name, error)
            if trouble != self._known_trouble:
                log.exception("The capture of %s failed.", self._device.name)
            self.mailbox.tell_end(Phase.FAILED, trouble)
        finally:
            if capture is not None:
                self._free(capture)

    def _fetch(self, capture: Capture) -> None:
        self.mailbox.tell(phase=Phase.RUNNING, period_s=capture.period_s, remark=capture.remark)
        while not self.mailbox.closed:
            grabbed = capture.grab()
            now = self._clock()
            if isinstance(grabbed, Ended):
                self.mailbox.tell_end(Phase.ENDED, grabbed.sentence)
                return
            if not self._deliver(grabbed, now):
                self.mailbox.pause(_PAUSE_S)

    def _deliver(self, image: Image | None, now: float) -> bool:
        """Put the picture into the mailbox if it can be trusted."""
        if image is None:
            return False
        problem = what_is_wrong(image)
        if problem:
            self.mailbox.tell(trouble=f"{self._device.name} {problem}. Check its cable and its settings.")
            return False
        if self.sameness.take(image, now) > self._policy.frozen_after:
            self.mailbox.tell(still_since=self.sameness.since, trouble=self._why_still(image))
            return False
        self.mailbox.put(image, now)
        return True

    def _why_still(self, image: Image) -> str:
        if not is_black(image):
            return ""
        return f"The picture of {self._device.name} is black. Take off the lens cap and switch the light on."

    def _free(self, capture: Capture) -> None:
        try:
            capture.close()
        except Exception:  # it is given up anyway
            log.exception("%s could not be closed.", self._device.name)


def what_is_wrong(image: object) -> str:
    """Say why something can't be a picture, as the rest of a sentence; nothing when it can."""
    if not isinstance(image, np.ndarray) or image.dtype != np.uint8:
        return "gives something else than pictures"
    if image.ndim != 3 or image.shape[2] != 3:
        return "gives pictures without three colours"
    height, width = image.shape[:2]
    if min(height, width) < SMALLEST_SIDE:
        return f"gives pictures of only {width} × {height} pixels"
    return ""


def _failed(name: str, error: Exception) -> str:
    return f"{name} has failed ({str(error) or type(error).__name__}). Unplug it and plug it in again."
