"""The Recipes page: the list on the left, on the right what the chosen recipe rests on and what can be done with it."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.recipes.catalogue import Catalogue, CatalogueEntry, Listed
from core.recipes.comparison import Comparison
from core.recipes.details import Details
from core.records.yields import Yields
from gui.recipes.actions_card import ActionsCard
from gui.recipes.facts_card import FactsCard
from gui.recipes.kept_card import KeptCard
from gui.recipes.list_card import ListCard
from gui.recipes.notes_card import NotesCard
from gui.recipes.questions import RecipeQuestions
from gui.recipes.recipe_asking import RecipeAsking
from gui.recipes.recipe_work import GetYields, Outcome, RecipeWork
from gui.recipes.scan_field import typed_text
from gui.recipes.versions_card import VersionsCard
from gui.teach.scrolling import Scrolling
from gui.widgets.page_header import PageHeader
from gui.workers import Failure

_LIST, _LIST_COMPACT = 680, 400  # pixels: width of the list's card


class RecipesPage(QWidget):
    """Shows and asks; what is to be done with the station is told by signals."""

    use_requested = Signal(object)  # Path
    improve_requested = Signal(object)  # Path
    teach_requested = Signal()
    content_changed = Signal(object)  # Path of a recipe whose present version is another one now
    failed = Signal(object)  # Failure

    def __init__(
        self,
        catalogue: Catalogue,
        questions: RecipeQuestions | None = None,
        clock: Callable[[], float] = monotonic,
        get_yields: GetYields = Yields,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._active: Path | None = None
        self._entry: CatalogueEntry | None = None
        self._work = RecipeWork(catalogue, get_yields, self)
        self._asking = RecipeAsking(self._work, catalogue.folder, questions, self)
        fields = {"active": (self.tr("Active"), "circle-check")}
        self._header = PageHeader(self.tr("Recipes"), fields)
        self._header.show_line(self.tr("What this station can inspect"))
        self.list = ListCard(clock)
        self.facts, self.ways, self.notes = FactsCard(), ActionsCard(), NotesCard()
        self.versions, self.kept = VersionsCard(), KeptCard()
        self._right = (self.facts, self.ways, self.notes, self.versions, self.kept)
        self._lay_out()
        self._connect()
        self.set_compact(False)
        self.show_active(None, "")
        self._show_entry(None)

    def show_active(self, path: Path | None, name: str) -> None:
        """Mark the recipe that the station inspects with; `name` is what the header says of it."""
        self._header.show_field("active", name or self.tr("none"))
        if path != self._active:
            self._active = path
            self.refresh()

    def refresh(self) -> None:
        """Look anew what recipes there are."""
        self._work.list_recipes(self._active)

    def look_at(self, path: Path) -> None:
        """Choose a recipe."""
        self.list.look_at(path)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        gap, side = (12, 12) if compact else (16, 24)
        self._row.setContentsMargins(side, gap, side, gap)
        self._row.setSpacing(gap)
        self._column.setSpacing(gap)
        self.list.setFixedWidth(_LIST_COMPACT if compact else _LIST)
        for part in (self._header, self.list, *self._right):
            part.set_compact(compact)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Look for recipes; a scanner can be used at once."""
        super().showEvent(event)
        self.list.show_note("")
        self.list.field.setFocus()
        self.refresh()
        self._work.count_yields()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take text typed anywhere on the page for a search, or for a scanner's code."""
        if typed_text(event):
            self.list.type_key(event)
        else:
            super().keyPressEvent(event)

    def shutdown(self) -> None:
        """Keep what was noted, and wait for what is under way; before the window goes."""
        self.notes.flush()
        self._work.shutdown()

    def _lay_out(self) -> None:
        sheet = QWidget()
        sheet.setObjectName("sheet")
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(0, 0, 0, 0)
        for card in self._right:
            self._column.addWidget(card)
        self._column.addStretch(1)
        self._row = QHBoxLayout()
        self._row.addWidget(self.list)
        self._row.addWidget(Scrolling(sheet), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addLayout(self._row, 1)

    def _connect(self) -> None:
        work = self._work
        work.listed.connect(self._on_listed)
        work.looked.connect(self._on_looked)
        work.yields_known.connect(self.list.show_yields)
        work.yields_known.connect(self.versions.table.show_yields)
        work.not_looked.connect(self._on_not_looked)
        work.compared.connect(self._on_compared)
        work.done.connect(self._on_done)
        work.failed.connect(self.failed)
        work.changed.connect(self._show_ways)
        self.list.chosen.connect(self._on_chosen)
        self.list.teach_requested.connect(self.teach_requested)
        self.list.import_requested.connect(self._asking.take_in)
        self.ways.use_requested.connect(self._on_use)
        self.ways.improve_requested.connect(self._on_improve)
        self.ways.duplicate_requested.connect(self._on_duplicate)
        self.ways.export_requested.connect(self._on_export)
        self.ways.archive_requested.connect(self._on_archive)
        self.notes.changed.connect(self._on_noted)
        self.versions.compare_requested.connect(self._on_compare)
        self.versions.bring_back_requested.connect(self._on_bring_back)

    def _show_entry(self, entry: CatalogueEntry | None) -> None:
        before, self._entry = self._entry, entry
        for card in self._right:
            card.setVisible(entry is not None)
        if entry is None:
            return
        same = before is not None and before.path == entry.path
        self.notes.show_notes(entry.notes, same)
        self._show_ways()
        if same and before is not None and before.card is entry.card:
            return
        self.facts.show_entry(entry, entry.path == self._active)
        self.versions.show_versions(())
        self.kept.show_details(None)
        self._work.look(entry.path)

    @Slot()
    def _show_ways(self) -> None:
        entry, busy = self._entry, self._work.busy
        if entry is None:
            return
        active = entry.path == self._active
        self.facts.show_state(entry, active)
        readable, archived = entry.card is not None, entry.notes.archived
        self.ways.show_state(readable=readable, active=active, archived=archived, busy=busy)
        self.versions.set_busy(busy or self._work.comparing)

    @Slot(object)
    def _on_listed(self, listed: Listed) -> None:
        self.list.show_entries(listed.entries, self._active)
        for remark in listed.remarks:
            self.failed.emit(Failure(remark))

    @Slot(object)
    def _on_chosen(self, entry: CatalogueEntry | None) -> None:
        if self._entry is not None and (entry is None or entry.path != self._entry.path):
            self.notes.flush()  # it is told while the recipe it is about is still the chosen one
        self._show_entry(entry)

    @Slot(object)
    def _on_looked(self, details: Details) -> None:
        if self._entry is None or details.path != self._entry.path:
            return
        self.versions.show_versions(details.versions)
        self.kept.show_details(details)
        good = next((picture.image for picture in details.pictures if picture.is_good), None)
        if good is not None:
            self.facts.show_picture(good)

    @Slot(object)
    def _on_not_looked(self, failure: Failure) -> None:
        self.versions.say(failure.what)

    @Slot(int)
    def _on_compare(self, number: int) -> None:
        if self._entry is not None:
            self.versions.say(self.tr("Comparing…"))
            self._work.compare(self._entry.path, number)

    @Slot(object, int, object)
    def _on_compared(self, path: Path, number: int, comparison: Comparison) -> None:
        if self._entry is not None and path == self._entry.path:
            self.versions.show_comparison(number, comparison)
            self.kept.show_comparison(comparison)

    @Slot(int)
    def _on_bring_back(self, number: int) -> None:
        if self._entry is not None:
            self._work.bring_back(self._entry.path, number)

    @Slot()
    def _on_use(self) -> None:
        if self._entry is not None:
            self.use_requested.emit(self._entry.path)

    @Slot()
    def _on_improve(self) -> None:
        if self._entry is not None:
            self.improve_requested.emit(self._entry.path)

    @Slot()
    def _on_duplicate(self) -> None:
        if self._entry is not None:
            self._asking.duplicate(self._entry)

    @Slot()
    def _on_export(self) -> None:
        if self._entry is not None:
            self._asking.export(self._entry)

    @Slot(bool)
    def _on_archive(self, archived: bool) -> None:
        if self._entry is not None:
            self._work.archive(self._entry.path, archived)

    @Slot(str, str)
    def _on_noted(self, code: str, text: str) -> None:
        if self._entry is not None:
            self._work.note(self._entry.path, code, text)

    @Slot(object)
    def _on_done(self, outcome: Outcome) -> None:
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
