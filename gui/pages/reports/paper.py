"""Pages to draw on from top to bottom: what doesn't fit any more goes to the next one."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPageSize, QPainter, QPdfWriter, QPen
from PySide6.QtSvg import QSvgRenderer

from core.reports.svg import Drawing
from gui.look.theme import LIGHT, paper_font

_DPI = 96  # all lengths here are pixels of this size, as on the screen
_RESOLUTION = 1200
_WIDTH, _HEIGHT = 794.0, 1123.0  # A4
_MARGIN, _FOOT = 54.0, 30.0

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_WRAPPED_ANYWHERE = Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class Paper:
    """A PDF that is written page by page; `content` ends it."""

    width = _WIDTH - 2 * _MARGIN

    def __init__(self, title: str, foot: str) -> None:
        self._buffer, self._foot = QBuffer(), foot
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        self._writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        self._writer.setResolution(_RESOLUTION)
        self._writer.setTitle(title)
        self._writer.setCreator("Filbert")
        self._painter = QPainter(self._writer)
        self._painter.scale(_RESOLUTION / _DPI, _RESOLUTION / _DPI)
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.page = 0
        self._begin_page()

    def content(self) -> bytes:
        """End the last page and give the file."""
        self._painter.end()
        self._buffer.close()
        data: QByteArray = self._buffer.data()
        return bytes(data.data())

    def need(self, height: float) -> None:
        """Go to the next page unless there is so much room left; a page's own height is always enough."""
        if self.y + height > _HEIGHT - _MARGIN - _FOOT and self.y > _MARGIN:
            self._writer.newPage()
            self._begin_page()

    def space(self, height: float) -> None:
        """Leave room."""
        self.y += height

    def text(self, words: str, px: int, weight: int = 400, tone: str = "text", room_after: float = 0.0) -> None:
        """Write words over the whole width, in as many lines as they need; `room_after` must fit below them too."""
        face = paper_font(px, weight)
        height = text_height(words, face, self.width)
        self.need(height + room_after)
        self.text_at(QRectF(0, self.y, self.width, height), words, face, tone)
        self.y += height

    def text_at(self, where: QRectF, words: str, face: QFont, tone: str = "text", flags: int | None = None) -> None:
        """Write words into a rectangle."""
        self._painter.setFont(face)
        self._painter.setPen(QColor(getattr(LIGHT, tone)))
        chosen = _flags_for(words, face, where.width()) if flags is None else flags
        self._painter.drawText(where.translated(_MARGIN, 0), chosen, words)

    def line(self, y: float, tone: str = "line") -> None:
        """A line over the whole width."""
        self._painter.setPen(QPen(QColor(getattr(LIGHT, tone)), 0.75))
        self._painter.drawLine(QPointF(_MARGIN, y), QPointF(_MARGIN + self.width, y))

    def frame(self, where: QRectF) -> None:
        """A card's border."""
        self._painter.setPen(QPen(QColor(LIGHT.line), 0.75))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(where.translated(_MARGIN, 0), 6, 6)

    def drawing(self, drawing: Drawing, where: QRectF | None = None) -> None:
        """A drawing, in `where`; by default next below, in its own size or as wide as the page."""
        if where is None:
            scale = min(1.0, self.width / drawing.width)
            self.need(drawing.height * scale)
            where = QRectF(0, self.y, drawing.width * scale, drawing.height * scale)
            self.y += where.height()
        self._painter.setFont(paper_font(12, 400))  # what the drawing's words have in common with all others
        renderer = QSvgRenderer(QByteArray(drawing.svg.encode(errors="replace")))
        renderer.render(self._painter, where.translated(_MARGIN, 0))

    def image(self, image: QImage, where: QRectF) -> None:
        """A picture on the dark behind pictures, in its own shape."""
        place = where.translated(_MARGIN, 0)
        self._painter.fillRect(place, QColor(LIGHT.well))
        scale = min(place.width() / image.width(), place.height() / image.height())
        shown = QRectF(0, 0, image.width() * scale, image.height() * scale)
        shown.moveCenter(place.center())
        self._painter.drawImage(shown, image)

    def fill(self, where: QRectF, tone: str) -> None:
        """An area in the colour of a token."""
        self._painter.fillRect(where.translated(_MARGIN, 0), QColor(getattr(LIGHT, tone)))

    def _begin_page(self) -> None:
        self.page += 1
        self.y = _MARGIN
        foot, face = QRectF(0, _HEIGHT - _MARGIN - 12, self.width, 16), paper_font(11, 400)
        self.text_at(foot, self._foot, face, "text2", Qt.AlignmentFlag.AlignLeft)
        self.text_at(foot, str(self.page), face, "text2", Qt.AlignmentFlag.AlignRight)


def text_height(words: str, face: QFont, width: float) -> float:
    """How high words are in lines of a width."""
    return QFontMetricsF(face).boundingRect(QRectF(0, 0, width, 1e6), _flags_for(words, face, width), words).height()


def columns_of(cells: Sequence[Sequence[str]], face: QFont, width: float, gap: float) -> list[float]:
    """Widths of columns: as wide as their widest cell, what is left or missing goes to or comes from the first."""
    metrics = QFontMetricsF(face)
    others = [max(metrics.horizontalAdvance(row[column]) for row in cells) + gap for column in range(1, len(cells[0]))]
    return [max(width / 5, width - sum(others)), *others]


def _flags_for(words: str, face: QFont, width: float) -> int:
    """Wrap between words; within them too where one alone is too long."""
    metrics = QFontMetricsF(face)
    long = any(metrics.horizontalAdvance(word) > width for word in words.split())
    return int(_WRAPPED_ANYWHERE if long else _WRAPPED)
