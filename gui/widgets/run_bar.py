"""The operator's actions."""

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.look.restyling import when_restyled
from gui.widgets.action_button import TARGET_PX, ActionButton, ToolButton
from gui.widgets.judgement_buttons import JudgementButtons
from gui.widgets.labels import ElidedLabel
from gui.widgets.two_lines import TwoLines

_ASIDE = 8  # to both sides of what the station does


class RunBar(QFrame):
    """The bar under the page: start, pause, stop, trigger; what the station does; what somebody says of the part.

    Where there is little room the folder's button steps aside, then the icons, then the words beside the judgement.
    """

    start_requested = Signal()
    pause_requested = Signal()
    stop_requested = Signal()
    trigger_requested = Signal()
    folder_requested = Signal()
    confirmed = Signal(str)  # "good", "bad" or "unsure"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runBar")
        self._start = ActionButton(self.tr("Start"), "F5", "play")
        self._pause = ActionButton(self.tr("Pause"), "F6", "pause")
        self._stop = ActionButton(self.tr("Stop"), self.tr("Esc"), "square")
        self._trigger = ActionButton(self.tr("Trigger"), self.tr("Space"), "zap")
        self._folder = ToolButton(self.tr("Open folder"), "F3", "folder-open")
        self._folder.set_reach(0, 14, 0, 14)
        self._folder.setMinimumHeight(TARGET_PX)
        self._judgement = JudgementButtons()
        self._title, self._line = ElidedLabel(17, 600), TwoLines(13, "text2")
        self._longest = self.tr("Software stop only, not a safety stop")  # must never be cut
        self._compact = self._fitting = False
        self._buttons = [self._start, self._pause, self._stop, self._trigger, *self._judgement.buttons]
        self._start.clicked.connect(self.start_requested)
        self._pause.clicked.connect(self.pause_requested)
        self._stop.clicked.connect(self.stop_requested)
        self._trigger.clicked.connect(self.trigger_requested)
        self._folder.clicked.connect(self.folder_requested)
        self._judgement.confirmed.connect(self.confirmed)
        self._lay_out()
        self.set_compact(False)
        self.set_trigger(visible=True, enabled=False)
        self.set_confirmable(False)
        when_restyled(self._fit)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._compact = compact
        margin = 12 if compact else 24
        above = 7 if compact else 11  # and the bar's own border of 1
        self._row.setContentsMargins(margin, above, margin, above + 1)
        self._row.setSpacing(8 if compact else 12)
        self._judgement.set_spacing(8 if compact else 12)
        for button in self._buttons:
            button.margin = 16 if compact else 20
            button.setFixedHeight(TARGET_PX if compact else 80)
            button.setMinimumWidth(104 if compact else 136)
        for button in self._buttons[:4]:
            button.setMinimumWidth(104 if compact else 152)
        self._fit()

    def set_available(self, start: bool, pause: bool, stop: bool) -> None:
        """Enable what can be done now."""
        self._start.setEnabled(start)
        self._pause.setEnabled(pause)
        self._stop.setEnabled(stop)

    def set_trigger(self, *, visible: bool, enabled: bool) -> None:
        """Show the trigger, and let it be pressed where parts are inspected on request."""
        self._trigger.setVisible(visible)
        self._trigger.setEnabled(enabled)
        self._fit()

    def set_confirmable(self, confirmable: bool) -> None:
        """Whether somebody may say that the part is good, bad, or that it is hard to tell."""
        self._judgement.set_confirmable(confirmable)

    def show_answer(self, answer: str) -> None:
        """Mark what was said of the part: "good", "bad" or "unsure"; an empty text marks nothing."""
        self._judgement.show_answer(answer)

    @Slot()
    def confirm_good(self) -> None:
        """Do what the button Good does, if it may be pressed."""
        self._judgement.press("good")

    @Slot()
    def confirm_bad(self) -> None:
        """Do what the button Bad does, if it may be pressed."""
        self._judgement.press("bad")

    @Slot()
    def confirm_unsure(self) -> None:
        """Do what the button Unsure does, if it may be pressed."""
        self._judgement.press("unsure")

    def show_state(self, title: str, line: str) -> None:
        """Say what the station is doing."""
        self._title.setText(title)
        self._line.setText(line)

    def minimumSizeHint(self) -> QSize:
        """Any width: what doesn't fit steps aside."""
        return QSize(0, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let step aside what there is no room for."""
        if self._fitting:  # showing a button may resize the bar, and what is hidden meanwhile Qt would show after all
            return
        self._fitting = True
        self._take_fitting()
        self._fitting = False

    def _take_fitting(self) -> None:
        words = self._title.sizeHint().height() + 2 * self._line.line_height()
        self.setFixedHeight(max(92 if self._compact else 104, words + 17))
        for gone in range(5):
            self._folder.setVisible(gone < 1)
            for button in self._buttons:
                button.show_icon(gone < 2)
            self._judgement.show_texts(title=gone < 4, note=gone < 3)
            if self._needed() <= self.width():
                break

    def _needed(self) -> int:
        margins, shown = self._row.contentsMargins(), [self._start, self._pause, self._stop]
        shown += [button for button in (self._trigger, self._folder) if not button.isHidden()]
        widths = [max(button.minimumWidth(), button.sizeHint().width()) for button in shown]
        widths += [self._line.width_for(self._longest) + 2 * _ASIDE, self._judgement.sizeHint().width()]
        return margins.left() + margins.right() + sum(widths) + self._row.spacing() * (len(widths) - 1)

    def _lay_out(self) -> None:
        text = QVBoxLayout()
        text.setContentsMargins(_ASIDE, 0, _ASIDE, 0)
        text.setSpacing(0)
        text.addStretch()
        text.addWidget(self._title)
        text.addWidget(self._line)
        text.addStretch()
        self._row = QHBoxLayout(self)
        for button in (self._start, self._pause, self._stop, self._trigger):
            self._row.addWidget(button)
        self._row.addLayout(text, 1)
        self._row.addWidget(self._folder)
        self._row.addWidget(self._judgement)
