"""Step 6: from which score on a part fails."""

from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.drafts.draft import Draft, Step
from core.training.lines import DEFAULT_FALSE_REJECT, Lines
from gui.look.theme import scaled
from gui.pages.teach.area_card import AreaCard
from gui.pages.teach.caught_card import CaughtCard
from gui.pages.teach.changes_card import ChangesCard
from gui.pages.teach.chosen_lines import chosen_lines, default_lines
from gui.pages.teach.lines_history import LinesHistory
from gui.pages.teach.rejudging import Rejudging
from gui.pages.teach.scores_card import ScoresCard
from gui.pages.teach.state import TeachState
from gui.pages.teach.step_page import StepPage
from gui.pages.teach.support_card import SupportCard
from gui.pages.teach.target_card import TargetCard
from gui.widgets.action_button import ToolButton
from gui.widgets.scrolling import Scrolling

_COLUMN, _COLUMN_COMPACT = 560, 400  # pixels: width of the right column
_WIDEST, _WIDEST_COMPACT = 680, 536  # in large text too: the histogram needs the rest
_WAIT_MS = 10_000
_DEFAULT = {
    "false_reject": DEFAULT_FALSE_REJECT,
    "review": None,
    "fail_at": None,
    "review_from": None,
    "min_area": 0,
}


class ThresholdPage(StepPage):
    """The lines, and everything that follows from them, at once."""

    step: ClassVar[Step] = "threshold"

    def __init__(self, state: TeachState, parent: QWidget | None = None) -> None:
        super().__init__(
            state,
            self.tr("Where does a part fail?"),
            self.tr("Drag the FAIL and REVIEW lines, or set how many good parts may be rejected."),
            parent,
        )
        self.scores, self.changes = ScoresCard(), ChangesCard()
        self.target, self.support, self.caught, self.area = TargetCard(), SupportCard(), CaughtCard(), AreaCard()
        self._rejudging: Rejudging | None = None
        self._lines = Lines()
        self._history = LinesHistory(state, self)
        self._undo = ToolButton(self.tr("Undo"), "", "undo-2")
        self._reset = ToolButton(self.tr("Reset to default"), "", "rotate-ccw")
        self.add_actions(self._undo, self._reset)
        self._lay_out()
        self._connect()
        self._on_taught_changed()

    def set_compact(self, compact: bool) -> None:
        """Take the measures of the small layout, or of the large one."""
        super().set_compact(compact)
        width, widest = (_COLUMN_COMPACT, _WIDEST_COMPACT) if compact else (_COLUMN, _WIDEST)
        self._scroll.setFixedWidth(min(scaled(width), widest))
        for card in (self.scores, self.changes, self.target, self.support, self.caught, self.area):
            card.set_compact(compact)
        self._left_column.setSpacing(12 if compact else 16)
        self._side_column.setSpacing(12 if compact else 16)

    def initializePage(self) -> None:
        """Show what the last teaching gave."""
        self._on_taught_changed()

    def isComplete(self) -> bool:
        """Whether there is anything to set lines for."""
        return self._rejudging is not None

    def missing(self) -> str:
        """Why one can't go on."""
        return "" if self._rejudging is not None else self.tr("Teach the good images first.")

    def stop(self) -> None:
        """End what reads pictures."""
        self.changes.loader.shutdown(_WAIT_MS)

    def _lay_out(self) -> None:
        self._left_column = QVBoxLayout()
        self._left_column.addWidget(self.scores, 1)
        self._left_column.addWidget(self.changes)
        self._side = QWidget()
        self._side_column = QVBoxLayout(self._side)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        for card in (self.target, self.support, self.caught, self.area):
            self._side_column.addWidget(card)
        self._side_column.addStretch()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(self._left_column, 1)
        self._side.setObjectName("sheet")
        self._scroll = Scrolling(self._side)
        row.addWidget(self._scroll)
        self.column.addLayout(row, 1)
        self.set_compact(False)

    def _connect(self) -> None:
        self.scores.plot.fail_moved.connect(self._on_fail_moved)
        self.scores.plot.review_moved.connect(self._on_review_moved)
        self.target.changed.connect(self._on_target_changed)
        self.area.changed.connect(self._on_area_changed)
        self.support.more_wanted.connect(self._on_more_wanted)
        self._undo.clicked.connect(self._history.undo)
        self._reset.clicked.connect(self._on_reset)
        self.state.taught_changed.connect(self._on_taught_changed)
        self.state.draft_changed.connect(self._on_draft_changed)

    def _show(self) -> None:
        taught, rejudging = self.state.taught, self._rejudging
        if taught is None or rejudging is None:
            return
        draft = self.state.draft
        lines, default = chosen_lines(draft, taught.recipe.card, rejudging), default_lines(rejudging)
        standing = rejudging.standing(lines, default)
        unlimited = rejudging.standing(replace(lines, min_area=0.0), default)
        self._lines = lines
        self.scores.show_scores(rejudging.groups(lines.min_area))
        self.scores.plot.show_lines(lines.fail, lines.review, default.fail)
        self.target.show_target(draft.false_reject)
        self.support.show_support(standing.good.failed, standing.good.total, draft.false_reject)
        self.caught.show_caught(standing)
        self.area.show_area(draft.min_area)
        self.area.show_hidden(unlimited, standing)
        self.changes.show_changes(rejudging, standing, lines, default)
        self._undo.setEnabled(self._history.can_undo)
        self._reset.setEnabled(any(getattr(draft, name) != value for name, value in _DEFAULT.items()))

    @Slot()
    def _on_taught_changed(self) -> None:
        taught = self.state.taught
        if taught is None:
            self._rejudging = None
        else:
            self._rejudging = Rejudging.of(taught)
        self._history.forget()
        self.changes.loader.clear()
        self._show()
        self.ways_changed.emit()

    @Slot(object)
    def _on_draft_changed(self, _draft: Draft) -> None:
        self._show()

    @Slot(float)
    def _on_fail_moved(self, score: float) -> None:
        """Move the FAIL line; the REVIEW line is pushed along, and stays with it where there is no band."""
        band = self._lines.review < self._lines.fail
        review = min(self._lines.review, score) if band else score
        self._history.change("fail", fail_at=score, review_from=review if band else None)

    @Slot(float)
    def _on_review_moved(self, score: float) -> None:
        """Move the REVIEW line; it pushes the FAIL line along."""
        fail = max(self._lines.fail, score)
        self._history.change(
            "review", fail_at=fail if fail > self._lines.fail else self.state.draft.fail_at, review_from=score
        )

    @Slot(float)
    def _on_target_changed(self, share: float) -> None:
        self._history.change("target", false_reject=share, fail_at=None, review_from=None)

    @Slot(int)
    def _on_area_changed(self, pixels: int) -> None:
        self._history.change("area", min_area=pixels)

    @Slot()
    def _on_reset(self) -> None:
        self._history.change("reset", **_DEFAULT)

    @Slot()
    def _on_more_wanted(self) -> None:
        self.state.step_requested.emit("good_images")
