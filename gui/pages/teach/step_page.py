"""What all pages of the wizard have in common."""

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget, QWizardPage

from core.drafts.draft import Step
from gui.pages.teach.state import TeachState
from gui.widgets.labels import text_label


class StepPage(QWizardPage):
    """One step: a title, a sentence that says what to do (`say`), and whatever is put into `column` below them.

    `step` names it in the draft. `isComplete` says whether one may go on; emit `ways_changed` when that
    changes, not QWizard's own signal: at that one QWizard hides its pages for a moment, and takes the focus from them.
    """

    step: ClassVar[Step]
    ways_changed = Signal()

    def __init__(self, state: TeachState, title: str, lead: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes on from here to the page's first control
        self._title, self._lead = text_label("", 28, 700), text_label("", 16, 400, "text2")
        self._lead.setWordWrap(True)
        self.column, self._heading = QVBoxLayout(self), QHBoxLayout()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title)
        texts.addWidget(self._lead)
        self._heading.setSpacing(8)
        self._heading.addLayout(texts, 1)
        self.column.addLayout(self._heading)
        self.say(title, lead)
        self._take_margins(False)

    def say(self, title: str, lead: str) -> None:
        """Show the title, and in one sentence what to do."""
        self._title.setText(title)
        self._lead.setText(lead)
        self.setAccessibleName(title)
        self.setAccessibleDescription(lead)

    def add_actions(self, *buttons: QWidget) -> None:
        """Put buttons at the right of the title: what can be done to all of the page."""
        for button in buttons:
            self._heading.addWidget(button)

    def set_compact(self, compact: bool) -> None:
        """Take the measures of the small layout, or of the large one; a page asks for it once all is in its place."""
        self._take_margins(compact)

    def _take_margins(self, compact: bool) -> None:
        side, top = (12, 12) if compact else (24, 16)
        self.column.setContentsMargins(side, top, side, top)
        self.column.setSpacing(12 if compact else 16)

    def missing(self) -> str:
        """What is still to be done before one can go on, as a sentence; asked for while the page isn't complete."""
        return ""

    def escape(self) -> bool:
        """Do what Esc means here; says whether it means anything."""
        return False

    def busy(self) -> bool:
        """Whether something runs for this page that a draft must not be left over."""
        return False

    def stop(self) -> None:
        """End what runs for this page, and wait for it; before the window goes."""

    def cleanupPage(self) -> None:
        """Keep all as it is: Back never loses work."""
