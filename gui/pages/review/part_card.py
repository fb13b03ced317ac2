"""The part somebody looks at, and what can be said of it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.records.record import Opinion, Record
from gui.look.restyling import when_restyled
from gui.look.theme import scaled
from gui.pages.review.part_head import PartHead
from gui.pages.review.picture_reading import ReadPart
from gui.pages.review.words import opinion_word, time_text
from gui.widgets.action_button import ToolButton, let_shrink
from gui.widgets.card import Card
from gui.widgets.fields import TextField
from gui.widgets.image_view import ImageView
from gui.widgets.judgement_buttons import JudgementButtons
from gui.widgets.labels import ElidedLabel, text_label
from gui.widgets.score_text import count_text

_OPACITY = 0.6
_LONGEST_NAME = 80


class PartCard(Card):
    """Verdict and figures, picture with heatmap, three big answers."""

    answered = Signal(object)  # Opinion
    step_requested = Signal(int)  # to the record before (-1), or the next one (1)
    undo_requested = Signal()
    redo_requested = Signal()
    name_changed = Signal(str)  # of who confirms

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: Record | None = None
        self._compact = False
        self.head, self.image, self.answers = PartHead(), ImageView(), JudgementButtons()
        self._question, self._note = text_label("", 15, 600), ElidedLabel(13, 400, "text2")
        self.name = TextField(self.tr("Who confirms"), self.tr("Your name"))
        self._before, self._after = ToolButton(self.tr("Previous"), "↑"), ToolButton(self.tr("Next"), "↓")
        self.heatmap = ToolButton(self.tr("Heatmap"), "H", "eye")
        self._undo = ToolButton(self.tr("Undo"), "Ctrl+Z", "undo-2")
        self._redo = ToolButton(self.tr("Redo"), "Ctrl+Y", "")
        self._lay_out()
        self._connect()
        self.set_compact(False)
        self.show_record(None, 0)
        self.set_undoable(False, False)
        self.set_steps(False, False)
        when_restyled(self._take_sizes)

    def show_record(self, record: Record | None, chosen: int) -> None:
        """Show what is known of a record; `chosen` is how many an answer would be about."""
        before, self._record = self._record, record
        self.answers.set_confirmable(record is not None or chosen > 1)
        self._show_question(record, chosen)
        self.head.show_record(record)
        if record is None:
            self.image.show_message(self.tr("No part to look at"), self.tr("Choose one in the list."))
            return
        if before is None or before.id != record.id:
            self.image.show_message(self.tr("Reading the picture…"), "")

    def show_part(self, read: ReadPart) -> None:
        """Show the picture of the record on view, or why there is none."""
        if self._record is None or read.record.id != self._record.id:
            return
        if read.inspection is None:
            self.image.show_message(self.tr("No picture"), read.reason)
        else:
            self.image.show_inspection(read.inspection, read.prepared)

    def show_name(self, name: str) -> None:
        """Show who confirms."""
        if self.name.text() != name:
            self.name.setText(name)

    def set_steps(self, can_go_back: bool, can_go_on: bool) -> None:
        """Whether there is a record before, and a next one."""
        self._before.setEnabled(can_go_back)
        self._after.setEnabled(can_go_on)

    def set_undoable(self, can_undo: bool, can_redo: bool) -> None:
        """Whether there is something to undo, or to do again."""
        self._undo.setEnabled(can_undo)
        self._redo.setEnabled(can_redo)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        margin = 12 if compact else 20
        self._column.setContentsMargins(margin, margin - 4, margin, margin - 4)
        self._column.setSpacing(8 if compact else 12)
        self.head.set_compact(compact)
        self._compact = compact
        for button in self.answers.buttons:
            button.show_icon(True)
        self._redo.setVisible(not compact)
        self._before.set_bare(False)
        self._take_sizes()

    def _take_sizes(self) -> None:
        self.name.setFixedWidth(scaled(150 if self._compact else 200))

    def _lay_out(self) -> None:
        self.answers.show_texts(title=False, note=False)
        self.answers.set_spacing(8)
        self.name.setMaxLength(_LONGEST_NAME)
        self.image.set_alone(True)
        self.image.setMinimumHeight(120)
        self.image.set_heatmap(True, _OPACITY)
        self.heatmap.setCheckable(True)
        self.heatmap.setChecked(True)
        ask, tools = QHBoxLayout(), QHBoxLayout()
        questions = QVBoxLayout()
        questions.setSpacing(0)
        questions.addWidget(self._question)
        questions.addWidget(self._note)
        ask.addLayout(questions, 1)
        ask.addWidget(self.name)
        tools.setSpacing(8)
        for button in (self._before, self._after):
            tools.addWidget(button)
        tools.addStretch(1)
        for button in (self.heatmap, self._redo, self._undo):
            tools.addWidget(button)
        let_shrink(self._before, self._after, self.heatmap, self._redo, self._undo)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.head)
        self._column.addWidget(self.image, 1)
        self._column.addLayout(ask)
        self._column.addWidget(self.answers)
        self._column.addLayout(tools)

    def _connect(self) -> None:
        self.answers.confirmed.connect(self._on_confirmed)
        self._before.clicked.connect(lambda: self.step_requested.emit(-1))
        self._after.clicked.connect(lambda: self.step_requested.emit(1))
        self._undo.clicked.connect(self.undo_requested)
        self._redo.clicked.connect(self.redo_requested)
        self.heatmap.toggled.connect(self._on_heatmap)
        self.name.textEdited.connect(self.name_changed)

    def _show_question(self, record: Record | None, chosen: int) -> None:
        if chosen > 1:
            self._question.setText(self.tr("These {0} parts are").format(count_text(chosen)))
            self._note.setText(self.tr("0 takes an answer back"))
            self.answers.show_answer("")
            return
        self._question.setText(
            self.tr("This part is") if self._compact else self.tr("Was the verdict right? This part is")
        )
        said = record.confirmation if record is not None else None
        if said is None:
            short, full = self.tr("an answer moves on"), self.tr("an answer moves on to the next one")
            self._note.setText(short if self._compact else full)
        else:
            by = said.by or self.tr("somebody")
            text = self.tr("{0}, said {1} at {2}; 0 takes it back")
            self._note.setText(text.format(opinion_word(said), by, time_text(said.at)))
        self.answers.show_answer(said.opinion.value if said is not None else "")

    @Slot(str)
    def _on_confirmed(self, answer: str) -> None:
        self.answered.emit(Opinion(answer))

    @Slot(bool)
    def _on_heatmap(self, visible: bool) -> None:
        self.image.set_heatmap(visible, _OPACITY)
