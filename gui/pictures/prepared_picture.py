"""All that can be made of a part before the window's thread has to draw it."""

from dataclasses import dataclass

import cv2
import numpy as np
from PySide6.QtGui import QImage

from core.types import Image, Inspection
from gui.pictures.layers import Layers, fitted_to, layers_of
from gui.pictures.pyramid import Pyramid
from gui.pictures.thumbnails import draw_thumbnail
from gui.pictures.view_size import ViewSize

KEPT_WHOLE = 1_000_000
"""Pictures with more pixels are kept packed once the next part is shown: fifty of a million are 150 MB."""

_PACKED = 3_200_000  # pixels: more than a picture gets on a screen of 3840 × 2160
_JPEG_QUALITY = 90


@dataclass(frozen=True, eq=False)
class PreparedPicture:
    """A part ready to be drawn, large and as a thumbnail.

    `packed` is a JPEG of a picture too large to be kept whole, None for others.
    """

    layers: Layers
    thumbnail: QImage
    packed: bytes | None


def prepare_picture(inspection: Inspection, view: ViewSize | None = None) -> PreparedPicture:
    """Make all of a part that takes long, for a view of that size; it needs no screen. Any thread."""
    layers = fitted_to(layers_of(inspection), view)
    layers.pyramid.build()
    return PreparedPicture(layers, draw_thumbnail(layers), packed_of(layers.pyramid))


def is_kept_whole(image: Image) -> bool:
    """Whether a picture (height, width, 3) is small enough to be kept as it is."""
    height, width = image.shape[:2]
    return int(height) * int(width) <= KEPT_WHOLE


def packed_of(pyramid: Pyramid) -> bytes | None:
    """Compress a picture to a JPEG, what is very large halved before; None where it is small enough to be kept."""
    if is_kept_whole(pyramid.full):
        return None
    in_file_order = cv2.cvtColor(pyramid.under(_PACKED), cv2.COLOR_RGB2BGR)
    return cv2.imencode(".jpg", in_file_order, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])[1].tobytes()


def unpack(packed: bytes, width: int, height: int) -> Image:
    """Give a packed picture in its frame's size (height, width, 3): nearly as it was, good enough to look at."""
    stored = np.asarray(cv2.imdecode(np.frombuffer(packed, np.uint8), cv2.IMREAD_COLOR_RGB), np.uint8)
    if stored.shape[:2] == (height, width):
        return stored
    return np.asarray(cv2.resize(stored, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
