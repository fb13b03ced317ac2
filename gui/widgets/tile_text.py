"""The tile's word and the line below it, in the largest type that fits."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gui.theme import font

LEAST_PX = 80
"""No verdict's word is ever smaller: 15 mm, the least that can be read from three metres."""

_LINE_PX = 15  # the least size of the line below
_STEP = 0.95  # from line to line of the word, in its pixels


class TileText:
    """A word, in several lines if it is given so, over a line that is broken once where it must be."""

    def __init__(self, words: list[str], line: str, word_px: int, line_px: int, room: float) -> None:
        self._words, self._room = words, room
        self._face = _fitting_word(words, word_px, room)
        self._line_face, self._lines = _fitting_line(line, line_px, room)

    @property
    def fits(self) -> bool:
        """Whether the word has the room it was given."""
        return _widest(self._words, self._face) <= self._room

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Draw word and line, together in the middle of the box's height."""
        metrics, line_metrics = QFontMetricsF(self._face), QFontMetricsF(self._line_face)
        step, line_step = _STEP * self._face.pixelSize(), 1.2 * self._line_face.pixelSize()
        below = self._line_face.pixelSize() + line_metrics.capHeight() + line_step * (len(self._lines) - 1)
        height = metrics.capHeight() + step * (len(self._words) - 1) + (below if self._lines else 0)
        baseline = box.top() + (box.height() - height) / 2 + metrics.capHeight()
        painter.setFont(self._face)
        for number, word in enumerate(self._words):
            painter.drawText(QPointF(box.left(), baseline + number * step), word)
        painter.setFont(self._line_face)
        left = box.left() + metrics.leftBearing(self._words[-1][0])
        bottom = box.top() + (box.height() + height) / 2
        for number, line in enumerate(reversed(self._lines)):
            painter.drawText(QPointF(left, bottom - number * line_step), line)


def _fitting_word(words: list[str], px: int, room: float) -> QFont:
    """Take the size asked for, smaller where a translation needs it, but never under the least."""
    for size in range(px, LEAST_PX, -2):
        if _widest(words, _tight(size)) <= room:
            return _tight(size)
    return _tight(LEAST_PX)


def _fitting_line(line: str, px: int, room: float) -> tuple[QFont, list[str]]:
    """Find the size in which a line fits; else break it in two, the second ending in an ellipsis if it must."""
    if not line:
        return font(px, 500), []
    for size in range(px, _LINE_PX - 1, -1):
        if QFontMetricsF(font(size, 500)).horizontalAdvance(line) <= room:
            return font(size, 500), [line]
    face = font(_LINE_PX, 500)
    metrics, words = QFontMetricsF(face), line.split(" ")
    splits = [[" ".join(words[:cut]), " ".join(words[cut:])] for cut in range(1, len(words))]
    fitting = [split for split in splits if metrics.horizontalAdvance(split[0]) <= room]
    # The most even split; if the text is too long for any, the one with the most in its first line.
    lines = min(fitting, key=lambda split: max(map(metrics.horizontalAdvance, split)), default=[line])
    return face, [metrics.elidedText(part, Qt.TextElideMode.ElideRight, room) for part in lines]


def _widest(words: list[str], face: QFont) -> float:
    return max(QFontMetricsF(face).horizontalAdvance(word) for word in words)


def _tight(px: int) -> QFont:
    """Take the heaviest cut, set a little closer as large words want to be."""
    face = font(px, 800)
    face.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 97)
    return face
