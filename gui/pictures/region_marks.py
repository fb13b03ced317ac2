"""What is drawn over a picture for its regions: outlines, corner brackets and numbered tags, crisp at any zoom."""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from core.types import Region
from gui.look.theme import LIGHT, current_theme, font

_PAD = 12  # from a region's edge to its brackets
_ARM = 18  # a bracket's length
_TAG_MARGIN = 6  # above and below a tag's text
_SIZED_TAGS = 6  # with more regions the tags have numbers alone


def outline_path(outlines: list[npt.NDArray[np.float32]]) -> QPainterPath:
    """One path of all outlines, each (n, 2) in frame pixels."""
    path = QPainterPath()
    for outline in outlines:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in outline.tolist()]))
        path.closeSubpath()
    return path


def draw_outline(painter: QPainter, path: QPainterPath, scale: float = 1.0) -> None:
    """Stroke a path in white on black, to be seen on any picture; `scale` makes both strokes finer or thicker.

    The colours are the same in every theme, so that a worker may draw too.
    """
    for colour, width in ((LIGHT.contour_edge, 4.5), (LIGHT.contour, 2.0)):
        pen = QPen(QColor(colour), width * scale)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)


def draw_dashed(painter: QPainter, path: QPainterPath) -> None:
    """Stroke a path thinly, white dashes on black, to be seen on any picture."""
    for colour, style in ((LIGHT.contour_edge, Qt.PenStyle.SolidLine), (LIGHT.contour, Qt.PenStyle.DashLine)):
        painter.strokePath(path, QPen(QColor(colour), 1.5, style))


def draw_regions(painter: QPainter, regions: tuple[Region, ...], to_view: QTransform, view: QRectF) -> None:
    """Draw brackets and a tag for each region in sight; `to_view` maps frame pixels into `view`."""
    in_sight = []
    for region, text in zip(regions, _tag_texts(regions), strict=True):
        box = to_view.mapRect(QRectF(region.x, region.y, region.width, region.height)).adjusted(
            -_PAD, -_PAD, _PAD, _PAD
        )
        if box.intersects(view):
            in_sight.append((box, text))
    brackets = QPainterPath()
    for box, _ in in_sight:
        brackets.addPath(_brackets(box))
    draw_outline(painter, brackets)
    boxes, texts = [box for box, _ in in_sight], [text for _, text in in_sight]
    for place, text in reversed(
        list(zip(place_tags(boxes, [tag_size(text) for text in texts], view), texts, strict=True))
    ):
        draw_tag(painter, place, text)


def place_tags(boxes: list[QRectF], sizes: list[QSizeF], view: QRectF) -> list[QRectF]:
    """Find a place for each tag beside its box, inside `view`, covering as little as can be of boxes and other tags."""
    places: list[QRectF] = []
    for box, size in zip(boxes, sizes, strict=True):
        taken = boxes + places
        choices = [_moved_inside(choice, view) for choice in _places_around(box, size)]
        places.append(min(choices, key=lambda choice: sum(_shared(choice, other) for other in taken)))
    return places


def draw_tag(painter: QPainter, place: QRectF, text: str) -> None:
    """Draw a label in black on white, to be read on any picture."""
    theme = current_theme()
    painter.setPen(QPen(QColor(theme.contour_edge), 1))
    painter.setBrush(QColor(theme.tag))
    painter.drawRoundedRect(place, 4, 4)
    painter.setPen(QColor(theme.tag_text))
    painter.setFont(font(15, 600))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def tag_size(text: str) -> QSizeF:
    """Room a label takes, in the text size of now."""
    metrics = QFontMetricsF(font(15, 600))
    return QSizeF(round(metrics.horizontalAdvance(text)) + 20, round(metrics.height()) + 2 * _TAG_MARGIN)


def _shared(one: QRectF, other: QRectF) -> float:
    both = one.intersected(other)
    return both.width() * both.height()


def _tag_texts(regions: tuple[Region, ...]) -> list[str]:
    """Write number and size of each region; numbers alone where many tags would hide the part."""
    if len(regions) > _SIZED_TAGS:
        return [str(number) for number in range(1, len(regions) + 1)]
    return [f"{number}   {region.width} × {region.height} px" for number, region in enumerate(regions, 1)]


def _places_around(box: QRectF, size: QSizeF) -> list[QRectF]:
    above, below = box.top() - size.height() - 4, box.bottom() + 4
    corners = [
        QPointF(box.left(), above),
        QPointF(box.left(), below),
        QPointF(box.right() - size.width(), above),
        QPointF(box.right() - size.width(), below),
        QPointF(box.right() + 4, box.top()),
        QPointF(box.left() - size.width() - 4, box.top()),
    ]
    return [QRectF(corner, size) for corner in corners]


def _moved_inside(place: QRectF, view: QRectF) -> QRectF:
    left = max(view.left(), min(place.left(), view.right() - place.width()))
    top = max(view.top(), min(place.top(), view.bottom() - place.height()))
    return QRectF(QPointF(round(left), round(top)), place.size())


def _brackets(box: QRectF) -> QPainterPath:
    path = QPainterPath()
    arm_x, arm_y = min(_ARM, box.width() / 2), min(_ARM, box.height() / 2)
    for corner, right, down in (
        (box.topLeft(), 1, 1),
        (box.topRight(), -1, 1),
        (box.bottomRight(), -1, -1),
        (box.bottomLeft(), 1, -1),
    ):
        path.moveTo(corner + QPointF(right * arm_x, 0))
        path.lineTo(corner)
        path.lineTo(corner + QPointF(0, down * arm_y))
    return path
