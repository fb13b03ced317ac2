"""Start, cancel, finish now: what can be done about a teaching."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets.action_button import ToolButton
from gui.widgets.card import Card
from gui.widgets.labels import text_label
from gui.widgets.main_button import MainButton


class DecisionBar(Card):
    """A question, a line that says what the answers do, and the answers."""

    start_requested = Signal()
    cancel_requested = Signal()
    finish_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question, self._detail = text_label("", 16, 600), text_label("", 13, 400, "text2")
        self._detail.setWordWrap(True)
        self._start = MainButton(self.tr("Start"), "", "play")
        self._cancel = ToolButton(self.tr("Cancel"), "Esc", "x")
        self._finish = MainButton(self.tr("Finish now"), "", "check")
        self._start.clicked.connect(self.start_requested)
        self._cancel.clicked.connect(self.cancel_requested)
        self._finish.clicked.connect(self.finish_requested)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._question)
        texts.addWidget(self._detail)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        self._row.addLayout(texts, 1)
        for button in (self._start, self._cancel, self._finish):
            button.setMinimumWidth(132)
            button.setFixedHeight(56)
            self._row.addWidget(button)
        self.set_compact(False)
        self.show_idle("", "", can_start=False, again=False)

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        self._row.setContentsMargins(*((15, 8, 15, 8) if compact else (23, 15, 23, 15)))

    def show_idle(self, question: str, detail: str, can_start: bool, again: bool) -> None:
        """Offer to start, or to start once more."""
        self._question.setText(question)
        self._detail.setText(detail)
        text = self.tr("Train again") if again else self.tr("Start")
        self._start.setText(text)
        self._start.setAccessibleName(text)
        self._start.updateGeometry()
        self._start.setEnabled(can_start)
        self._show(running=False)

    def show_running(self, finishing: bool) -> None:
        """Offer to cancel, and to make do with what there is."""
        self._question.setText(self.tr("Happy with the pictures on the right?"))
        self._detail.setText(self.tr("Finish now keeps the best so far. Cancel changes nothing."))
        self._finish.setEnabled(not finishing)
        self._show(running=True)

    def _show(self, running: bool) -> None:
        self._start.setVisible(not running)
        self._cancel.setVisible(running)
        self._finish.setVisible(running)
