"""The one way from an array to a QImage."""

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage


def to_qimage(array: npt.NDArray[np.uint8]) -> QImage:
    """Image with its own memory, of RGB (H, W, 3) or RGBA (H, W, 4, straight alpha) bytes."""
    packed = np.ascontiguousarray(array)
    height, width, channels = packed.shape
    form = QImage.Format.Format_RGB888 if channels == 3 else QImage.Format.Format_RGBA8888
    return QImage(packed.data, width, height, packed.strides[0], form).copy()
