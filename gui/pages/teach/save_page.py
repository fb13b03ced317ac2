"""Step 7: what was taught, on one page, and into a file."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.drafts.draft import Step
from core.drafts.finishing import Earlier, compare_with_earlier, finished_recipe, recipe_path, save_finished
from core.recipe import Recipe
from core.recipes.saving import Saved
from core.recipes.summary import summary_of
from core.training.standing import Standing
from gui.background import Background
from gui.look.theme import scaled
from gui.pages.teach.chosen_lines import chosen_lines
from gui.pages.teach.comparison_card import ComparisonCard
from gui.pages.teach.place_card import PlaceCard
from gui.pages.teach.printing import Printing
from gui.pages.teach.rejudging import Rejudging
from gui.pages.teach.state import TeachState
from gui.pages.teach.step_page import StepPage
from gui.pages.teach.summary_card import SummaryCard, document_of
from gui.widgets.scrolling import Scrolling
from gui.workers import Failure

_COLUMN, _COLUMN_COMPACT = 560, 420  # pixels: width of the right column
_WIDEST_COMPACT = 540  # in large text too: the summary needs the rest
_WAIT_MS = 30_000


class SavePage(StepPage):
    """The summary, what the version before made of the same pictures, and the button that saves."""

    step: ClassVar[Step] = "save"

    def __init__(self, state: TeachState, printing: Printing | None = None, parent: QWidget | None = None) -> None:
        super().__init__(
            state, self.tr("Save the recipe"), self.tr("Read it once more, save it, and inspect with it."), parent
        )
        self.summary, self.comparison, self.place = SummaryCard(), ComparisonCard(), PlaceCard()
        self._printing = printing or Printing(self)
        self._recipe: Recipe | None = None
        self._standing: Standing | None = None
        self._path = Path()  # where it is saved
        self._stopped = False
        self._maker, self._comparer, self._saver = Background(self), Background(self), Background(self)
        self._lay_out()
        self._connect()

    def set_compact(self, compact: bool) -> None:
        """Take the measures of the small layout, or of the large one."""
        super().set_compact(compact)
        self._side.setFixedWidth(min(scaled(_COLUMN_COMPACT), _WIDEST_COMPACT) if compact else scaled(_COLUMN))
        for card in (self.summary, self.comparison, self.place):
            card.set_compact(compact)

    def initializePage(self) -> None:
        """Put the recipe together as it is chosen now, and compare it with the one it replaces."""
        self._put_together()

    def busy(self) -> bool:
        """Whether the recipe is being written."""
        return self._saver.busy

    def stop(self) -> None:
        """Give up comparing, and wait for what is being written."""
        self._stopped = True
        self._maker.drop(_WAIT_MS)
        self._comparer.drop(_WAIT_MS)
        self._saver.drop(_WAIT_MS)

    def _lay_out(self) -> None:
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(16)
        side.addWidget(Scrolling(self.comparison), 1)
        side.addWidget(self.place)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Scrolling(self.summary), 1)
        row.addWidget(self._side)
        self.column.addLayout(row, 1)
        self.set_compact(False)

    def _connect(self) -> None:
        self.place.save_requested.connect(self._on_save)
        self.place.print_requested.connect(self._on_print)
        self._printing.failed.connect(self.state.failed)
        self.comparison.confirmed_changed.connect(self._show_ways)
        self._maker.done.connect(self._on_made)
        self._maker.failed.connect(self._on_not_saved)
        self._comparer.done.connect(self._on_compared)
        self._comparer.failed.connect(self._on_not_compared)
        self._saver.changed.connect(self._show_ways)
        self._saver.done.connect(self._on_saved)
        self._saver.failed.connect(self._on_not_saved)

    def _put_together(self) -> None:
        taught, draft = self.state.taught, self.state.draft
        self._stopped, self._recipe = False, None
        self.comparison.show_comparing()
        self.place.show_place(recipe_path(draft))
        if taught is None:
            self.summary.show_rows(())
        else:
            rejudging = Rejudging.of(taught)
            lines = chosen_lines(draft, taught.recipe.card, rejudging)
            self._standing = rejudging.standing(lines, lines)
            self._maker.do(partial(finished_recipe, draft, taught, lines))  # reads the versions there are
        self._show_ways()

    @Slot(object)
    def _on_made(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self.summary.show_rows(summary_of(recipe, self._standing))
        path = recipe_path(self.state.draft)
        self._comparer.do(partial(compare_with_earlier, recipe, path, lambda: self._stopped))
        self._show_ways()

    @Slot()
    def _show_ways(self) -> None:
        self.place.set_ways(
            can_save=self._recipe is not None and self.comparison.allows and not self._saver.busy,
            can_print=self._recipe is not None,
            saving=self._saver.busy,
        )

    @Slot(object)
    def _on_compared(self, earlier: Earlier) -> None:
        self.comparison.show_earlier(earlier)

    @Slot(object)
    def _on_not_compared(self, failure: Failure) -> None:
        self.comparison.show_failure(failure.what)

    @Slot()
    def _on_save(self) -> None:
        if self._recipe is not None and self.comparison.allows:
            self._path = recipe_path(self.state.draft)  # the name may be changed while it is written
            self._saver.do(partial(save_finished, self._recipe, self.state.draft, self.state.images))

    @Slot(object)
    def _on_saved(self, saved: Saved) -> None:
        if saved.remark:
            self.state.failed.emit(Failure(saved.remark))
        self.state.done.emit(self._path)

    @Slot(object)
    def _on_not_saved(self, failure: Failure) -> None:
        """Stay: all is as it was, and it can be tried again."""
        self.state.failed.emit(failure)

    @Slot()
    def _on_print(self) -> None:
        self._printing.print_document(self, document_of(self.summary.rows, self.comparison.remarks))
