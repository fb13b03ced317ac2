"""What is being taught, and how far it has come."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.drafts.draft import Draft
from gui.look.theme import scaled
from gui.pages.teach.step_list import StepList
from gui.widgets.labels import ElidedLabel


class TeachHeader(QFrame):
    """The product's name, when its draft was saved, and the steps."""

    step_requested = Signal(int)

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._name, self._detail = ElidedLabel(20, 700), ElidedLabel(13, 400, "text2")
        self._steps = StepList(steps)
        self._steps.step_requested.connect(self.step_requested)
        self._texts = QWidget()
        column = QVBoxLayout(self._texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch()
        column.addWidget(self._name)
        column.addWidget(self._detail)
        column.addStretch()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._texts)
        self._row.addWidget(self._steps, 1)
        self.set_compact(False)

    def show_draft(self, draft: Draft, failed: bool = False) -> None:
        """Show the draft's name, and whether it is kept."""
        name = draft.name.strip() or self.tr("new product")
        self._name.setText(self.tr("Teach: {0}").format(name))
        self._fit()
        if failed:
            detail = self.tr("Draft could not be saved")
        elif draft.saved_at is None:
            detail = self.tr("Nothing to keep yet")
        else:
            detail = self.tr("Draft saved {0}").format(f"{draft.saved_at.astimezone():%H:%M}")
        self._detail.setText(detail)

    def show_steps(self, current: int, reachable: int) -> None:
        """Mark the step on view; all up to `reachable` can be gone to."""
        self._steps.show_steps(current, reachable)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._row.setContentsMargins(12 if compact else 24, 0, 12 if compact else 24, 0)
        self._row.setSpacing(16 if compact else 32)
        self._compact = compact
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the steps' words out where there is no room for them: the product's name comes first."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(max(56 if self._compact else 72, scaled(48)))
        least, most = (210, 330) if self._compact else (260, 420)
        wanted = self._name.fontMetrics().horizontalAdvance(self._name.text()) + 2
        self._texts.setFixedWidth(min(max(wanted, scaled(least)), scaled(most)))
        self._steps.set_compact(False)
        margins = self._row.contentsMargins()
        room = self.width() - self._texts.width() - self._row.spacing() - margins.left() - margins.right()
        self._steps.set_compact(self._steps.sizeHint().width() > room)
