"""How the shift goes, in numbers."""

import math

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.types import Verdict
from gui.theme import font
from gui.widgets.action_button import ActionButton
from gui.widgets.card import Card
from gui.widgets.labels import text_label
from gui.widgets.score_text import count_text, yield_text
from gui.widgets.verdict_icons import draw_small_mark

_GAP = 8
_RESET = QSize(84, 76)


class CountsCard(Card):
    """Inspected, PASS, FAIL, yield, and skipped files once there are any; the small layout is tapped to reset."""

    reset_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact = False
        self._inspected = Count(self.tr("Inspected"))
        self._passed = Count(self.tr("PASS"), Verdict.PASS)
        self._failed = Count(self.tr("FAIL"), Verdict.FAIL)
        self._yield = Count(self.tr("Yield"))
        self._skipped = Count(self.tr("Skipped"))
        self._counts = (self._inspected, self._passed, self._failed, self._yield, self._skipped)
        self._reset = ActionButton(self.tr("Reset"), "F9")
        self._reset.word_px = 15
        self._reset.setAccessibleName(self.tr("Reset the counts"))
        self._reset.clicked.connect(self.reset_requested)
        self._lay_out()
        self.set_compact(False)
        self.show_counts(0, 0, 0, 0)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, where the card itself is the reset button, or of the large one."""
        self._compact = compact
        self.setFixedHeight(76 if compact else 104)
        self.setCursor(Qt.CursorShape.PointingHandCursor if compact else Qt.CursorShape.ArrowCursor)
        self._reset.setVisible(not compact)
        self._row.setContentsMargins(*((15, 8, 15, 8) if compact else (19, 12, 11, 12)))
        self._fit()

    def show_counts(self, inspected: int, passed: int, failed: int, skipped: int) -> None:
        """Show the counts since the last reset; the yield is passed of inspected."""
        self._inspected.show_text(count_text(inspected))
        self._passed.show_text(count_text(passed))
        self._failed.show_text(count_text(failed))
        self._yield.show_text(yield_text(passed, inspected))
        self._skipped.show_text(count_text(skipped))
        self._skipped.setVisible(skipped > 0)
        self._fit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """In the small layout a tap asks for the reset."""
        if self._compact and self.rect().contains(event.position().toPoint()):
            self.reset_requested.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Find the size of figures that fits."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Long counts make the figures smaller, not the card wider."""
        return QSize(0, self.height())

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setSpacing(_GAP)
        for count in self._counts:
            self._row.addWidget(count)
            self._row.addStretch(1)
        self._row.addWidget(self._reset)
        self._reset.setFixedSize(_RESET)

    def _fit(self) -> None:
        """Give all figures the largest size at which the row fits the card."""
        margins, sizes = self._row.contentsMargins(), (20, 18, 16, 14) if self._compact else (26, 22, 20, 18, 16)
        room = self.width() - margins.left() - margins.right() - (0 if self._compact else _RESET.width() + 2 * _GAP)
        shown = [count for count in self._counts if not count.isHidden()]
        fitting = (px for px in sizes if sum(count.width_at(px) + 2 * _GAP for count in shown) <= room)
        px = next(fitting, sizes[-1])
        for count in self._counts:
            count.set_px(px)


class Count(QWidget):
    """A number under its name, the verdicts with their mark."""

    def __init__(self, name: str, verdict: Verdict | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._number = text_label(name, 14, 500, "text2"), text_label("", 26, 600)
        self._heading = QHBoxLayout()
        self._heading.setSpacing(6)
        if verdict is not None:
            self._heading.addWidget(SmallMark(verdict))
        self._heading.addWidget(self._name)
        self._heading.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch()
        column.addLayout(self._heading)
        column.addWidget(self._number)
        column.addStretch()

    def show_text(self, text: str) -> None:
        """Show the number."""
        self._number.setText(text)

    def set_px(self, px: int) -> None:
        """Set the size of the number; its name is smaller beside small figures."""
        self._number.setFont(font(px, 600))
        self._name.setFont(font(14 if px >= 26 else 13, 500))

    def width_at(self, px: int) -> int:
        """Width this would have with figures of `px` pixels."""
        figures = QFontMetricsF(font(px, 600)).horizontalAdvance(self._number.text())
        return max(self._heading.sizeHint().width(), math.ceil(figures))


class SmallMark(QWidget):
    """A verdict's icon as small as text."""

    def __init__(self, verdict: Verdict, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict = verdict
        self.setFixedSize(14, 14)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the mark."""
        painter = QPainter(self)
        draw_small_mark(painter, QRectF(self.rect()), self._verdict)
