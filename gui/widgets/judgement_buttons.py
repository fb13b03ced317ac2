"""What somebody who looks at the part says of it."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets.action_button import ActionButton
from gui.widgets.labels import text_label

_BESIDE = 4  # between the texts and the buttons, and the row's spacing


class AnswerButton(ActionButton):
    """A button that stays marked once its answer was taken, which is not for the button to decide."""

    def nextCheckState(self) -> None:
        """A press alone marks nothing."""


class JudgementButtons(QWidget):
    """Good, bad or unsure under "This part is", with a note that says what becomes of the answer."""

    confirmed = Signal(str)  # "good", "bad" or "unsure"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers = {
            "good": AnswerButton(self.tr("Good"), "1", "thumbs-up"),
            "bad": AnswerButton(self.tr("Bad"), "2", "thumbs-down"),
            "unsure": AnswerButton(self.tr("Unsure"), "3", "circle-help"),
        }
        self._title = text_label(self.tr("This part is"), 15, 600)
        self._note = text_label(self.tr("counted in this shift"), 13, 400, "text2")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._column = self._texts()
        self._row.addLayout(self._column)
        for button in self.buttons:
            button.setCheckable(True)
            button.setAccessibleName(self.tr("This part is {0}").format(button.text()))
            button.clicked.connect(self._on_clicked)
            self._row.addWidget(button)

    @property
    def buttons(self) -> list[ActionButton]:
        """Good, bad, unsure."""
        return list(self._answers.values())

    def set_spacing(self, spacing: int) -> None:
        """Keep the buttons so many pixels apart."""
        self._row.setSpacing(spacing)

    def set_confirmable(self, confirmable: bool) -> None:
        """Whether an answer is wanted."""
        for widget in (*self.buttons, self._title, self._note):
            widget.setEnabled(confirmable)

    def show_texts(self, *, title: bool, note: bool) -> None:
        """Show what stands beside the buttons, or leave it out where there is no room."""
        self._title.setVisible(title)
        self._note.setVisible(note)
        self._column.setContentsMargins(0, 0, _BESIDE if title or note else 0, 0)

    def sizeHint(self) -> QSize:
        """Room for what is shown now: the layout's own hint is told of a change in an inner one only later."""
        texts = [label.sizeHint().width() for label in (self._title, self._note) if not label.isHidden()]
        widths = [max(button.minimumWidth(), button.sizeHint().width()) for button in self.buttons]
        widths += [max(texts) + _BESIDE] if texts else []
        return QSize(sum(widths) + self._row.spacing() * (len(widths) - 1), super().sizeHint().height())

    def show_answer(self, answer: str) -> None:
        """Mark "good", "bad" or "unsure" as what was said of the part in view; an empty text marks nothing."""
        for name, button in self._answers.items():
            button.setChecked(name == answer)

    def press(self, answer: str) -> None:
        """Press a button by its answer, if it may be pressed."""
        self._answers[answer].click()

    @Slot()
    def _on_clicked(self) -> None:
        for name, button in self._answers.items():
            if button is self.sender():
                self.confirmed.emit(name)

    def _texts(self) -> QVBoxLayout:
        texts = QVBoxLayout()
        texts.setContentsMargins(0, 0, _BESIDE, 0)
        texts.setSpacing(2)
        texts.addStretch()
        for label in (self._title, self._note):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            texts.addWidget(label)
        texts.addStretch()
        return texts
