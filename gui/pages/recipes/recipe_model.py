"""The recipes as the list shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPixmap

from core.recipes.catalogue import CatalogueEntry
from core.records.yields import Yields
from gui.pages.recipes.words import date_text
from gui.qt_image import opaque_qimage
from gui.widgets.score_text import yield_text

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()

ROW = Qt.ItemDataRole.UserRole
"""The RecipeRow of a recipe."""


@dataclass(frozen=True, eq=False)
class RecipeRow:
    """A recipe as it is drawn in the list; `picture` is None where there is none."""

    entry: CatalogueEntry
    picture: QPixmap | None
    detail: str
    passed: str
    active: bool


class RecipeModel(QAbstractListModel):
    """Recipes that were found, in their order; the active one is marked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[CatalogueEntry, ...] = ()
        self._active: Path | None = None
        self._yields = Yields()
        self._pictures: dict[Path, tuple[object, QPixmap]] = {}

    def show_entries(self, entries: Sequence[CatalogueEntry], active: Path | None) -> None:
        """Show these."""
        self.beginResetModel()
        self._entries, self._active = tuple(entries), active
        self.endResetModel()

    def show_yields(self, yields: Yields) -> None:
        """Show what each recipe has passed."""
        self._yields = yields
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def entry_at(self, row: int) -> CatalogueEntry | None:
        """The recipe of a row; None where there is none."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def row_of(self, path: Path | None) -> int | None:
        """Where a recipe stands; None if it isn't shown."""
        return next((row for row, entry in enumerate(self._entries) if entry.path == path), None)

    def rowCount(self, parent: _Index = _TOP) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what the delegate draws, and what is said of a recipe."""
        entry = self.entry_at(index.row())
        if entry is None:
            return None
        if role == ROW:
            is_active, passed = entry.path == self._active, self._passed(entry)
            return RecipeRow(entry, self._picture_of(entry), self._detail_of(entry), passed, is_active)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            active = self.tr("active") if entry.path == self._active else ""
            return ", ".join(filter(None, (entry.name, self._detail_of(entry), active)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.trouble or entry.name
        return None

    def _detail_of(self, entry: CatalogueEntry) -> str:
        if entry.card is None:
            return self.tr("can't be read")
        version = self.tr("version {0}").format(entry.card.version)
        return ", ".join(filter(None, (entry.notes.code, version, date_text(entry.card.taught_at))))

    def _passed(self, entry: CatalogueEntry) -> str:
        known = self._yields.recipes.get(entry.name)
        return yield_text(known.passed, known.inspected) if known is not None else ""

    def _picture_of(self, entry: CatalogueEntry) -> QPixmap | None:
        if entry.picture is None:
            return None
        known = self._pictures.get(entry.path)
        if known is None or known[0] is not entry.picture:
            known = self._pictures[entry.path] = entry.picture, QPixmap.fromImage(opaque_qimage(entry.picture))
        return known[1]
