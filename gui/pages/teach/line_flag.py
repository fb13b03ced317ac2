"""A handle for a line in a chart of scores: a flag that is dragged, by mouse, finger or keys."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QWidget

from core.types import Verdict
from gui.look.theme import current_theme, font, scaled
from gui.widgets.own_keys import keeps_key
from gui.widgets.score_text import score_text
from gui.widgets.verdict_icons import draw_verdict_icon

STEPS = 1000
"""A slider has whole numbers: so many of them make 1 on the recipe's scale."""

_KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
_PAD, _ICON, _GRIP = 12, 20, 8


class LineFlag(QAbstractSlider):
    """The flag of the FAIL or the REVIEW line. An arrow moves it by 0.01, PageUp and PageDown by 0.10.

    It says how far it was dragged; whoever owns the chart knows what a pixel is worth and moves it.
    """

    dragged_to = Signal(float)  # x in pixels of the parent, where the line shall stand
    set_by_key = Signal(float)  # score

    def __init__(self, verdict: Verdict, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict, self._line_x = verdict, 0.0
        self._held_at: float | None = None  # pixels from the line to where the pointer took hold
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setSingleStep(STEPS // 100)
        self.setPageStep(STEPS // 10)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.tr("The arrow keys move it."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.actionTriggered.connect(self._on_action)

    @property
    def score(self) -> float:
        """Where the line stands on the scale."""
        return self.value() / STEPS

    def set_scores(self, low: float, high: float) -> None:
        """Set how far it goes."""
        self.setRange(round(low * STEPS), round(high * STEPS))

    def stand_at(self, score: float, line_x: float, first: float, last: float) -> None:
        """Show a score, with the line at `line_x` pixels of the parent, and the flag between two places there.

        REVIEW's flag hangs to the left of its line and FAIL's to the right; at an end of the chart only if each leaves
        the other its room do they never cover each other.
        """
        self._line_x = line_x
        self.blockSignals(True)
        self.setValue(round(score * STEPS))
        self.blockSignals(False)
        size = self.sizeHint()
        left = line_x if self._verdict is Verdict.FAIL else line_x - size.width()
        self.setGeometry(round(min(max(first, left), last - size.width())), self.y(), size.width(), size.height())
        self.update()

    def sizeHint(self) -> QSize:
        """Room for icon, word, score and grip, and for a finger."""
        text = QFontMetricsF(font(15, 700)).horizontalAdvance(f"{self._verdict} 0.00")
        return QSize(round(text) + 2 * _PAD + _ICON + _GRIP + 20, max(44, scaled(44)))

    def event(self, event: QEvent) -> bool:
        """Keep the arrows."""
        return keeps_key(event, _KEYS) or super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._held_at = self.mapToParent(event.position()).x() - self._line_x
            self.setSliderDown(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it along."""
        if self._held_at is not None:
            self.dragged_to.emit(self.mapToParent(event.position()).x() - self._held_at)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._held_at = None
        self.setSliderDown(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the flag."""
        theme, box = current_theme(), QRectF(self.rect())
        fails = self._verdict is Verdict.FAIL
        ground, ink = (theme.fail_tile, theme.fail_text) if fails else (theme.review_tile, theme.review_text)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self.hasFocus()
        painter.setPen(QPen(QColor(theme.focus), 3) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        inset = 1.5 if edge else 0.0
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 5, 5)
        icon = QRectF(_PAD, (box.height() - _ICON) / 2, _ICON, _ICON)
        draw_verdict_icon(painter, icon, self._verdict, QColor(ink), QColor(ground))
        painter.setPen(QColor(ink))
        painter.setFont(font(15, 700))
        text = QRectF(icon.right() + 8, 0, box.width(), box.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, f"{self._verdict} {score_text(self.score)}")
        self._draw_grip(painter, box, QColor(ink))

    def _draw_grip(self, painter: QPainter, box: QRectF, ink: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for column in (0, 6):
            for row in (-6, 0, 6):
                middle = QPointF(box.right() - _PAD - _GRIP + 2 + column, box.center().y() + row)
                painter.drawEllipse(middle, 1.4, 1.4)

    @Slot(int)
    def _on_action(self, _action: int) -> None:
        """A key, or an aid for those who don't see, asks for another place."""
        self.set_by_key.emit(self.sliderPosition() / STEPS)
