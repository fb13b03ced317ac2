"""OpenCV's way to cameras, streams and video files, behind a seam that tests can take the place of."""

import math
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import cv2

from core.types import Image

# What goes wrong is said in sentences, where a user can see it; OpenCV would write it to the terminal as well.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)

_FASTEST, _SLOWEST = 240.0, 0.05  # pictures a second; devices that know nothing say 0, 90000 or not a number


class CvCapture(Protocol):
    """What Filbert uses of cv2.VideoCapture."""

    def read(self) -> tuple[bool, Any]:
        """Give whether there is a picture, and the picture: BGR."""

    def get(self, propId: int) -> float:  # noqa: N803 - OpenCV's name
        """Read a setting, 0 or −1 when it isn't known."""

    def set(self, propId: int, value: float) -> bool:  # noqa: N803 - OpenCV's name
        """Change a setting; True says little about whether it was changed."""

    def release(self) -> None:
        """Free the device."""


OpenCapture = Callable[[str | int, int, Sequence[int]], CvCapture | None]
"""Opens an address or an index with a backend and settings (number, value, number, value…); None when it can't."""


def open_capture(what: str | int, backend: int, settings: Sequence[int]) -> CvCapture | None:
    """Open it with OpenCV; see OpenCapture."""
    capture = cv2.VideoCapture()
    if capture.open(what, backend, list(settings)):
        return capture
    capture.release()
    return None


def read_rgb(capture: CvCapture) -> Image | None:
    """Read the next picture, (H, W, 3) RGB; None when none came. What is no colour picture is given as it is."""
    is_there, picture = capture.read()
    if not is_there or picture is None:
        return None
    if picture.ndim == 3 and picture.shape[2] == 3:
        picture = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
    image: Image = picture
    return image


def period_of(capture: CvCapture, otherwise: float) -> float:
    """Give the seconds from one picture to the next as the device says, or `otherwise` when it makes no sense."""
    rate = capture.get(cv2.CAP_PROP_FPS)
    return 1 / rate if math.isfinite(rate) and _SLOWEST <= rate <= _FASTEST else otherwise
