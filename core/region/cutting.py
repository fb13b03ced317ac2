"""Takes out of a frame the piece that is looked at, wherever it lies."""

import cv2
import numpy as np

from core.region.movements import Matrix, moved, rescaled
from core.types import Image


def cut_out(image: Image, to_frame: Matrix, size: int) -> Image:
    """The picture (size, size, 3) whose pixels lie on a frame (H, W, 3) where `to_frame` says; edges are continued."""
    corners = moved(to_frame, np.array([(0, 0), (size, 0), (size, size), (0, size)], np.float64) - 0.5)
    steps = np.hypot(to_frame[0, :2], to_frame[1, :2])  # pixels of the frame to one of the picture
    height, width = image.shape[:2]
    room = 2 * np.ceil(np.maximum(steps, 1))
    least = np.floor(corners.min(axis=0) - room).astype(int).clip(0, (width - 1, height - 1))
    most = np.ceil(corners.max(axis=0) + room).astype(int).clip(least + 1, (width, height))
    part = image[least[1] : most[1], least[0] : most[0]]
    # What shrinks is averaged before, as in `squash`: a thin defect must fade, not fall between samples.
    sides = np.array(part.shape[1::-1])
    shrunk = np.maximum(1, np.rint(sides / np.maximum(steps, 1))).astype(int)
    small = cv2.resize(part, shrunk.tolist(), interpolation=cv2.INTER_AREA)
    to_part = to_frame - np.array([[0, 0, least[0]], [0, 0, least[1]]])
    to_small = rescaled(to_part, tuple((shrunk / sides).tolist()))
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    taken = cv2.warpAffine(small, to_small, (size, size), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(taken, np.uint8)
