"""The records that were found."""

from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.records.record import Filter, Order, Record
from core.records.reviewing import Found, Query
from gui.pages.review.counts_row import CountsRow
from gui.pages.review.filter_bar import FilterBar
from gui.pages.review.record_model import Column, RecordModel
from gui.pages.review.record_table import RecordTable
from gui.widgets.card import Card
from gui.widgets.labels import text_label

_WIDTHS = {
    Column.VERDICT: 120,
    Column.TIME: 150,
    Column.PART: 84,
    Column.SCORE: 80,
    Column.REGION: 140,
    Column.RECIPE: 130,
    Column.CONFIRMED: 112,
}
_WIDTHS_COMPACT = {
    Column.VERDICT: 112,
    Column.TIME: 144,
    Column.PART: 68,
    Column.SCORE: 68,
    Column.REGION: 0,
    Column.RECIPE: 110,
    Column.CONFIRMED: 104,
}
_Select = QItemSelectionModel.SelectionFlag
_SORTED = {Column.TIME: Order.TIME, Column.SCORE: Order.SCORE}


class ListCard(Card):
    """Filter, counts and table."""

    searched = Signal()  # by another filter
    sorted_anew = Signal()
    refresh_requested = Signal()
    looked_at = Signal()  # another row, or its record is here now

    def __init__(self, model: RecordModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model, self.filter = model, FilterBar()
        self._order, self._descending = Order.TIME, True
        self.counts, self._waits_for_all = CountsRow(), False
        self._nothing = text_label("", 15, 400, "text2")
        self.table = RecordTable(model)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lay_out()
        self._connect()
        self.set_compact(False)

    def query_at(self, now: datetime) -> Query:
        """What is asked for, at this moment of the station's time."""
        return Query(self.filter.filter_at(now), self._order, self._descending)

    def show_found(self, found: Found, row: int = 0) -> None:
        """Show what was found, at a row of it; its number may follow."""
        self._waits_for_all = False
        self.model.show_found(found)
        self.counts.show_count(found.count)
        some = found.at_least > 0
        self._nothing.setVisible(not some)
        self._nothing.setText(self._why_nothing(found.query.wanted))
        if not some and self.table.hasFocus():
            self.setFocus()  # else the picture would get it
        self.table.setVisible(some)
        if some:
            self.go_to(min(row, found.at_least - 1))
        self.looked_at.emit()

    def show_count(self, count: int) -> None:
        """Show how many there are."""
        self.model.show_count(count)
        self.counts.show_count(count)
        if self._waits_for_all:
            self.select_all()
        self.looked_at.emit()  # there may be a next one now

    def go_to(self, row: int) -> None:
        """Look at a row alone."""
        if 0 <= row < self.model.rowCount():
            # Not by the table's own way, for which it matters which keys are held: Ctrl+Z must not choose a second row.
            alone = _Select.ClearAndSelect | _Select.Rows
            self.table.selectionModel().setCurrentIndex(self.model.index(row, 0), alone)

    @property
    def row(self) -> int:
        """The row somebody looks at; -1 for none."""
        return self.table.currentIndex().row()

    @property
    def record(self) -> Record | None:
        """Its record; None for none, or while it is being read."""
        return self.model.record_at(self.row)

    @property
    def chosen_rows(self) -> tuple[tuple[int, int], ...]:
        """First and last row of each stretch that is chosen, in order."""
        return self.table.chosen_rows

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        margin = 12 if compact else 20
        self._column.setContentsMargins(margin, margin - 4, margin, margin - 4)
        self.filter.set_compact(compact)
        self.table.set_row_height(44 if compact else 48)
        self.table.set_widths(_WIDTHS_COMPACT if compact else _WIDTHS)

    def _lay_out(self) -> None:
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(10)
        self._column.addWidget(self.filter)
        self._column.addWidget(self.counts)
        self._column.addWidget(self._nothing, 1)
        self._column.addWidget(self.table, 1)
        self._nothing.hide()

    def _connect(self) -> None:
        self.filter.changed.connect(self._on_filter_changed)
        self.counts.only_open_toggled.connect(self.filter.set_only_open)
        self.counts.refresh_requested.connect(self.refresh_requested)
        self.counts.all_requested.connect(self.select_all)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.horizontalHeader().sectionClicked.connect(self._on_head_clicked)
        self.model.dataChanged.connect(self._on_data_changed)

    def _why_nothing(self, wanted: Filter) -> str:
        if wanted == Filter(until=wanted.until, up_to_id=wanted.up_to_id):
            return self.tr("Nothing was inspected yet.")
        return self.tr("Nothing fits this filter. Choose another time or verdict, or clear it.")

    @Slot()
    def select_all(self) -> None:
        """Choose all records that were found, as soon as it is known how many they are."""
        self._waits_for_all = not self.model.is_counted
        if self._waits_for_all:
            return
        self.table.selectAll()
        self.looked_at.emit()

    @Slot()
    def _on_filter_changed(self) -> None:
        self.counts.show_only_open(self.filter.only_open)
        self.searched.emit()

    @Slot(int)
    def _on_head_clicked(self, column: int) -> None:
        order, head = _SORTED.get(Column(column)), self.table.horizontalHeader()
        if order is None:
            at = next(column for column, known in _SORTED.items() if known is self._order)
            head.setSortIndicator(at, _direction(self._descending))
            return
        self._descending = not self._descending if order is self._order else True
        self._order = order
        head.setSortIndicator(column, _direction(self._descending))
        self.sorted_anew.emit()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _index: QModelIndex, _before: QModelIndex) -> None:
        self.looked_at.emit()

    @Slot(QModelIndex, QModelIndex)
    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self.row <= last.row():
            self.looked_at.emit()


def _direction(descending: bool) -> Qt.SortOrder:
    return Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
