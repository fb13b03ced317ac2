"""Start, cancel, finish now: what can be done about a teaching."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets.action_button import ToolButton, let_shrink
from gui.widgets.card import Card
from gui.widgets.labels import text_label
from gui.widgets.main_button import MainButton


class DecisionBar(Card):
    """A question, a line that says what the answers do, and the answers."""

    start_requested = Signal()
    cancel_requested = Signal()
    finish_requested = Signal()
    choices_toggled = Signal(bool)  # show the choices, or the curves

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._question, self._detail = text_label("", 16, 600), text_label("", 13, 400, "text2")
        self._detail.setWordWrap(True)
        self._start = MainButton(self.tr("Start"), "", "play")
        self._again = ToolButton(self.tr("Train again"), "", "refresh-cw")
        self._choices = ToolButton(self.tr("Choices"), "")
        self._choices.setCheckable(True)
        self._cancel = ToolButton(self.tr("Cancel"), "Esc", "x")
        self._finish = MainButton(self.tr("Finish now"), "", "check")
        self._start.clicked.connect(self.start_requested)
        self._again.clicked.connect(self.start_requested)
        self._choices.toggled.connect(self.choices_toggled)
        self._cancel.clicked.connect(self.cancel_requested)
        self._finish.clicked.connect(self.finish_requested)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._question)
        texts.addWidget(self._detail)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        self._row.addLayout(texts, 1)
        for button in (self._choices, self._again, self._start, self._cancel, self._finish):
            button.setFixedHeight(56)
            self._row.addWidget(button)
        let_shrink(self._choices, self._again, self._start, self._cancel, self._finish)
        self.set_compact(False)
        self.show_idle("", "", can_start=False, taught=False, done=False)

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        self._row.setContentsMargins(*((15, 8, 15, 8) if compact else (23, 15, 23, 15)))

    def show_idle(self, question: str, detail: str, can_start: bool, taught: bool, done: bool) -> None:
        """Offer to start; where something was `taught`, to choose otherwise too; `done` if it is what is chosen now.

        A page has one dark button: Start, or Next once there is nothing left to be done here.
        """
        self._question.setText(question)
        self._detail.setText(detail)
        text = self.tr("Train again") if taught else self.tr("Start")
        self._start.setText(text)
        self._start.setAccessibleName(text)
        self._start.updateGeometry()
        for button in (self._start, self._again):
            button.setEnabled(can_start)
        self._show_only(self._choices if taught else None, self._again if done else self._start)

    def show_running(self, finishing: bool) -> None:
        """Offer to cancel, and to make do with what there is."""
        self._question.setText(self.tr("Happy with the pictures?"))
        self._detail.setText(self.tr("Finish now keeps the best so far. Cancel changes nothing."))
        self._finish.setEnabled(not finishing)
        self._choices.setChecked(False)
        self._show_only(self._cancel, self._finish)

    def _show_only(self, *shown: QWidget | None) -> None:
        buttons = (self._choices, self._again, self._start, self._cancel, self._finish)
        if any(button.hasFocus() for button in buttons if button not in shown):
            self.setFocus()  # else Qt gives the keys to the next button, which does something quite different
        for button in buttons:
            button.setVisible(button in shown)
