"""A camera's exposure, held fast: what a camera changes by itself would look like a defect."""

import math

import cv2

from core.sources.opencv import CvCapture

# What "by hand" is called differs by backend, and has changed with OpenCV's versions (opencv/opencv#17019, #9738):
# each is tried, and only what is read back counts.
_BY_HAND = {cv2.CAP_V4L2: (1.0, 0.25), cv2.CAP_DSHOW: (0.0, 0.25), cv2.CAP_MSMF: (0.0, 0.25)}


def fix_exposure(capture: CvCapture, backend: int, exposure: float) -> str:
    """Set the exposure by hand, in the driver's unit; give the rest of a sentence when that is not confirmed."""
    for by_hand in _BY_HAND.get(backend, ()):
        capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, by_hand)
        capture.set(cv2.CAP_PROP_EXPOSURE, exposure)
        if _confirmed(capture, by_hand, exposure):
            return ""
    return f"does not confirm the exposure {exposure:g}. Its brightness may change by itself; watch it."


def _confirmed(capture: CvCapture, by_hand: float, exposure: float) -> bool:
    is_by_hand = math.isclose(capture.get(cv2.CAP_PROP_AUTO_EXPOSURE), by_hand, abs_tol=0.01)
    return is_by_hand and math.isclose(capture.get(cv2.CAP_PROP_EXPOSURE), exposure, rel_tol=0.05, abs_tol=0.01)
