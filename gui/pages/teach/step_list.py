"""The steps of the wizard in a row: which are done, which one is on view, which are to come."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from gui.look.icons import icon_pixmap
from gui.look.theme import current_theme, font

_DISC = 30
_GAP = 10
_EDGE = 7  # room for the focus ring, and so for a finger


class StepList(QWidget):
    """A button for each step; only those one may go to are enabled. In little room only one has its word."""

    step_requested = Signal(int)  # its place, from 0 on

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Steps"))
        self._buttons = [StepButton(place, name, self) for place, name in enumerate(names)]
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        for place, button in enumerate(self._buttons):
            button.pressed_at.connect(self.step_requested)
            if place:
                self._row.addStretch(1)
            self._row.addWidget(button)
        self.show_steps(0, 0)

    def show_steps(self, current: int, reachable: int) -> None:
        """Mark a step as the one on view; all up to `reachable` can be gone to."""
        for place, button in enumerate(self._buttons):
            button.show_state(current=place == current, done=place < reachable, reachable=place <= reachable)
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Leave the words out, but for the step on view; or show them all."""
        for button in self._buttons:
            button.set_compact(compact)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines from step to step."""
        painter, theme = QPainter(self), current_theme()
        for left, right in zip(self._buttons, self._buttons[1:], strict=False):
            start, end = left.geometry().right() + 6, right.geometry().left() - 5
            if end > start:
                painter.setPen(QPen(QColor(theme.text2 if left.done else theme.line), 2))
                painter.drawLine(QPointF(start, self.height() / 2), QPointF(end, self.height() / 2))


class StepButton(QPushButton):
    """A disc with a number or a tick, and the step's name. The focus comes by Tab alone."""

    pressed_at = Signal(int)

    def __init__(self, place: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._place, self._compact = place, False
        self._current, self.done = False, False
        self.setObjectName("stepButton")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.pressed_at.emit(self._place))

    def show_state(self, current: bool, done: bool, reachable: bool) -> None:
        """Show whether this step is on view, is done, can be gone to."""
        self._current, self.done = current, done
        self.setEnabled(reachable)
        state = self.tr("on view") if current else self.tr("done") if done else self.tr("to come")
        self.setAccessibleName(self.tr("Step {0}: {1}, {2}").format(self._place + 1, self.text(), state))
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Leave the word out unless the step is on view."""
        self._compact = compact
        self.setToolTip(self.text() if compact else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for disc and word."""
        word = QFontMetricsF(self._face()).horizontalAdvance(self.text()) + _GAP if self._worded else 0
        return QSize(round(_DISC + word) + 2 * _EDGE, 44)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the focus ring of the style sheet, then disc and word."""
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(_EDGE, (self.height() - _DISC) / 2, _DISC, _DISC)
        self._draw_disc(painter, disc)
        if self._worded:
            theme = current_theme()
            painter.setPen(QColor(theme.text if self._current or self.done else theme.text2))
            painter.setFont(self._face())
            room = QRectF(disc.right() + _GAP, 0, self.width() - disc.right() - _GAP, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())

    @property
    def _worded(self) -> bool:
        return self._current or not self._compact

    def _face(self) -> QFont:
        return font(15, 700 if self._current else 500)

    def _draw_disc(self, painter: QPainter, disc: QRectF) -> None:
        theme = current_theme()
        ink = QColor(theme.ink if self._current else theme.text if self.done else theme.control)
        painter.setPen(QPen(ink, 2))
        painter.setBrush(ink if self._current else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
        if self.done and not self._current:
            painter.drawPixmap(disc.center() - QPointF(8, 8), icon_pixmap("check", 16, ink))
            return
        painter.setPen(QColor(theme.ink_text if self._current else theme.text2))
        painter.setFont(font(13, 700))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._place + 1))
