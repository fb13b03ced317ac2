"""Where points go: from the pixels of one picture to those of another."""

import cv2
import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
"""A movement (2, 3): where a point goes, in pixels counted from the middle of the first."""

Place = npt.NDArray[np.float64]
"""Right and down (2), in pixels counted from the middle of the first."""


def turning(middle: Place, degrees: float) -> Matrix:
    """Turn to the left by degrees about a place, which stays where it is."""
    return np.asarray(cv2.getRotationMatrix2D((float(middle[0]), float(middle[1])), degrees, 1.0), np.float64)


def enlarging(box: tuple[float, float, float, float], size: int) -> Matrix:
    """From the pixels of a square picture of that side to those of the box it shows: left, top, right, bottom."""
    left, top, right, bottom = box
    across, down = (right - left) / size, (bottom - top) / size
    return np.array([[across, 0, left + across / 2 - 0.5], [0, down, top + down / 2 - 0.5]])


def rescaled(matrix: Matrix, factors: tuple[float, float]) -> Matrix:
    """The same movement, to a picture of so many times as many pixels across and down."""
    factor = np.array(factors)
    scaled: Matrix = matrix * factor[:, None]
    scaled[:, 2] += (factor - 1) / 2
    return scaled


def then(first: Matrix, second: Matrix) -> Matrix:
    """One movement after another."""
    return np.hstack([second[:, :2] @ first[:, :2], (second[:, :2] @ first[:, 2] + second[:, 2])[:, None]])


def moved(matrix: Matrix, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Where points (n, 2) go."""
    return points @ matrix[:, :2].T + matrix[:, 2]
