"""The score as a bar."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.inspection.heatmap import TOP
from gui.look.theme import current_appearance, current_theme, font
from gui.widgets.drawn import Drawn
from gui.widgets.score_text import score_text

_BAR_TOP = 10  # the pointer stands above
_BAR_HEIGHT = 16
_LABELS_FROM = _BAR_TOP + _BAR_HEIGHT + 9


class ScoreBar(Drawn):
    """A bar from 0 to 2 with the FAIL line at 1.00 and the REVIEW line where there is one; a larger score fills it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._score: float | None = None
        self._review: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Pointer, bar and labels one above the other."""
        return QSize(200, _LABELS_FROM + round(QFontMetricsF(font(13, 600)).height()) + 1)

    def show_score(self, score: float | None) -> None:
        """Show a score; None shows an empty bar."""
        if score != self._score:
            self._score = score
            self.update()

    def set_review_line(self, review: float | None) -> None:
        """Put the REVIEW line at a score; None: there is none."""
        if review != self._review:
            self._review = review
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar, the score in it, the lines and the labels."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, bar = current_theme(), QRectF(0, _BAR_TOP, self.width(), _BAR_HEIGHT)
        outlined = current_appearance().high_contrast
        painter.setPen(QPen(QColor(theme.line), 1) if outlined else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.track))
        painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5) if outlined else bar, 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._score is not None:
            self._draw_score(painter, bar, self._score)
        self._draw_line(painter, bar, 1.0, dashed=False)
        if self._review is not None:
            self._draw_line(painter, bar, self._review, dashed=True)
        self._draw_labels(painter, bar)

    def _draw_score(self, painter: QPainter, bar: QRectF, score: float) -> None:
        theme, end = current_theme(), bar.width() * min(max(score / TOP, 0), 1)
        painter.setBrush(QColor(theme.fail_mark if score >= 1 else theme.text2))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), end, bar.height()), 3, 3)
        painter.setBrush(QColor(theme.text))
        tip = QPointF(min(max(end, 6), bar.width() - 6), bar.top() - 1)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-6, -8), tip + QPointF(6, -8)]))

    def _draw_line(self, painter: QPainter, bar: QRectF, score: float, dashed: bool) -> None:
        theme, x = current_theme(), bar.width() * score / TOP
        painter.fillRect(QRectF(x - 2.5, bar.top(), 5, bar.height()), QColor(theme.surface))
        pen = QPen(QColor(theme.text), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        if dashed:
            pen.setDashPattern([2, 1.5])  # in widths of the pen: 4 on, 3 off
        painter.setPen(pen)
        painter.drawLine(QPointF(x, bar.top() - 6), QPointF(x, bar.bottom() + 6))
        painter.setPen(Qt.PenStyle.NoPen)

    def _draw_labels(self, painter: QPainter, bar: QRectF) -> None:
        """Draw FAIL to the right of its line and REVIEW to the left of its own, so that neither is in the way."""
        theme = current_theme()
        under = QRectF(0, _LABELS_FROM, bar.width(), self.height() - _LABELS_FROM)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        painter.setFont(font(13, 400))
        painter.setPen(QColor(theme.text2))
        painter.drawText(under, left, "0")
        painter.drawText(under, right, f"{TOP:.1f}")
        if self._review is not None:
            end = max(bar.width() * self._review / TOP + 1, self.fontMetrics().horizontalAdvance("0") + 8)
            painter.drawText(under.adjusted(0, 0, end - bar.width(), 0), right, self._review_label(end))
        painter.setFont(font(13, 600))
        painter.setPen(QColor(theme.text))
        painter.drawText(under.translated(bar.width() / TOP - 1, 0), left, self.tr("FAIL 1.00"))

    def _review_label(self, end: float) -> str:
        """Name the REVIEW line, by its number alone where there is little room before it."""
        number = score_text(self._review or 0)
        label = self.tr("REVIEW {0}").format(number)
        fits = QFontMetricsF(font(13, 400)).horizontalAdvance(label) + 24 <= end
        return label if fits else number
