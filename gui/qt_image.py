"""The ways from an array to a QImage."""

import cv2
import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from core.types import Image

Premultiplied = npt.NDArray[np.uint8]
"""(h, w, 4) BGRA, each colour already multiplied by its alpha: what Qt blends fastest."""


def to_qimage(array: npt.NDArray[np.uint8]) -> QImage:
    """Image with its own memory, of RGB (H, W, 3) or RGBA (H, W, 4, straight alpha) bytes."""
    packed = np.ascontiguousarray(array)
    height, width, channels = packed.shape
    form = QImage.Format.Format_RGB888 if channels == 3 else QImage.Format.Format_RGBA8888
    return QImage(packed.data, width, height, packed.strides[0], form).copy()


def opaque_qimage(image: Image) -> QImage:
    """Image of an RGB picture (H, W, 3) in the form Qt paints fastest. Any thread."""
    return _without_copy(np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2BGRA), np.uint8), QImage.Format.Format_RGB32)


def premultiplied_qimage(array: Premultiplied) -> QImage:
    """Image that shares its memory with the array, which must not change any more. Any thread."""
    return _without_copy(np.ascontiguousarray(array), QImage.Format.Format_ARGB32_Premultiplied)


def premultiplied(rgba: npt.NDArray[np.uint8]) -> Premultiplied:
    """Change RGBA (h, w, 4) with straight alpha into what `premultiplied_qimage` takes."""
    alpha = rgba[..., 3:].astype(np.uint16)
    bgr = (rgba[..., 2::-1] * alpha + 127) // 255
    result: Premultiplied = np.concatenate([bgr, alpha], axis=2).astype(np.uint8)
    return result


def _without_copy(array: npt.NDArray[np.uint8], form: QImage.Format) -> QImage:
    # PySide6 has the QImage hold on to the buffer, and so to the array, until Qt lets go of it.
    height, width = array.shape[:2]
    return QImage(array.data, width, height, array.strides[0], form)
