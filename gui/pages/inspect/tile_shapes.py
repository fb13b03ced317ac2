"""The six shapes of the verdict tile: told apart by edge, frame, dashes and stripes, not by colour alone."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from core.types import Verdict
from gui.look.theme import current_appearance, current_theme

EDGE = 12
"""PASS has a bar of so many pixels on its left."""
FRAME = 11
"""How far inside REVIEW's tile its frame line ends."""
STRIPES = 20
"""ERROR has hazard stripes of this height above and below."""

_RADIUS = 8


class TileColours(NamedTuple):
    """Body and mark of the icon, and the text."""

    body: str
    mark: str
    text: str


def tile_colours(verdict: Verdict) -> TileColours:
    """Colours of what stands on a tile."""
    theme = current_theme()
    if verdict is Verdict.PASS and current_appearance().classic_tile:
        return TileColours(theme.pass_classic_text, theme.pass_classic, theme.pass_classic_text)
    return {
        Verdict.PASS: TileColours(theme.pass_edge, theme.pass_tile, theme.pass_text),
        Verdict.REVIEW: TileColours(theme.review_text, theme.review_tile, theme.review_text),
        Verdict.FAIL: TileColours(theme.fail_text, theme.fail_tile, theme.fail_text),
        Verdict.ERROR: TileColours(theme.err_mark, theme.err_tile, theme.err_text),
    }.get(verdict, TileColours(theme.hollow, theme.surface, theme.text))


def draw_tile_shape(painter: QPainter, tile: QRectF, verdict: Verdict) -> None:
    """Draw the ground of a tile."""
    _DRAW.get(verdict, _draw_hollow)(painter, tile)


def _draw_pass(painter: QPainter, tile: QRectF) -> None:
    theme, appearance = current_theme(), current_appearance()
    classic = appearance.classic_tile
    ground = theme.pass_classic if classic else theme.pass_tile
    edge = theme.pass_classic_edge if classic else theme.pass_edge
    around = 3 if appearance.high_contrast else 1
    _fill(painter, tile, edge, _RADIUS)
    _fill(painter, tile.adjusted(around, around, -around, -around), ground, _RADIUS - around)
    painter.setClipRect(QRectF(tile.left(), tile.top(), EDGE, tile.height()))
    _fill(painter, tile, edge, _RADIUS)
    painter.setClipping(False)


def _draw_review(painter: QPainter, tile: QRectF) -> None:
    theme = current_theme()
    _fill(painter, tile, theme.review_tile, _RADIUS)
    painter.setPen(QPen(QColor(theme.review_text), 3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = FRAME - 3.5
    painter.drawRoundedRect(tile.adjusted(inset, inset, -inset, -inset), 4, 4)


def _draw_fail(painter: QPainter, tile: QRectF) -> None:
    _fill(painter, tile, current_theme().fail_tile, _RADIUS)


def _draw_hollow(painter: QPainter, tile: QRectF) -> None:
    theme = current_theme()
    pen = QPen(QColor(theme.hollow), 3)
    pen.setDashPattern([4, 2])
    painter.setPen(pen)
    painter.setBrush(QColor(theme.surface))
    painter.drawRoundedRect(tile.adjusted(1.5, 1.5, -1.5, -1.5), _RADIUS - 1, _RADIUS - 1)


def _draw_error(painter: QPainter, tile: QRectF) -> None:
    theme = current_theme()
    _fill(painter, tile, theme.err_mark, _RADIUS)  # a fine edge, without which it would sink into a dark page
    _fill(painter, tile.adjusted(1, 1, -1, -1), theme.err_tile, _RADIUS - 1)
    painter.setBrush(QColor(theme.err_mark))
    for top in (tile.top(), tile.bottom() - STRIPES):
        painter.setClipRect(QRectF(tile.left() + 1, top, tile.width() - 2, STRIPES))
        for left in range(-STRIPES, round(tile.width()), 2 * STRIPES):
            painter.drawPolygon(_stripe(tile.left() + left, top))
    painter.setClipping(False)


def _fill(painter: QPainter, tile: QRectF, colour: str, radius: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(tile, radius, radius)


def _stripe(left: float, top: float) -> QPolygonF:
    middle, right, bottom = left + STRIPES, left + 2 * STRIPES, top + STRIPES
    return QPolygonF([QPointF(middle, top), QPointF(right, top), QPointF(middle, bottom), QPointF(left, bottom)])


_DRAW = {
    Verdict.PASS: _draw_pass,
    Verdict.REVIEW: _draw_review,
    Verdict.FAIL: _draw_fail,
    Verdict.ERROR: _draw_error,
}
