"""What of a camera's pictures has settled, as three lamps with their words."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from core.drafts.steadiness import Settled
from gui.look.icons import icon_pixmap
from gui.look.theme import current_theme, font
from gui.widgets.drawn import Drawn

_DISC, _GAP = 20, 6  # pixels
_TICK = 16


class ReadinessLamps(QWidget):
    """Light, part and focus: a full disc with a tick for what has settled, a dashed ring for what has not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exposure, self._still, self._focus = (
            Lamp(self.tr("Light")),
            Lamp(self.tr("Still")),
            Lamp(self.tr("Focus")),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        for lamp in (self._exposure, self._still, self._focus):
            row.addWidget(lamp)

    def show_settled(self, settled: Settled) -> None:
        """Show what has settled."""
        self._exposure.show_lit(settled.exposure)
        self._still.show_lit(settled.still)
        self._focus.show_lit(settled.focus)


class Lamp(Drawn):
    """One of them."""

    def __init__(self, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word, self.lit = word, True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_lit(False)

    def show_lit(self, lit: bool) -> None:
        """Show whether it has settled."""
        if lit == self.lit:
            return
        self.lit = lit
        state = self.tr("steady") if lit else self.tr("not steady")
        self.setAccessibleName(f"{self._word}: {state}")
        self.update()

    def sizeHint(self) -> QSize:
        """Room for disc and word."""
        metrics = QFontMetricsF(font(13, 600))
        return QSize(
            round(_DISC + _GAP + metrics.horizontalAdvance(self._word)) + 1, max(_DISC, round(metrics.height()))
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw disc and word."""
        painter, theme = QPainter(self), current_theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(1, (self.height() - _DISC) / 2 + 1, _DISC - 2, _DISC - 2)
        if self.lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.pass_edge))
            painter.drawEllipse(disc)
            corner = disc.center() - QPointF(_TICK / 2, _TICK / 2)
            painter.drawPixmap(corner, icon_pixmap("check", _TICK, QColor(theme.surface)))
        else:
            painter.setPen(QPen(QColor(theme.hollow), 2, Qt.PenStyle.DashLine))
            painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
        painter.setPen(QColor(theme.text if self.lit else theme.text2))
        painter.setFont(font(13, 600))
        painter.drawText(QRectF(self.rect()).adjusted(_DISC + _GAP, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._word)
