"""Any number of records as a table, of which only what is on the screen has been read."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from core.records.chosen import Chosen
from core.records.record import Confirmation, Record
from core.records.reviewing import PAGE, Found, Query
from gui.pages.review.record_reader import PageRead, PageWish
from gui.pages.review.words import opinion_word, region_text, time_text
from gui.widgets.score_text import score_text

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()

_MOST_PAGES = 60  # about 8,000 records, some megabytes


class Column(IntEnum):
    """The columns in their order."""

    VERDICT = 0
    TIME = 1
    PART = 2
    SCORE = 3
    REGION = 4
    RECIPE = 5
    CONFIRMED = 6


RIGHT = (Column.PART, Column.SCORE)
"""The columns of numbers, which stand at the right."""


class RecordModel(QAbstractTableModel):
    """A row a record. What isn't here yet is asked for by `want`, and empty until it comes."""

    def __init__(self, want: Callable[[PageWish], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._want = want
        self._run, self._query, self._count = 0, Query(), 0
        self.is_counted = True  # whether there are as many as there are rows
        self._pages: OrderedDict[int, tuple[Record, ...]] = OrderedDict()

    @property
    def query(self) -> Query:
        """What is looked through."""
        return self._query

    def show_found(self, found: Found) -> None:
        """Look through these records."""
        self.beginResetModel()
        self._run += 1
        self._query, self._count, self.is_counted = found.query, found.at_least, found.count is not None
        self._pages.clear()
        if found.records:
            self._pages[found.first // PAGE] = found.records
        self.endResetModel()

    def show_count(self, count: int) -> None:
        """So many there are, now that they have been counted."""
        self.is_counted = True
        if count > self._count:
            self.beginInsertRows(_TOP, self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(_TOP, count, self._count - 1)
            self._count = count
            self.endRemoveRows()

    def record_at(self, row: int) -> Record | None:
        """The record of a row; None where there is none, or it is still to be read, which this asks for."""
        if not 0 <= row < self._count:
            return None
        page, place = divmod(row, PAGE)
        records = self._pages.get(page)
        if records is None:
            self._want(PageWish(self._run, self._query, page))
            return None
        self._pages.move_to_end(page)
        return records[place] if place < len(records) else None

    def chosen(self, stretches: tuple[tuple[int, int], ...]) -> Chosen:
        """These rows, with the ids of those that are here."""
        seen: dict[int, int] = {}
        for page, records in self._pages.items():
            first, last = page * PAGE, page * PAGE + len(records) - 1
            for begin, end in stretches:
                rows = range(max(first, begin), min(last, end) + 1)
                seen.update((row, records[row - first].id) for row in rows)
        return Chosen(self._query, stretches, seen, self._count if self.is_counted else None)

    def say(self, said: Mapping[int, Confirmation | None]) -> None:
        """Show what is said now of some records."""
        for page, records in self._pages.items():
            if any(record.id in said for record in records):
                self._pages[page] = tuple(
                    replace(record, confirmation=said[record.id]) if record.id in said else record for record in records
                )
                self._tell(page)

    def rowCount(self, parent: _Index = _TOP) -> int:
        """How many records were found."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: _Index = _TOP) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the columns' names."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        names = (
            self.tr("Verdict"),
            self.tr("Time"),
            self.tr("Part"),
            self.tr("Score"),
            self.tr("Largest region"),
            self.tr("Recipe"),
            self.tr("Confirmed"),
        )
        return names[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what the delegate draws, and what is said of a record."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() in RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            record = self.record_at(index.row())
            return "…" if record is None else TEXTS[index.column()](record)
        return None

    @Slot(object)
    def take_page(self, read: PageRead) -> None:
        """Take a page that was asked for; one of an earlier query is too late."""
        if read.wish.run != self._run:
            return
        page = read.wish.page
        self._pages[page] = read.records
        while len(self._pages) > _MOST_PAGES:
            self._pages.popitem(last=False)
        self._tell(page)

    def _tell(self, page: int) -> None:
        first, last = page * PAGE, min((page + 1) * PAGE, self._count) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))


TEXTS: Mapping[int, Callable[[Record], str]] = {
    Column.VERDICT: lambda record: record.verdict.value,
    Column.TIME: lambda record: time_text(record.at),
    Column.PART: lambda record: str(record.number),
    Column.SCORE: lambda record: score_text(record.score),
    Column.REGION: region_text,
    Column.RECIPE: lambda record: f"{record.recipe} {record.recipe_version}",
    Column.CONFIRMED: lambda record: opinion_word(record.confirmation),
}
"""What stands in each column."""
