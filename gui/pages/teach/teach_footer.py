"""The way through the wizard: leave, back, next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui.look.restyling import when_restyled
from gui.look.theme import scaled
from gui.widgets.action_button import ToolButton
from gui.widgets.labels import ElidedLabel, text_label
from gui.widgets.main_button import MainButton


class TeachFooter(QFrame):
    """The bar under a page of the wizard. What keeps one from going on stands before the buttons."""

    leave_requested = Signal()
    back_requested = Signal()
    next_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runBar")
        self._leave = ToolButton(self.tr("Leave draft"), "", "x")
        self._leave.setAccessibleDescription(self.tr("The draft is kept; go on with it on the Product page."))
        self._back = ToolButton(self.tr("Back"), "Alt+←")
        self._next = MainButton(self.tr("Next"), "Alt+→", "arrow-right")
        self._compact = False
        self._step, self._reason = text_label("", 15, 400, "text2"), ElidedLabel(15, 500)
        self._leave.clicked.connect(self.leave_requested)
        self._back.clicked.connect(self.back_requested)
        self._next.clicked.connect(self.next_requested)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._leave)
        self._row.addSpacing(16)
        self._row.addWidget(self._reason, 1)
        for widget in (self._step, self._back, self._next):
            self._row.addWidget(widget)
        self.set_compact(False)
        when_restyled(self._take_heights)

    def show_step(self, place: int, count: int, can_next: bool, last: bool) -> None:
        """Show which step is on view, from 0 on, and which ways are open."""
        self._step.setText(self.tr("Step {0} of {1}").format(place + 1, count))
        self._back.setEnabled(place > 0)
        self._next.setVisible(not last)
        self._next.setEnabled(can_next)

    def set_leavable(self, leavable: bool) -> None:
        """Let the draft be left, or not while something is taught for it."""
        self._leave.setEnabled(leavable)

    def show_reason(self, text: str) -> None:
        """Say what is missing before one can go on; empty for nothing."""
        self._reason.setText(text)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._compact = compact
        self._row.setContentsMargins(12 if compact else 24, 0, 12 if compact else 24, 0)
        self._row.setSpacing(12 if compact else 16)
        for button in (self._back, self._next):
            button.setMinimumWidth(120 if compact else 136)
        self._take_heights()

    def _take_heights(self) -> None:
        height = max(52 if self._compact else 56, scaled(44))
        for button in (self._leave, self._back, self._next):
            button.setFixedHeight(height)
        self.setFixedHeight(max(72 if self._compact else 88, height + 16))
