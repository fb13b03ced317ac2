"""What the camera sees, and the ways to capture it."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.drafts.steadiness import NOTHING_SETTLED
from gui.look.icons import icon_pixmap
from gui.look.theme import current_theme, font
from gui.pages.teach.capture_worker import CaptureView, CaptureWish
from gui.pages.teach.readiness_lamps import ReadinessLamps
from gui.widgets.action_button import ActionButton, ToolButton
from gui.widgets.labels import ElidedLabel, text_label
from gui.widgets.main_button import MainButton

ONE = CaptureWish()
BURST = CaptureWish(count=10, every_s=0.5)
SELF_TIMER = CaptureWish(delay_s=3.0)


class CapturePanel(QWidget):
    """The live picture, whether it is steady, and Capture, Burst and Countdown; each has a key."""

    wished = Signal(object)  # CaptureWish
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._lamps = LivePicture(), ReadinessLamps()
        self._state, self._taken = ElidedLabel(16, 600), text_label("", 15, 400, "text2")
        self._one = MainButton(self.tr("Capture"), self.tr("Space"), "camera")
        self._burst = ActionButton(self.tr("Burst of {0}").format(BURST.count), "B")
        self._timer = ActionButton(self.tr("In {0:.0f} s").format(SELF_TIMER.delay_s), "C", "timer")
        self._end = ToolButton(self.tr("Done"), "", "check")
        self._one.clicked.connect(self._on_one)
        self._burst.clicked.connect(self._on_burst)
        self._timer.clicked.connect(self._on_timer)
        self._end.clicked.connect(self.ended)
        for key, action in (("Space", self._on_one), ("B", self._on_burst), ("C", self._on_timer)):
            self._add_key(key, action)
        self._lay_out()
        self.clear()

    def show_view(self, view: CaptureView) -> None:
        """Show the newest picture, and what is waited for."""
        self._view.show_picture(view.picture, view.ready, view.wait_s)
        self._lamps.show_settled(view.settled)
        self._state.setText(self.tr("Steady: ready to capture") if view.ready else view.sentence)
        taken = self.tr("{0} captured").format(view.taken)
        more = self.tr(", {0} to come").format(view.to_come) if view.to_come else ""
        self._taken.setText(taken + more)

    def clear(self) -> None:
        """Show that the camera is being opened."""
        self._view.show_picture(None, False, 0.0)
        self._lamps.show_settled(NOTHING_SETTLED)
        self._state.setText(self.tr("Opening the camera…"))
        self._taken.setText("")

    def _add_key(self, key: str, action: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self, autoRepeat=False)
        shortcut.activated.connect(action)

    def _lay_out(self) -> None:
        lamps = QHBoxLayout()
        lamps.addWidget(self._lamps)
        lamps.addStretch()
        lamps.addWidget(self._taken)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._one, self._burst, self._timer):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self._end)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addWidget(self._view, 1)
        column.addLayout(lamps)
        column.addWidget(self._state)
        column.addLayout(buttons)

    @Slot()
    def _on_one(self) -> None:
        self.wished.emit(ONE)

    @Slot()
    def _on_burst(self) -> None:
        self.wished.emit(BURST)

    @Slot()
    def _on_timer(self) -> None:
        self.wished.emit(SELF_TIMER)


class LivePicture(QWidget):
    """The picture as large as it fits, in a frame that is full when it is steady and dashed when not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QImage | None = None
        self._ready, self._wait_s = False, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Live picture"))

    def show_picture(self, picture: QImage | None, ready: bool, wait_s: float) -> None:
        """Show a picture; None keeps the one before, greyed by the sentence beside it."""
        self._picture = picture
        self._ready, self._wait_s = ready, wait_s
        self.setAccessibleDescription(self.tr("steady") if ready else self.tr("not steady"))
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Still to be seen."""
        return QSize(240, 160)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture, its frame, and the seconds of a countdown."""
        painter, theme = QPainter(self), current_theme()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.fillRect(room, QColor(theme.well))
        if self._picture is None:
            painter.drawPixmap(room.center().toPoint(), icon_pixmap("camera-off", 28, QColor(theme.text3)))
        else:
            scale = min(room.width() / self._picture.width(), room.height() / self._picture.height())
            place = QRectF(0, 0, self._picture.width() * scale, self._picture.height() * scale)
            place.moveCenter(room.center())
            painter.drawImage(place, self._picture)
        pen = QPen(QColor(theme.pass_edge if self._ready else theme.hollow), 4)
        pen.setStyle(Qt.PenStyle.SolidLine if self._ready else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRect(room)
        if self._wait_s > 0:
            self._draw_countdown(painter, room)

    def _draw_countdown(self, painter: QPainter, room: QRectF) -> None:
        disc = QRectF(0, 0, 140, 140)
        disc.moveCenter(room.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 170))
        painter.drawEllipse(disc)
        painter.setPen(QColor("#FFFFFF"))
        painter.setFont(font(72, 700))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, f"{int(self._wait_s) + 1}")
