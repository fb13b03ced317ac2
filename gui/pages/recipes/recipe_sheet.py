"""The chosen recipe: what it rests on, and what can be done with it."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.recipes.catalogue import CatalogueEntry
from core.recipes.details import Details
from gui.page_frame import PageFrame
from gui.pages.recipes.actions_card import ActionsCard
from gui.pages.recipes.facts_card import FactsCard
from gui.pages.recipes.kept_card import KeptCard
from gui.pages.recipes.notes_card import NotesCard
from gui.pages.recipes.recipe_asking import RecipeAsking
from gui.pages.recipes.recipe_work import ComparedVersion, RecipeWork
from gui.pages.recipes.versions_card import VersionsCard
from gui.workers import Failure


class RecipeSheet(QWidget):
    """Cards below each other; hidden while no recipe is chosen."""

    use_requested = Signal(object)  # Path
    improve_requested = Signal(object)  # Path

    def __init__(self, work: RecipeWork, asking: RecipeAsking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self._work, self._asking = work, asking
        self._entry: CatalogueEntry | None = None
        self._active: Path | None = None
        self.facts, self.ways, self.notes = FactsCard(), ActionsCard(), NotesCard()
        self.versions, self.kept = VersionsCard(), KeptCard()
        self._cards = (self.facts, self.ways, self.notes, self.versions, self.kept)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for card in self._cards:
            self._column.addWidget(card)
        self._column.addStretch(1)
        self._connect()
        self.choose(None)

    def show_active(self, path: Path | None) -> None:
        """Mark the recipe that the station inspects with."""
        self._active = path

    @Slot(object)
    def choose(self, entry: CatalogueEntry | None) -> None:
        """Show a recipe; what was noted of the one before is kept first."""
        if self._entry is not None and (entry is None or entry.path != self._entry.path):
            self.notes.flush()  # it is told while the recipe it is about is still the chosen one
        before, self._entry = self._entry, entry
        for card in self._cards:
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

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._column.setSpacing(PageFrame.gap(compact))
        for card in self._cards:
            card.set_compact(compact)

    def _connect(self) -> None:
        work = self._work
        work.looked.connect(self._on_looked)
        work.yields_known.connect(self.versions.table.show_yields)
        work.not_looked.connect(self._on_not_looked)
        work.compared.connect(self._on_compared)
        work.changed.connect(self._show_ways)
        self.ways.use_requested.connect(self._on_use)
        self.ways.improve_requested.connect(self._on_improve)
        self.ways.duplicate_requested.connect(self._on_duplicate)
        self.ways.export_requested.connect(self._on_export)
        self.ways.archive_requested.connect(self._on_archive)
        self.notes.changed.connect(self._on_noted)
        self.versions.compare_requested.connect(self._on_compare)
        self.versions.bring_back_requested.connect(self._on_bring_back)

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

    @Slot(object)
    def _on_compared(self, compared: ComparedVersion) -> None:
        if self._entry is not None and compared.path == self._entry.path:
            self.versions.show_comparison(compared.number, compared.comparison)
            self.kept.show_comparison(compared.comparison)

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
