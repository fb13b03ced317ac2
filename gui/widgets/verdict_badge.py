"""The verdict where there is no room for the tile."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.types import Verdict
from gui.theme import current_theme, font
from gui.widgets.verdict_icons import draw_small_mark

_ICON = 96
_RESTYLED = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange)


class VerdictBadge(QWidget):
    """The verdict's icon over its word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict = Verdict.NOT_READY
        self.show_verdict(Verdict.NOT_READY)

    def show_verdict(self, verdict: Verdict) -> None:
        """Show a verdict."""
        self._verdict = verdict
        self.setAccessibleName(self._word())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the icon and the longest word."""
        metrics = QFontMetricsF(font(28, 800))
        widest = max(metrics.horizontalAdvance(word) for word in self._words().values())
        return QSize(round(max(_ICON, widest)), round(_ICON + 8 + metrics.height()))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take other room in another text size."""
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw icon and word."""
        painter = QPainter(self)
        draw_small_mark(painter, QRectF((self.width() - _ICON) / 2, 0, _ICON, _ICON), self._verdict)
        painter.setPen(QColor(current_theme().text))
        painter.setFont(font(28, 800))
        below = QRectF(0, _ICON + 8, self.width(), self.height() - _ICON - 8)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, self._word())

    def _word(self) -> str:
        return self._words()[self._verdict]

    def _words(self) -> dict[Verdict, str]:
        return {
            Verdict.PASS: self.tr("PASS"),
            Verdict.REVIEW: self.tr("REVIEW"),
            Verdict.FAIL: self.tr("FAIL"),
            Verdict.NO_PART: self.tr("NO PART"),
            Verdict.NOT_READY: self.tr("NOT READY"),
            Verdict.ERROR: self.tr("ERROR"),
        }
