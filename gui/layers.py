"""What lies one over the other when a part is shown."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainterPath

from core.inspection.heatmap import CLEAR_BELOW, heatmap_rgba, threshold_contours
from core.inspection.judge import THRESHOLD
from core.types import Image, Inspection, ScoreMap
from gui.pyramid import Pyramid
from gui.qt_image import premultiplied, premultiplied_qimage
from gui.widgets.region_marks import outline_path

_UNSEEN = 1e-4  # of the frame's longer side: a tenth of a pixel in a fitted view of 1000


@dataclass(frozen=True, eq=False)
class Heat:
    """A heatmap at full opacity, and where it lies on the frame, in frame pixels."""

    image: QImage
    place: QRectF


@dataclass(frozen=True, eq=False)
class Layers:
    """What lies one over the other in a view: picture, heatmap, threshold contour in frame pixels.

    `heat` is None where nothing is odd enough to be seen.
    """

    pyramid: Pyramid
    heat: Heat | None
    outlines: QPainterPath


def layers_of(inspection: Inspection) -> Layers:
    """What a view shows of a part; a picture that was not judged has neither heatmap nor contour. Any thread."""
    image, score_map = inspection.frame.image, inspection.score_map
    if not inspection.verdict.about_part:
        return Layers(Pyramid(image), None, QPainterPath())
    height, width = image.shape[:2]
    # Most parts are good ones: it takes half a millisecond to find that a map has no contour, but none to see it.
    crossing = float(score_map.max()) >= THRESHOLD
    traced = threshold_contours(score_map, width, height) if crossing else []
    contours = [_simplified(contour, max(width, height)) for contour in traced]
    return Layers(Pyramid(image), heat_of(score_map, width, height), outline_path(contours))


def live_layers(image: Image) -> Layers:
    """What a view shows of a picture that only passes by."""
    return Layers(Pyramid(image), None, QPainterPath())


def heat_of(score_map: ScoreMap, width: int, height: int) -> Heat | None:
    """Colour a score map for a frame of that size, cut to where it can be seen at all."""
    seen = score_map > CLEAR_BELOW
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not len(rows):
        return None
    map_height, map_width = score_map.shape
    # One place more on each side: there the colours fade out when they are enlarged.
    top, bottom = max(0, int(rows[0]) - 1), min(map_height, int(rows[-1]) + 2)
    left, right = max(0, int(columns[0]) - 1), min(map_width, int(columns[-1]) + 2)
    x, y = width / map_width, height / map_height
    place = QRectF(left * x, top * y, (right - left) * x, (bottom - top) * y)
    rgba = heatmap_rgba(score_map[top:bottom, left:right], 1.0)
    return Heat(premultiplied_qimage(premultiplied(rgba)), place)


def _simplified(contour: npt.NDArray[np.float32], side: int) -> npt.NDArray[np.float32]:
    """Leave out points (n, 2) that hardly bend the line: a third of them is stroked three times as quickly."""
    fewer = cv2.approxPolyDP(contour[:, None], _UNSEEN * side, True)[:, 0]
    return np.asarray(fewer, np.float32)
