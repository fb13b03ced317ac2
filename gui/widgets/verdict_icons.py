"""Filbert's own four verdict icons; solid, told apart by their outline alone."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from core.types import Verdict
from gui.theme import current_theme


def draw_verdict_icon(painter: QPainter, box: QRectF, verdict: Verdict, body: QColor, mark: QColor) -> None:
    """Draw the icon into the square `box`: its shape in `body`, the sign inside in `mark`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 100, box.height() / 100)
    _DRAW[verdict](painter, body, mark)
    painter.restore()


def draw_small_mark(painter: QPainter, box: QRectF, verdict: Verdict) -> None:
    """Draw PASS or FAIL as a small mark on a card, in the colours for that."""
    theme = current_theme()
    body = theme.pass_edge if verdict is Verdict.PASS else theme.fail_mark
    draw_verdict_icon(painter, box, verdict, QColor(body), QColor(theme.surface))


def _disc_with_tick(painter: QPainter, body: QColor, mark: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(body)
    painter.drawEllipse(QRectF(0, 0, 100, 100))
    _stroke(painter, mark, 11, [(27, 53), (44, 69.5), (75, 35.5)])


def _octagon_with_cross(painter: QPainter, body: QColor, mark: QColor) -> None:
    corner = 100 / (2 + 2**0.5)  # cut off so that all eight sides are equal
    near, far = corner, 100 - corner
    points = [(near, 0), (far, 0), (100, near), (100, far), (far, 100), (near, 100), (0, far), (0, near)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(body)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    _stroke(painter, mark, 11, [(31, 31), (69, 69)])
    _stroke(painter, mark, 11, [(69, 31), (31, 69)])


def _ring_with_hands(painter: QPainter, body: QColor, _mark: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(body, 9))
    painter.drawEllipse(QRectF(4.5, 4.5, 91, 91))
    _stroke(painter, body, 9, [(50, 23), (50, 51), (71, 61)])


def _triangle_with_bar(painter: QPainter, body: QColor, mark: QColor) -> None:
    triangle = QPolygonF([QPointF(50, 8), QPointF(96, 88), QPointF(4, 88)])
    painter.setPen(QPen(body, 9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(body)
    painter.drawPolygon(triangle)
    _stroke(painter, mark, 11, [(50, 36), (50, 58)])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mark)
    painter.drawEllipse(QPointF(50, 76), 6.5, 6.5)


def _stroke(painter: QPainter, colour: QColor, width: float, points: list[tuple[float, float]]) -> None:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)


_DRAW = {
    Verdict.PASS: _disc_with_tick,
    Verdict.FAIL: _octagon_with_cross,
    Verdict.NOT_READY: _ring_with_hands,
    Verdict.ERROR: _triangle_with_bar,
}
