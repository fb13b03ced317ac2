"""The Recipes page: the list on the left, on the right what the chosen recipe rests on and what can be done with it."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from core.recipes.catalogue import Catalogue, Listed
from core.records.yields import Yields
from gui.page_frame import PageFrame
from gui.pages.recipes.list_card import ListCard
from gui.pages.recipes.questions import RecipeQuestions
from gui.pages.recipes.recipe_asking import RecipeAsking
from gui.pages.recipes.recipe_sheet import RecipeSheet
from gui.pages.recipes.recipe_work import ErrandOutcome, GetYields, RecipeWork
from gui.pages.recipes.scan_field import typed_text
from gui.widgets.scrolling import Scrolling
from gui.workers import Failure

_LIST, _LIST_COMPACT = 680, 400  # pixels: width of the list's card


class RecipesPage(PageFrame):
    """Shows and asks; what is to be done with the station is told by signals."""

    use_requested = Signal(object)  # Path
    improve_requested = Signal(object)  # Path
    teach_requested = Signal()
    content_changed = Signal(object)  # Path of a recipe whose present version is another one now

    def __init__(
        self,
        catalogue: Catalogue,
        questions: RecipeQuestions | None = None,
        clock: Callable[[], float] = monotonic,
        get_yields: GetYields = Yields,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._active: Path | None = None
        self._work = RecipeWork(catalogue, get_yields, self)
        fields = {"active": (self.tr("Active"), "circle-check")}
        self._header = self.add_head(self.tr("Recipes"), self.tr("What this station can inspect"), fields)
        self._asking = RecipeAsking(self._work, catalogue.folder, questions, self)
        self.list, self.sheet = ListCard(clock), RecipeSheet(self._work, self._asking)
        self.row.addWidget(self.list)
        self.row.addWidget(Scrolling(self.sheet), 1)
        self.sized += [self.list, self.sheet]
        self._connect()
        self.set_compact(False)
        self.show_active(None, "")

    def show_active(self, path: Path | None, name: str) -> None:
        """Mark the recipe that the station inspects with; `name` is what the header says of it."""
        self._header.show_field("active", name or self.tr("none"))
        if path != self._active:
            self._active = path
            self.sheet.show_active(path)
            self.refresh()

    def refresh(self) -> None:
        """Look anew what recipes there are."""
        self._work.list_recipes(self._active)

    def look_at(self, path: Path) -> None:
        """Choose a recipe."""
        self.list.look_at(path)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        super().set_compact(compact)
        self.list.setFixedWidth(_LIST_COMPACT if compact else _LIST)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for recipes; a scanner can be used at once."""
        super().showEvent(event)
        self.list.show_note("")
        self.list.field.setFocus()
        self.refresh()
        self._work.count_yields()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take text typed anywhere on the page for a search, or for a scanner's code."""
        if typed_text(event):
            self.list.type_key(event)
        else:
            super().keyPressEvent(event)

    def shutdown(self) -> None:
        """Keep what was noted, and wait for what is under way; before the window goes."""
        self.sheet.notes.flush()
        self._work.shutdown()

    def _connect(self) -> None:
        work = self._work
        work.listed.connect(self._on_listed)
        work.yields_known.connect(self.list.show_yields)
        work.done.connect(self._on_done)
        work.failed.connect(self.failed)
        self.list.chosen.connect(self.sheet.choose)
        self.list.teach_requested.connect(self.teach_requested)
        self.list.import_requested.connect(self._asking.take_in)
        self.sheet.use_requested.connect(self.use_requested)
        self.sheet.improve_requested.connect(self.improve_requested)

    @Slot(object)
    def _on_listed(self, listed: Listed) -> None:
        self.list.show_entries(listed.entries, self._active)
        for remark in listed.remarks:
            self.failed.emit(Failure(remark))

    @Slot(object)
    def _on_done(self, outcome: ErrandOutcome) -> None:
        said = {
            "imported": self.tr("{0} was imported."),
            "duplicated": self.tr("{0} was made."),
            "exported": self.tr("Exported to {0}."),
            "brought back": self.tr("That version is back, as version {0}."),
        }.get(outcome.kind, "")
        self.list.show_note(said.format(outcome.detail))
        if outcome.kind in ("imported", "duplicated"):
            self.list.look_at(outcome.path)
        if outcome.kind == "brought back":
            self.content_changed.emit(outcome.path)
        self.refresh()
