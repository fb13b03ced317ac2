"""How the shift goes, in numbers."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.types import Verdict
from gui.look.restyling import when_restyled
from gui.look.theme import font
from gui.pages.inspect.count import Count
from gui.widgets.action_button import ActionButton
from gui.widgets.card import Card
from gui.widgets.labels import ElidedLabel
from gui.widgets.score_text import count_text, yield_text

_GAPS = (20, 14, 10)  # between counts, the widest that fits
_SIZES = ((14, 26), (14, 22), (13, 20), (13, 18), (12, 16), (12, 14))  # of names and numbers
_SMALL_SIZES = ((13, 20), (13, 18), (12, 16), (12, 14))
_RESET = QSize(84, 76)
_REST_PX = 13
_BORDERS = 4  # the card's own, and what rounding takes


class CountsCard(Card):
    """Inspected, PASS, REVIEW, FAIL and yield; below, once there are any, what was not judged.

    In the small layout the card itself is tapped to reset.
    """

    reset_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact = False
        self._inspected = Count(self.tr("Inspected"))
        self._passed = Count(self.tr("PASS"), Verdict.PASS)
        self._reviewed = Count(self.tr("REVIEW"), Verdict.REVIEW)
        self._failed = Count(self.tr("FAIL"), Verdict.FAIL)
        self._yield = Count(self.tr("Yield"))
        self._counts = (self._inspected, self._passed, self._reviewed, self._failed, self._yield)
        self._rest = ElidedLabel(_REST_PX, 400, "text2")
        self._reset = ActionButton(self.tr("Reset"), "F9")
        self._reset.word_px = 15
        self._reset.setAccessibleName(self.tr("Reset the counts"))
        self._reset.clicked.connect(self.reset_requested)
        self._lay_out()
        self.set_compact(False)
        self.show_counts(0, 0, 0, 0)
        when_restyled(self._fit)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, where the card itself is the reset button, or of the large one."""
        self._compact = compact
        self.setCursor(Qt.CursorShape.PointingHandCursor if compact else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(self.tr("Counts; a tap resets them") if compact else self.tr("Counts"))
        self._reset.setVisible(not compact)
        self._outer.setContentsMargins(*((15, 6, 15, 6) if compact else (19, 8, 11, 8)))
        self._fit()

    def show_counts(
        self,
        inspected: int,
        passed: int,
        failed: int,
        skipped: int,
        reviewed: int = 0,
        no_part: int = 0,
        not_judged: int = 0,
    ) -> None:
        """Show the counts since the last reset; the yield is passed of inspected.

        `skipped` files could not be read, pictures with `no_part` showed none, and `not_judged` ones were taken while
        camera or light had changed: none of them is among the inspected.
        """
        numbers = zip(self._counts, (inspected, passed, reviewed, failed), strict=False)
        changes = [count.show_text(count_text(number)) for count, number in numbers]
        changes.append(self._yield.show_text(yield_text(passed, inspected)))
        rest = self._rest_text(skipped, no_part, not_judged)
        changes.append(bool(rest) is not bool(self._rest.text()))
        self._rest.setText(rest)
        if any(changes):
            self._fit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """In the small layout a tap asks for the reset."""
        if self._compact and self.rect().contains(event.position().toPoint()):
            self.reset_requested.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the size of figures that fits."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Long counts make the figures smaller, not the card wider."""
        return QSize(0, self.height())

    def _rest_text(self, skipped: int, no_part: int, not_judged: int) -> str:
        texts = (
            (no_part, self.tr("{0} without a part")),
            (not_judged, self.tr("{0} not judged")),
            (skipped, self.tr("{0} skipped")),
        )
        return ", ".join(text.format(count_text(number)) for number, text in texts if number)

    def _lay_out(self) -> None:
        self._row, left = QHBoxLayout(), QVBoxLayout()
        for count in self._counts:
            self._row.addWidget(count)
            self._row.addStretch(1)
        left.setSpacing(0)
        left.addStretch()
        left.addLayout(self._row)
        left.addWidget(self._rest)
        left.addStretch()
        self._outer = QHBoxLayout(self)
        self._outer.setSpacing(8)
        self._outer.addLayout(left, 1)
        self._outer.addWidget(self._reset)

    def _fit(self) -> None:
        """Give all figures the largest size at which the row fits the card, and the card the height that they need."""
        self._rest.setVisible(bool(self._rest.text()))
        self._reset.setFixedSize(max(_RESET.width(), self._reset.sizeHint().width() - 24), _RESET.height())
        margins, between = self._outer.contentsMargins(), len(self._counts) - 1
        room = self.width() - margins.left() - margins.right()
        room -= 0 if self._compact else self._reset.width() + self._outer.spacing()
        for sizes in _SMALL_SIZES if self._compact else _SIZES:
            words = sum(count.width_at(*sizes) for count in self._counts)
            gap = next((gap for gap in _GAPS if words + gap * between <= room), None)
            if gap is not None:
                break
        self._row.setSpacing((gap or _GAPS[-1]) // 2)  # a stretch has spacing on both its sides
        for count in self._counts:
            count.set_px(*sizes)
        lines = ((sizes[0], 500), (sizes[1], 600), (_REST_PX, 400))
        text = sum(QFontMetricsF(font(px, weight)).height() for px, weight in lines)
        text += margins.top() + margins.bottom() + _BORDERS
        self.setFixedHeight(max(76 if self._compact else 104, round(text)))
