"""What all pages of the wizard have in common."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget, QWizardPage

from core.drafts.draft import Step
from gui.teach.state import TeachState
from gui.widgets.labels import text_label


class StepPage(QWizardPage):
    """One step: a title, a sentence that says what to do, and whatever is put into `column` below them.

    `step` names it in the draft. `isComplete` says whether one may go on; emit `completeChanged` when that changes.
    """

    step: ClassVar[Step]

    def __init__(self, state: TeachState, title: str, lead: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title_label, self.lead_label = text_label(title, 28, 700), text_label(lead, 16, 400, "text2")
        self.lead_label.setWordWrap(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(lead)
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.title_label)
        self.column.addWidget(self.lead_label)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        side, top = (12, 12) if compact else (24, 16)
        self.column.setContentsMargins(side, top, side, top)
        self.column.setSpacing(12 if compact else 16)

    def stop(self) -> None:
        """End what runs for this page, and wait for it; before the window goes."""

    def cleanupPage(self) -> None:  # noqa: N802 - Qt's name
        """Keep all as it is: Back never loses work."""
