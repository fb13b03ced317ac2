"""The recipes of the station, to search and to choose from."""

from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QScroller, QVBoxLayout, QWidget

from core.recipes.catalogue import CatalogueEntry, by_code, search
from core.records.yields import Yields
from gui.pages.recipes.recipe_delegate import RecipeDelegate
from gui.pages.recipes.recipe_model import RecipeModel
from gui.pages.recipes.scan_field import ScanField, typed_text
from gui.widgets.action_button import ToolButton
from gui.widgets.card import Card
from gui.widgets.labels import text_label


class RecipeListView(QListView):
    """A list that leaves typed text to the search field: a scanner may come at any moment."""

    typed = Signal(object)  # QKeyEvent

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by the arrows; hand on what is text."""
        if typed_text(event) or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)


class ListCard(Card):
    """Search field, buttons for new recipes, and the list; it says by `chosen` which recipe is looked at."""

    chosen = Signal(object)  # CatalogueEntry, or None for none
    teach_requested = Signal()
    import_requested = Signal()

    def __init__(self, clock: Callable[[], float] = monotonic, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[CatalogueEntry, ...] = ()
        self._active: Path | None = None
        self._wanted: Path | None = None  # the recipe that is, or is to be, looked at
        self.field = ScanField(self.tr("Search recipes, or scan a code"), self.tr("Search, or scan a code"), clock)
        self._teach = ToolButton(self.tr("Teach new"), "", "plus")
        self._import = ToolButton(self.tr("Import"), "", "upload")
        self._archived = ToolButton("", "", "archive")
        self._archived.setCheckable(True)
        self._count, self._note = text_label("", 15, 600), text_label("", 15, 500)
        self._note.setObjectName("hint")
        self._note.setWordWrap(True)
        self.model, self._delegate, self.view = RecipeModel(self), RecipeDelegate(self), RecipeListView()
        self._lay_out()
        self._connect()
        self._show_counts(0)
        self.set_compact(False)
        self.show_note("")

    def show_entries(self, entries: Sequence[CatalogueEntry], active: Path | None) -> None:
        """Show what recipes there are, and which of them is active."""
        self._entries, self._active = tuple(entries), active
        if not entries:
            self.show_note(self.tr("There are no recipes yet. Teach one, or import a file."))
        self._fill()

    @Slot(object)
    def show_yields(self, yields: Yields) -> None:
        """Show what each recipe has passed."""
        self.model.show_yields(yields)

    def look_at(self, path: Path | None) -> None:
        """Choose a recipe, as soon as it is in the list."""
        self._wanted = path
        entry = next((entry for entry in self._entries if entry.path == path), None)
        if entry is not None:
            self._archived.setChecked(entry.notes.archived)
            if self.model.row_of(path) is None:
                self.field.clear()
            self._fill()

    def show_note(self, text: str) -> None:
        """Say something about what was asked for; empty for nothing."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def type_key(self, event: QKeyEvent) -> None:
        """Take a key that was pressed somewhere else on the page."""
        self.field.setFocus()
        self.field.keyPressEvent(event)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        margin = 12 if compact else 20
        self._column.setContentsMargins(margin, margin - 4, margin, margin)
        self._delegate.height = 72 if compact else 96
        self._teach.set_bare(compact)
        self._import.set_bare(compact)
        self.view.doItemsLayout()

    def _lay_out(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName(self.tr("Recipes"))
        QScroller.grabGesture(self.view.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        for button, name in ((self._teach, self.tr("Teach a new recipe")), (self._import, self.tr("Import a recipe"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setMinimumHeight(48)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.field, 1)
        above.addWidget(self._teach)
        above.addWidget(self._import)
        below.addWidget(self._count, 1)
        below.addWidget(self._archived)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(10)
        self._column.addLayout(above)
        self._column.addLayout(below)
        self._column.addWidget(self._note)
        self._column.addWidget(self.view, 1)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._on_searched)
        self.field.entered.connect(self._on_entered)
        self.field.down_requested.connect(self.view.setFocus)
        self._teach.clicked.connect(self.teach_requested)
        self._import.clicked.connect(self.import_requested)
        self._archived.toggled.connect(self._fill)
        self.view.typed.connect(self.type_key)
        self.view.selectionModel().currentChanged.connect(self._on_current)

    def _fill(self) -> None:
        shown = search(self._entries, self.field.text(), self._archived.isChecked())
        self.view.selectionModel().blockSignals(True)
        self.model.show_entries(shown, self._active)
        self.view.selectionModel().blockSignals(False)
        self._show_counts(len(shown))
        row = self.model.row_of(self._wanted)
        row = self.model.row_of(self._active) if row is None else row
        row = 0 if row is None and shown else row
        if row is None:
            self.chosen.emit(None)
        else:
            self.view.setCurrentIndex(self.model.index(row))  # after a reset none was: this tells

    def _show_counts(self, shown: int) -> None:
        archived = sum(entry.notes.archived for entry in self._entries)
        self._count.setText(self.tr("1 recipe") if shown == 1 else self.tr("{0} recipes").format(shown))
        self._archived.setText(self.tr("Archived {0}").format(archived))
        self._archived.setAccessibleName(self.tr("Show the {0} archived recipes").format(archived))
        self._archived.setEnabled(archived > 0 or self._archived.isChecked())
        self._archived.updateGeometry()

    @Slot()
    def _on_searched(self) -> None:
        self.show_note("")
        self._fill()

    @Slot(str)
    def _on_entered(self, text: str) -> None:
        """Look at the recipe of a code or name; or at the only one that was found."""
        entry = by_code(self._entries, text)
        found = search(self._entries, text, self._archived.isChecked())
        if entry is None and len(found) == 1:
            entry = found[0]
        if entry is not None:
            self.field.clear()
            self.look_at(entry.path)
            self.view.setFocus()
        elif text:
            self.field.clear()
            self.show_note(self.tr("No recipe has the code or name {0}.").format(text))

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        entry = self.model.entry_at(index.row())
        if entry is not None:
            self._wanted = entry.path
            self.chosen.emit(entry)
