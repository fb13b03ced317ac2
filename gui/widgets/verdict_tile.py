"""The verdict, readable from three metres."""

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from core.types import Verdict
from gui.theme import current_theme, font
from gui.widgets.verdict_icons import draw_verdict_icon

_EDGE = 12  # PASS has a bar on its left
_STRIPES = 20  # ERROR has hazard stripes above and below


class VerdictTile(QWidget):
    """One of four looks, each with its own word, icon and shape of tile; ERROR flashes until acknowledged."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict, self._line, self._compact, self._lit = Verdict.NOT_READY, "", False, True
        self._flash = QTimer(self, interval=500)
        self._flash.timeout.connect(self._on_flash)
        self._take_height()

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._compact = compact
        self._take_height()

    def show_verdict(self, verdict: Verdict, line: str) -> None:
        """Show a verdict, with one line that says why."""
        if verdict is not Verdict.ERROR:
            self.acknowledge()
        elif self._verdict is not Verdict.ERROR:
            self._flash.start()
        self._verdict, self._line = verdict, line
        self.setAccessibleName(f"{self._word()}. {line}")
        self._take_height()
        self.update()

    def acknowledge(self) -> None:
        """End the flashing: somebody has seen it."""
        self._flash.stop()
        self._lit = True
        self.update()

    @Slot()
    def _on_flash(self) -> None:
        self._lit = not self._lit
        self.update()

    def _word(self) -> str:
        words = {
            Verdict.PASS: self.tr("PASS"),
            Verdict.FAIL: self.tr("FAIL"),
            Verdict.NOT_READY: self.tr("NOT READY"),
            Verdict.ERROR: self.tr("ERROR"),
        }
        return words[self._verdict]

    def _take_height(self) -> None:
        about_part = self._verdict in (Verdict.PASS, Verdict.FAIL)
        large = {Verdict.NOT_READY: 256}.get(self._verdict, 224)
        self.setFixedHeight((148 if about_part else 200) if self._compact else large)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the tile's shape, then icon, word and line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tile = QRectF(self.rect())
        draw_tile = {
            Verdict.PASS: self._draw_pass,
            Verdict.FAIL: self._draw_fail,
            Verdict.NOT_READY: self._draw_not_ready,
            Verdict.ERROR: self._draw_error,
        }
        draw_tile[self._verdict](painter, tile)
        self._draw_content(painter)

    def _draw_pass(self, painter: QPainter, tile: QRectF) -> None:
        theme = current_theme()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.pass_edge))
        painter.drawRoundedRect(tile, 8, 8)
        painter.setBrush(QColor(theme.pass_tile))
        painter.drawRoundedRect(tile.adjusted(1, 1, -1, -1), 7, 7)
        painter.setClipRect(QRectF(0, 0, _EDGE, tile.height()))
        painter.setBrush(QColor(theme.pass_edge))
        painter.drawRoundedRect(tile, 8, 8)
        painter.setClipping(False)

    def _draw_fail(self, painter: QPainter, tile: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current_theme().fail_tile))
        painter.drawRoundedRect(tile, 8, 8)

    def _draw_not_ready(self, painter: QPainter, tile: QRectF) -> None:
        theme = current_theme()
        pen = QPen(QColor(theme.hollow), 3)
        pen.setDashPattern([4, 2])
        painter.setPen(pen)
        painter.setBrush(QColor(theme.surface))
        painter.drawRoundedRect(tile.adjusted(1.5, 1.5, -1.5, -1.5), 7, 7)

    def _draw_error(self, painter: QPainter, tile: QRectF) -> None:
        theme = current_theme()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.err_tile))
        painter.drawRoundedRect(tile, 8, 8)
        painter.setBrush(QColor(theme.err_mark))
        for top in (0.0, tile.height() - _STRIPES):
            painter.setClipRect(QRectF(0, top, tile.width(), _STRIPES))
            for left in range(-_STRIPES, round(tile.width()), 2 * _STRIPES):
                painter.drawPolygon(_stripe(left, top))
        painter.setClipping(False)

    def _draw_content(self, painter: QPainter) -> None:
        body, mark, ink = self._colours()
        waiting = self._verdict is Verdict.NOT_READY  # its words are the widest
        icon = (72.0 if waiting else 96.0) if self._compact else (112.0 if waiting else 136.0)
        left = (20.0 if self._compact else 36.0) + (_EDGE if self._verdict is Verdict.PASS else 0)
        box = QRectF(left, (self.height() - icon) / 2, icon, icon)
        draw_verdict_icon(painter, box, self._verdict, body, mark)
        painter.setPen(ink)
        self._draw_text(painter, box.right() + (12 if self._compact else 24))

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """Body and mark of the icon, and the text."""
        theme = current_theme()
        err_mark = QColor(theme.err_mark)
        err_mark.setAlphaF(1 if self._lit else 0.25)
        colours = {
            Verdict.PASS: (theme.pass_edge, theme.pass_tile, theme.pass_text),
            Verdict.FAIL: (theme.fail_text, theme.fail_tile, theme.fail_text),
            Verdict.NOT_READY: (theme.hollow, theme.surface, theme.text),
            Verdict.ERROR: (err_mark, theme.err_tile, theme.err_text),
        }
        body, mark, ink = colours[self._verdict]
        return QColor(body), QColor(mark), QColor(ink)

    def _draw_text(self, painter: QPainter, left: float) -> None:
        """Draw the word, in two lines if it has a space, and the line below; together in the middle."""
        room = self.width() - left - 12
        words = self._word().split(" ")
        word_font, line_font = self._word_font(words, room), self._line_font(room)
        metrics = QFontMetricsF(word_font)
        step, below = 0.95 * word_font.pixelSize(), 1.9 * line_font.pixelSize()
        height = metrics.capHeight() + step * (len(words) - 1) + below + 0.1 * line_font.pixelSize()
        baseline = (self.height() - height) / 2 + metrics.capHeight()
        painter.setFont(word_font)
        for word in words:
            painter.drawText(QPointF(left, baseline), word)
            baseline += step
        painter.setFont(line_font)
        line = QFontMetricsF(line_font).elidedText(self._line, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left + metrics.leftBearing(words[-1][0]), baseline - step + below), line)

    def _word_font(self, words: list[str], room: float) -> QFont:
        """Take the size of the style guide, smaller where a translation needs it, but never under 80 pixels."""
        large = {Verdict.NOT_READY: 80, Verdict.ERROR: 104}.get(self._verdict, 120)
        small = 80 if self._verdict in (Verdict.NOT_READY, Verdict.ERROR) else 88
        for px in range(small if self._compact else large, 80, -2):
            if max(QFontMetricsF(_tight(px)).horizontalAdvance(word) for word in words) <= room:
                return _tight(px)
        return _tight(80)

    def _line_font(self, room: float) -> QFont:
        for px in range(18 if self._compact else 20, 15, -1):
            if QFontMetricsF(font(px, 500)).horizontalAdvance(self._line) <= room:
                return font(px, 500)
        return font(15, 500)


def _tight(px: int) -> QFont:
    """Take the heaviest cut, set a little closer as large words want to be."""
    face = font(px, 800)
    face.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 97)
    return face


def _stripe(left: float, top: float) -> QPolygonF:
    middle, right, bottom = left + _STRIPES, left + 2 * _STRIPES, top + _STRIPES
    return QPolygonF([QPointF(middle, top), QPointF(right, top), QPointF(middle, bottom), QPointF(left, bottom)])
