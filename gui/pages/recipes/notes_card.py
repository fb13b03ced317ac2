"""What people note about a recipe."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QWidget

from core.recipes.notes import LONGEST_CODE, LONGEST_TEXT, RecipeNotes
from gui.look.restyling import when_restyled
from gui.look.theme import font, scaled
from gui.widgets.card import Card
from gui.widgets.fields import TextField
from gui.widgets.labels import text_label

_CODE_PX = 220


class TextBox(QPlainTextEdit):
    """Some lines of text; it tells when somebody has left it. Tab goes on to the next control."""

    left = Signal()

    def __init__(self, name: str, example: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(example)
        self.setTabChangesFocus(True)
        self.setFont(font(15, 400))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that it was left."""
        super().focusOutEvent(event)
        self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Take the text size of now."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.setFont(font(15, 400))


class NotesCard(Card):
    """The code a scanner reads, and a text; what was changed is told when the field is left."""

    changed = Signal(str, str)  # code, text

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = "", ""
        self.code = TextField(self.tr("Code to scan"), self.tr("HZ-01"))
        self.code.setMaxLength(LONGEST_CODE)
        self.text = TextBox(self.tr("Notes"), self.tr("What others should know of this recipe"))
        self.code.editingFinished.connect(self.flush)
        self.text.left.connect(self.flush)
        code, text = (
            text_label(self.tr("Code to scan"), 13, 400, "text2"),
            text_label(self.tr("Notes"), 13, 400, "text2"),
        )
        code.setBuddy(self.code)
        text.setBuddy(self.text)
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.addWidget(code, 0, 0)
        self._grid.addWidget(text, 0, 1)
        self._grid.addWidget(self.code, 1, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.text, 1, 1)
        self._grid.setColumnStretch(1, 1)
        self.set_compact(False)
        when_restyled(self._take_sizes)

    def show_notes(self, notes: RecipeNotes, same: bool) -> None:
        """Show what is noted about a recipe; if it is the `same` as before, what is being typed stays."""
        if same and (self.code.text().strip(), self.text.toPlainText()) != self._shown:
            return
        self._shown = notes.code, notes.text
        if self.code.text() != notes.code:
            self.code.setText(notes.code)
        if self.text.toPlainText() != notes.text:
            self.text.setPlainText(notes.text)

    @Slot()
    def flush(self) -> None:
        """Tell of what was changed and not told yet."""
        now = self.code.text().strip(), self.text.toPlainText()[:LONGEST_TEXT]
        if now != self._shown:
            self._shown = now
            self.changed.emit(*now)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._compact = compact
        margin = 12 if compact else 20
        self._grid.setContentsMargins(margin, margin - 4, margin, margin - 2)
        self._take_sizes()

    def _take_sizes(self) -> None:
        self.code.setFixedWidth(scaled(160 if self._compact else _CODE_PX))
        self.text.setFixedHeight(max(48, scaled(48)) if self._compact else max(56, scaled(56)))
