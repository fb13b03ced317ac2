"""The tile's word and what is said below it, in the largest type that fits."""

import re

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gui.look.theme import font

LEAST_PX = 80
"""No verdict's word is ever smaller: 15 mm, the least that can be read from three metres."""

_LINE_PX = 15  # the least size of the line below
_STEP = 0.95  # from line to line of the word, in its pixels
_LINE_STEP = 1.2  # the same of the line below
_ABOVE = 20  # free above the word and below the last line
_INSET = 8.0  # by which the line below ends before the word may
_WITHIN_A_SIZE = re.compile(r"(?<=[0-9×:]) (?=[0-9×:]|s\b)")  # 256 × 256, 1.00 : 1, 4.2 s
_STEP_PX = 6.0  # by which lines are tried narrower


class TileText:
    """A word, in several lines if it is given so, over a line that is broken where it must be.

    It takes two lines then, or more where a tile of `height` has room for them.
    """

    def __init__(
        self, words: list[str], line: str, word_px: int, line_px: int, room: float, height: float = 0.0
    ) -> None:
        self._words, self._room = words, room
        self._face = _fitting_word(words, word_px, room)
        left = height - 2 * _ABOVE - self._word_height() - _LINE_PX
        most = max(2, int(left / (_LINE_STEP * font(_LINE_PX, 500).pixelSize())))
        self._line_face, self._lines = _fitting_line(line, line_px, room - _INSET, most)

    @property
    def fits(self) -> bool:
        """Whether the word has the room it was given."""
        return _widest(self._words, self._face) <= self._room

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Draw word and line, together in the middle of the box's height."""
        metrics, line_metrics = QFontMetricsF(self._face), QFontMetricsF(self._line_face)
        step, line_step = _STEP * self._face.pixelSize(), _LINE_STEP * self._line_face.pixelSize()
        below = self._line_face.pixelSize() + line_metrics.capHeight() + line_step * (len(self._lines) - 1)
        height = self._word_height() + (below if self._lines else 0)
        baseline = box.top() + (box.height() - height) / 2 + metrics.capHeight()
        painter.setFont(self._face)
        for number, word in enumerate(self._words):
            painter.drawText(QPointF(box.left(), baseline + number * step), word)
        painter.setFont(self._line_face)
        left = box.left() + metrics.leftBearing(self._words[-1][0])
        bottom = box.top() + (box.height() + height) / 2
        for number, line in enumerate(reversed(self._lines)):
            painter.drawText(QPointF(left, bottom - number * line_step), line)

    def _word_height(self) -> float:
        """From the top of the word's capitals to its last line."""
        return QFontMetricsF(self._face).capHeight() + _STEP * self._face.pixelSize() * (len(self._words) - 1)


def _fitting_word(words: list[str], px: int, room: float) -> QFont:
    """Take the size asked for, smaller where a translation needs it, but never under the least."""
    for size in range(px, LEAST_PX, -2):
        if _widest(words, _tight(size)) <= room:
            return _tight(size)
    return _tight(LEAST_PX)


def _fitting_line(line: str, px: int, room: float, most: int) -> tuple[QFont, list[str]]:
    """Find the size in which a line fits; else break it into `most` at most, the last with an ellipsis if it must."""
    if not line:
        return font(px, 500), []
    for size in range(px, _LINE_PX - 1, -1):
        if QFontMetricsF(font(size, 500)).horizontalAdvance(line) <= room:
            return font(size, 500), [line]
    face = font(_LINE_PX, 500)
    metrics, lines = QFontMetricsF(face), _broken(line, face, room)
    narrower = room
    while len(lines) <= most and len(_broken(line, face, narrower)) == len(lines):  # lines of about the same length
        lines, narrower = _broken(line, face, narrower), narrower - _STEP_PX
    shown = [*lines[: most - 1], " ".join(lines[most - 1 :])] if len(lines) > most else lines
    return face, [metrics.elidedText(part, Qt.TextElideMode.ElideRight, room) for part in shown]


def _broken(text: str, face: QFont, room: float) -> list[str]:
    """Break a text into lines, each as full as it can be."""
    metrics, lines = QFontMetricsF(face), [""]
    for word in _WITHIN_A_SIZE.sub("\u00a0", text).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if metrics.horizontalAdvance(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _widest(words: list[str], face: QFont) -> float:
    return max(QFontMetricsF(face).horizontalAdvance(word) for word in words)


def _tight(px: int) -> QFont:
    """Take the heaviest cut, set a little closer as large words want to be."""
    face = font(px, 800)
    face.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 97)
    return face
