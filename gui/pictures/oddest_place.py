"""A ring round the place of a part that is the oddest, where nothing on it is odd enough to be seen otherwise."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPainterPath, QTransform

from core.types import ScoreMap
from gui.pictures.layers import Layers
from gui.pictures.region_marks import draw_outline

_RADIUS = 13  # pixels of the view: the ring says where, not how large
_FINE = 0.6  # of a contour's strokes: it is no contour


def with_oddest_place(layers: Layers, score_map: ScoreMap) -> Layers:
    """Give the same with the highest place of the map (h, w) marked, unless a contour shows it or all are alike."""
    if not layers.outlines.isEmpty() or np.ptp(score_map) == 0:
        return layers
    row, column = np.unravel_index(int(np.argmax(score_map)), score_map.shape)
    (rows, columns), (height, width) = score_map.shape, layers.pyramid.full.shape[:2]
    return replace(layers, oddest=QPointF((column + 0.5) * width / columns, (row + 0.5) * height / rows))


def draw_oddest_place(painter: QPainter, oddest: QPointF | None, to_view: QTransform) -> None:
    """Draw the ring, thin and always of one size; `to_view` maps frame pixels into the view."""
    if oddest is not None:
        ring = QPainterPath()
        ring.addEllipse(to_view.map(oddest), _RADIUS, _RADIUS)
        draw_outline(painter, ring, _FINE)
