"""The verdict, readable from three metres."""

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, QTimer, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.types import Verdict
from gui.look.restyling import when_restyled
from gui.look.theme import scaled
from gui.pages.inspect.tile_shapes import EDGE, FRAME, draw_tile_shape, tile_colours
from gui.pages.inspect.tile_text import TileText
from gui.widgets.verdict_icons import draw_verdict_icon

_LINE_ROOM = 56  # what the line below takes of the height, in two lines
_THIRD = 32  # what a third line takes, which larger text needs in the large layout
_ROOM_THERE_IS = 70  # for it, below a word in two lines
_LEAST_ICON = 56.0  # an icon gives way to a long word, down to this


class _Sizes(NamedTuple):
    """Heights and type of one verdict's tile, in the large layout or the small one."""

    height: int
    icon: float
    word: int


_LARGE = {
    Verdict.REVIEW: _Sizes(224, 136, 92),
    Verdict.NO_PART: _Sizes(224, 112, 92),
    Verdict.NOT_READY: _Sizes(256, 112, 80),
    Verdict.ERROR: _Sizes(224, 136, 104),
}
_USUAL_LARGE, _USUAL_SMALL = _Sizes(224, 136, 120), _Sizes(148, 96, 88)
_SMALL = {
    Verdict.REVIEW: _Sizes(148, 64, 80),
    Verdict.NO_PART: _Sizes(200, 72, 80),
    Verdict.NOT_READY: _Sizes(200, 72, 80),
    Verdict.ERROR: _Sizes(200, 96, 80),
}


class VerdictTile(QWidget):
    """One of six looks, each with its own word, icon and shape of tile; ERROR flashes until acknowledged."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict, self._line, self._compact, self._lit = Verdict.NOT_READY, "", False, True
        self._room_below = 0
        self._content: tuple[QRectF, TileText] | None = None  # where the icon stands, and the text beside it
        self._flash = QTimer(self, interval=500)
        self._flash.timeout.connect(self._on_flash)
        self.setAccessibleName(self._word())
        self._take_sizes()
        when_restyled(self._take_sizes)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._compact = compact
        self._take_sizes()

    def set_room_below(self, pixels: int) -> None:
        """Be higher than a verdict on a part by so many pixels: room that nothing else needs now.

        ERROR, whose banner may need it, gives some of it back where there is none.
        """
        if pixels != self._room_below:
            self._room_below = pixels
            self._take_sizes()

    def sizeHint(self) -> QSize:
        """All the height that there may be."""
        return QSize(200, self.maximumHeight())

    def show_verdict(self, verdict: Verdict, line: str) -> None:
        """Show a verdict, with one line that says why; nothing is done when that is what it shows."""
        if (verdict, line) == (self._verdict, self._line):
            return
        if verdict is not Verdict.ERROR:
            self.acknowledge()
        elif self._verdict is not Verdict.ERROR:
            self._flash.start()
        self._verdict, self._line = verdict, line
        self.setAccessibleName(f"{self._word()}. {line}" if line else self._word())
        self._take_sizes()

    def acknowledge(self) -> None:
        """End the flashing: somebody has seen it."""
        self._flash.stop()
        self._lit = True
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the width there is."""
        super().resizeEvent(event)
        self._content = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tile's shape, then icon, word and line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_tile_shape(painter, QRectF(self.rect()), self._verdict)
        if self._content is None:
            self._content = self._fit()
        icon, text = self._content
        colours = tile_colours(self._verdict)
        body = QColor(colours.body)
        body.setAlphaF(1 if self._lit else 0.25)
        draw_verdict_icon(painter, icon, self._verdict, body, QColor(colours.mark))
        painter.setPen(QColor(colours.text))
        text.draw(painter, QRectF(self._text_left(icon), 0, 0, self.height()))

    @Slot()
    def _on_flash(self) -> None:
        self._lit = not self._lit
        self.update()

    def _word(self) -> str:
        words = {
            Verdict.PASS: self.tr("PASS"),
            Verdict.REVIEW: self.tr("REVIEW"),
            Verdict.FAIL: self.tr("FAIL"),
            Verdict.NO_PART: self.tr("NO PART"),
            Verdict.NOT_READY: self.tr("NOT READY"),
            Verdict.ERROR: self.tr("ERROR"),
        }
        return words[self._verdict]

    def _lines(self) -> list[str]:
        broken = self._verdict is Verdict.NOT_READY or (self._verdict is Verdict.NO_PART and self._compact)
        return self._word().split(" ") if broken else [self._word()]

    def _sizes(self) -> _Sizes:
        sizes, usual = (_SMALL, _USUAL_SMALL) if self._compact else (_LARGE, _USUAL_LARGE)
        return sizes.get(self._verdict, usual)

    def _take_sizes(self) -> None:
        self._content = None
        own, usual = self._sizes().height, (_USUAL_SMALL if self._compact else _USUAL_LARGE).height
        if len(self._lines()) > 1:  # elsewhere there is room for larger lines
            own += max(0, scaled(_LINE_ROOM) - _ROOM_THERE_IS) if self._compact else scaled(_THIRD) - _THIRD
        most = max(own, usual + self._room_below)
        self.setMinimumHeight(own if self._verdict is Verdict.ERROR else most)
        self.setMaximumHeight(most)
        self.updateGeometry()
        self.update()

    def _fit(self) -> tuple[QRectF, TileText]:
        """Find the largest icon that leaves the word the room it needs."""
        sizes, line_px = self._sizes(), 18 if self._compact else 20
        edge = {Verdict.PASS: EDGE, Verdict.REVIEW: FRAME - 2}.get(self._verdict, 0)
        left = (10 if self._verdict is Verdict.REVIEW else 20) if self._compact else 36 - edge / 2
        margin = FRAME + (3 if self._compact else 12) if self._verdict is Verdict.REVIEW else 12
        side = sizes.icon
        while True:
            icon = QRectF(left + edge, (self.height() - side) / 2, side, side)
            room = self.width() - self._text_left(icon) - margin
            text = TileText(self._lines(), self._line, sizes.word, line_px, room, self.height())
            if text.fits or side <= _LEAST_ICON:
                return icon, text
            side -= 8

    def _text_left(self, icon: QRectF) -> float:
        return icon.right() + (12 if self._compact else 24)
