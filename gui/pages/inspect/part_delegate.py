"""How one of the last parts is drawn."""

import math
from weakref import WeakKeyDictionary

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.types import Inspection, Verdict
from gui.look.icons import icon_pixmap
from gui.look.theme import current_theme, font
from gui.pages.inspect.parts_model import Entry, Gap, PartsModel
from gui.pictures.kept_part import KeptPart
from gui.widgets.score_text import score_text
from gui.widgets.verdict_icons import draw_small_mark

_TOP = 5  # room for the frame around a thumbnail
_ASIDE = 7  # left of a thumbnail, at most
_UNDER = 5  # between thumbnail and caption
_MARK, _BESIDE = 16, 6  # a verdict's mark, and between it and the text
_CAPTION_PX = (15, 13, 12)  # the largest that fits

_Index = QModelIndex | QPersistentModelIndex


class PartDelegate(QStyledItemDelegate):
    """Draws a thumbnail with its verdict and score below, or a dashed gap where a part is missing."""

    side = 88
    pitch = 102  # from part to part

    def set_size(self, side: int, pitch: int) -> None:
        """Draw thumbnails of `side` pixels, one every `pitch`, or further apart where the text under them needs it."""
        words = (*self._words().values(), self.tr("ERROR"))
        widest = max(QFontMetricsF(font(_CAPTION_PX[-1], 700)).horizontalAdvance(word) for word in words)
        self._text_height = _text_height()
        self.side, self.pitch = side, max(pitch, math.ceil(_ASIDE + _MARK + _BESIDE + widest))

    def __init__(self, parts: PartsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._text_height = _text_height()
        self._looks: WeakKeyDictionary[Entry, tuple[object, QPixmap]] = WeakKeyDictionary()

    def height(self) -> int:
        """How high a part is drawn, in the text size of when its size was last set."""
        return _TOP + self.side + _UNDER + self._text_height + 3

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Give all parts the same room."""
        return QSize(self.pitch, self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one part."""
        # Each call of Qt lets go of the lock that an inspection then holds for a while: here are as few as can be.
        entry, focused = self._parts.entry_at(index.row()), option.state & QStyle.StateFlag.State_HasFocus
        painter.drawPixmap(option.rect.topLeft(), self._drawn(entry, painter.device().devicePixelRatioF()))
        if focused or self._parts.is_shown(entry):
            self._draw_frames(painter, QRectF(option.rect), entry, bool(focused))

    def _draw_frames(self, painter: QPainter, item: QRectF, entry: Entry, focused: bool) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._parts.is_shown(entry):
            _draw_frame(painter, self._thumbnail_place().translated(item.topLeft()).adjusted(-2, -2, 2, 2), 3)
        if focused:
            _draw_frame(painter, item.adjusted(1, 1, -1, -1), 2)
        painter.restore()

    def _drawn(self, entry: Entry, ratio: float) -> QPixmap:
        """Give an entry as it looks now; each is drawn once, for all of them move when a part arrives."""
        look = (current_theme(), self.side, self.pitch, self.height(), ratio)
        known = self._looks.get(entry)
        if known is not None and known[0] == look:
            return known[1]
        pixmap = QPixmap(round(self.pitch * ratio), round(self.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._draw_entry(painter, entry)
        painter.end()
        self._looks[entry] = look, pixmap
        return pixmap

    def _draw_entry(self, painter: QPainter, entry: Entry) -> None:
        place = self._thumbnail_place()
        room = self.pitch - place.left()
        caption = QRectF(place.left(), place.bottom() + _UNDER, room, self._text_height)
        if isinstance(entry, KeptPart):
            self._draw_part(painter, place, entry)
            self._draw_result(painter, caption, entry.facts)
        else:
            self._draw_gap(painter, place, caption, entry)

    def _thumbnail_place(self) -> QRectF:
        return QRectF(min((self.pitch - self.side) // 2, _ASIDE), _TOP, self.side, self.side)

    def _draw_part(self, painter: QPainter, place: QRectF, part: KeptPart) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current_theme().well))
        painter.drawRoundedRect(place, 4, 4)
        painter.drawImage(place, part.thumbnail())

    def _draw_result(self, painter: QPainter, caption: QRectF, part: Inspection) -> None:
        theme, verdict = current_theme(), part.verdict
        draw_small_mark(painter, QRectF(caption.left() + 1, caption.center().y() - _MARK / 2, _MARK, _MARK), verdict)
        odd = verdict is not Verdict.PASS
        painter.setPen(QColor(theme.text if odd else theme.text2))
        self._draw_caption(painter, caption.adjusted(_MARK + _BESIDE, 0, 0, 0), self._result(part), 700 if odd else 400)

    def _result(self, part: Inspection) -> str:
        if part.verdict.about_part:
            return score_text(part.score)
        return self._words().get(part.verdict, self.tr("ERROR"))

    def _words(self) -> dict[Verdict, str]:
        return {Verdict.NO_PART: self.tr("NO PART"), Verdict.NOT_READY: self.tr("NOT READY")}

    def _draw_gap(self, painter: QPainter, place: QRectF, caption: QRectF, gap: Gap) -> None:
        theme = current_theme()
        pen = QPen(QColor(theme.hollow), 2)
        pen.setDashPattern([4, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 4, 4)
        icon = icon_pixmap(gap.icon, 28, QColor(theme.hollow))
        painter.drawPixmap((place.center() - QRectF(0, 0, 28, 28).center()).toPoint(), icon)
        painter.setPen(QColor(theme.text))
        self._draw_caption(painter, caption, gap.word, 600)

    def _draw_caption(self, painter: QPainter, place: QRectF, text: str, weight: int) -> None:
        face = _fitting(text, weight, place.width())
        painter.setFont(face)
        shown = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)


def _text_height() -> int:
    """How high a caption is, in the text size of now."""
    return round(max(20, QFontMetricsF(font(15, 600)).height()))


def _fitting(text: str, weight: int, width: float) -> QFont:
    """Find the largest face in which a text has room, or the smallest there is."""
    for px in _CAPTION_PX:
        face = font(px, weight)
        if QFontMetricsF(face).horizontalAdvance(text) <= width:
            break
    return face


def _draw_frame(painter: QPainter, place: QRectF, width: int) -> None:
    painter.setPen(QPen(QColor(current_theme().focus), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place, 5, 5)
