"""Filbert's own six verdict icons, told apart by outline and sign, without colour."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from core.types import Verdict
from gui.look.theme import current_theme


def draw_verdict_icon(painter: QPainter, box: QRectF, verdict: Verdict, body: QColor, mark: QColor) -> None:
    """Draw the icon into the square `box`: its shape in `body`, the sign inside in `mark`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 100, box.height() / 100)
    _DRAW[verdict](painter, body, mark)
    painter.restore()


def draw_small_mark(painter: QPainter, box: QRectF, verdict: Verdict) -> None:
    """Draw a verdict as a small mark on a card, in the colours for that."""
    theme = current_theme()
    bodies = {
        Verdict.PASS: theme.pass_edge,
        Verdict.REVIEW: theme.review_mark,
        Verdict.FAIL: theme.fail_mark,
        Verdict.ERROR: theme.text,  # its yellow can't be seen on a light card
    }
    draw_verdict_icon(painter, box, verdict, QColor(bodies.get(verdict, theme.hollow)), QColor(theme.surface))


def _disc_with_tick(painter: QPainter, body: QColor, mark: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(body)
    painter.drawEllipse(QRectF(0, 0, 100, 100))
    _stroke(painter, mark, 11, [(27, 53), (44, 69.5), (75, 35.5)])


def _diamond_with_question(painter: QPainter, body: QColor, mark: QColor) -> None:
    diamond = QPolygonF([QPointF(50, 3), QPointF(97, 50), QPointF(50, 97), QPointF(3, 50)])
    painter.setPen(QPen(body, 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(body)
    painter.drawPolygon(diamond)
    question = QPainterPath(QPointF(38, 42))
    question.cubicTo(38, 26, 62, 26, 62, 41)
    question.cubicTo(62, 50, 50, 50, 50, 60)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.strokePath(question, QPen(mark, 9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    _dot(painter, mark, QPointF(50, 74))


def _octagon_with_cross(painter: QPainter, body: QColor, mark: QColor) -> None:
    corner = 100 / (2 + 2**0.5)  # cut off so that all eight sides are equal
    near, far = corner, 100 - corner
    points = [(near, 0), (far, 0), (100, near), (100, far), (far, 100), (near, 100), (0, far), (0, near)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(body)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    _stroke(painter, mark, 11, [(31, 31), (69, 69)])
    _stroke(painter, mark, 11, [(69, 31), (31, 69)])


def _dashed_square(painter: QPainter, body: QColor, _mark: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(body)
    thick, corner, dash, near, far = 9.0, 21.0, 15.0, 4.0, 96.0
    for x, to_right in ((near, True), (far, False)):
        for y, down in ((near, True), (far, False)):
            left, top = (x if to_right else x - corner), (y if down else y - thick)
            painter.drawRect(QRectF(left, top, corner, thick))
            left, top = (x if to_right else x - thick), (y if down else y - corner)
            painter.drawRect(QRectF(left, top, thick, corner))
    for along in (50 - 4 - dash, 50 + 4):
        for across in (near, far - thick):
            painter.drawRect(QRectF(along, across, dash, thick))
            painter.drawRect(QRectF(across, along, thick, dash))


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
    _dot(painter, mark, QPointF(50, 76))


def _dot(painter: QPainter, colour: QColor, middle: QPointF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(middle, 6.5, 6.5)


def _stroke(painter: QPainter, colour: QColor, width: float, points: list[tuple[float, float]]) -> None:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)


_DRAW = {
    Verdict.PASS: _disc_with_tick,
    Verdict.REVIEW: _diamond_with_question,
    Verdict.FAIL: _octagon_with_cross,
    Verdict.NO_PART: _dashed_square,
    Verdict.NOT_READY: _ring_with_hands,
    Verdict.ERROR: _triangle_with_bar,
}
