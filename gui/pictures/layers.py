"""What lies one over the other when a part is shown."""

from dataclasses import dataclass, field, replace
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainterPath

from core.inspection.heatmap import CLEAR_BELOW, shade_of, shades, threshold_contours
from core.inspection.judge import THRESHOLD
from core.types import Image, Inspection, ScoreMap
from gui.pictures.pyramid import Pyramid
from gui.pictures.region_marks import outline_path
from gui.pictures.view_size import ViewSize
from gui.qt_image import opaque_qimage, premultiplied, premultiplied_qimage

_UNSEEN = 1e-4  # of the frame's longer side: a tenth of a pixel in a fitted view of 1000


@dataclass(frozen=True, eq=False)
class Heat:
    """A heatmap at full opacity, and where it lies on the frame, in frame pixels."""

    image: QImage
    place: QRectF


@dataclass(frozen=True, eq=False)
class Layers:
    """What lies one over the other in a view: picture, heatmap, threshold contour in frame pixels.

    `heat` is None where nothing is odd enough to be seen. `fitted` is the whole picture as large as a view is expected
    to want it, if somebody knew. `inspected` goes round what is inspected, where that isn't all. `oddest` is a place
    in frame pixels, to be ringed (`oddest_place.py`).
    """

    pyramid: Pyramid
    heat: Heat | None
    outlines: QPainterPath
    fitted: QImage | None = None
    inspected: QPainterPath = field(default_factory=QPainterPath)
    oddest: QPointF | None = None


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
    inspected = outline_path(list(inspection.outlines))
    return Layers(Pyramid(image), heat_of(score_map, width, height), outline_path(contours), inspected=inspected)


def live_layers(image: Image) -> Layers:
    """What a view shows of a picture that only passes by."""
    return Layers(Pyramid(image), None, QPainterPath())


def fitted_to(layers: Layers, view: ViewSize | None) -> Layers:
    """Give the same with the picture in the size a view wants it; as they are where that is not known. Any thread."""
    if view is None:
        return layers
    height, width = layers.pyramid.full.shape[:2]
    wanted = view.pixels_of(width, height)
    level = layers.pyramid.at(wanted.width() / width)
    size = (wanted.width(), wanted.height())
    scaled = np.asarray(cv2.resize(level, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    image = opaque_qimage(scaled)
    image.setDevicePixelRatio(view.ratio)
    return replace(layers, fitted=image)


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
    pixels = _heat_colours()[shade_of(score_map[top:bottom, left:right])]
    return Heat(premultiplied_qimage(pixels.view(np.uint8).reshape(*pixels.shape, 4)), place)


@cache
def _heat_colours() -> npt.NDArray[np.uint32]:
    """All colours of a heatmap as Qt has them, four bytes in one number: a map is coloured by one look-up."""
    return premultiplied(shades(1.0)[None]).view(np.uint32).ravel()


def _simplified(contour: npt.NDArray[np.float32], side: int) -> npt.NDArray[np.float32]:
    """Leave out points (n, 2) that hardly bend the line: a third of them is stroked three times as quickly."""
    fewer = cv2.approxPolyDP(contour[:, None], _UNSEEN * side, True)[:, 0]
    return np.asarray(fewer, np.float32)
