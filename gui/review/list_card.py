"""The records that were found."""

from datetime import datetime

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from core.records.record import Filter, Order, Record
from core.records.reviewing import Figures, Found, Query
from gui.review.filter_bar import FilterBar
from gui.review.record_model import Column, RecordModel
from gui.review.record_table import RecordTable
from gui.theme import RESTYLED, scaled
from gui.widgets.action_button import ToolButton, let_shrink
from gui.widgets.card import Card
from gui.widgets.labels import text_label
from gui.widgets.score_text import count_text

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
    Column.TIME: 124,
    Column.PART: 68,
    Column.SCORE: 68,
    Column.REGION: 0,
    Column.RECIPE: 110,
    Column.CONFIRMED: 104,
}
_SORTED = {Column.TIME: Order.TIME, Column.SCORE: Order.SCORE}


class ListCard(Card):
    """Filter, counts and table. `looked_at` tells of the row somebody looks at, `searched` that another query is."""

    searched = Signal()
    looked_at = Signal()
    refresh_requested = Signal()

    def __init__(self, model: RecordModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model, self.filter = model, FilterBar()
        self._order, self._descending, self._compact = Order.TIME, True, False
        self._count, self._open = text_label("", 15, 600), ToolButton("", "", "")
        self._new, self._all = ToolButton("", "", "refresh-cw"), ToolButton(self.tr("Select all"), "", "list-checks")
        let_shrink(self._all, self._open, self._new)
        self._nothing = text_label("", 15, 400, "text2")
        self.table = RecordTable(model)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lay_out()
        self._connect()
        self.set_compact(False)
        self.show_new(0)
        self.show_figures(None)

    def query_at(self, now: datetime) -> Query:
        """What is asked for, at this moment of the station's time."""
        return Query(self.filter.filter_at(now), self._order, self._descending)

    def show_searching(self) -> None:
        """Say that it is being looked for."""
        self._count.setText(self.tr("Searching…"))

    def show_found(self, found: Found, row: int = 0) -> None:
        """Show what was found, at a row of it."""
        self.model.show_found(found)
        count = count_text(found.count)
        self._count.setText(self.tr("1 record") if found.count == 1 else self.tr("{0} records").format(count))
        self._nothing.setVisible(found.count == 0)
        self._nothing.setText(self._why_nothing(found.query.wanted))
        if found.count == 0 and self.table.hasFocus():
            self.setFocus()  # else the picture would get it
        self.table.setVisible(found.count > 0)
        self._all.setEnabled(found.count > 0)
        if found.count:
            self.go_to(min(row, found.count - 1))
        self.looked_at.emit()

    def show_figures(self, figures: Figures | None) -> None:
        """Show how many nobody has said anything of."""
        if figures is None:
            self._open.setText(self.tr("Not confirmed"))
        else:
            self._open.setText(self.tr("{0} not confirmed").format(count_text(figures.unconfirmed)))
        self._open.setAccessibleName(self.tr("Show only parts nobody has confirmed"))
        self._open.updateGeometry()

    def show_new(self, count: int) -> None:
        """Offer to look at records that came since the search."""
        self._new.setVisible(count > 0)
        self._new.setText(self.tr("{0} new").format(count_text(count)))
        self._new.setAccessibleName(self.tr("Show {0} new records").format(count))
        self._new.updateGeometry()

    def go_to(self, row: int) -> None:
        """Look at a row alone."""
        if 0 <= row < self.model.rowCount():
            index = self.model.index(row, 0)
            self.table.setCurrentIndex(index)
            self.table.selectRow(row)

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
        self._compact = compact
        margin = 12 if compact else 20
        self._column.setContentsMargins(margin, margin - 4, margin, margin - 4)
        self.filter.set_compact(compact)
        self._take_sizes()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take other room in another text size."""
        super().changeEvent(event)
        if event.type() in RESTYLED and hasattr(self, "_column"):
            self._take_sizes()

    def _take_sizes(self) -> None:
        table, widths = self.table, _WIDTHS_COMPACT if self._compact else _WIDTHS
        table.set_row_height(44 if self._compact else 48)
        crowded = self._compact and scaled(100) > 100  # large text: the recipe stands in the filter, too
        for column, width in widths.items():
            table.setColumnHidden(column, width == 0 or (crowded and column is Column.RECIPE))
            table.setColumnWidth(column, scaled(width))
        head, stretch = table.horizontalHeader(), QHeaderView.ResizeMode.Stretch
        head.setSectionResizeMode(Column.TIME, stretch if crowded else QHeaderView.ResizeMode.Fixed)

    def _lay_out(self) -> None:
        self._open.setCheckable(True)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        counts = QHBoxLayout()
        counts.setSpacing(8)
        counts.addWidget(self._count)
        counts.addWidget(self._open)
        counts.addWidget(self._new)
        counts.addStretch(1)
        counts.addWidget(self._all)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(10)
        self._column.addWidget(self.filter)
        self._column.addLayout(counts)
        self._column.addWidget(self._nothing, 1)
        self._column.addWidget(self.table, 1)
        self._nothing.hide()

    def _connect(self) -> None:
        self.filter.changed.connect(self._on_filter_changed)
        self._open.toggled.connect(self.filter.set_only_open)
        self._new.clicked.connect(self.refresh_requested)
        self._all.clicked.connect(self.select_all)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.horizontalHeader().sectionClicked.connect(self._on_head_clicked)
        self.model.dataChanged.connect(self._on_data_changed)

    def _why_nothing(self, wanted: Filter) -> str:
        if wanted == Filter(until=wanted.until):
            return self.tr("Nothing was inspected yet.")
        return self.tr("Nothing fits this filter. Choose another time or verdict, or clear it.")

    @Slot()
    def select_all(self) -> None:
        """Choose all records that were found."""
        self.table.selectAll()
        self.looked_at.emit()

    @Slot()
    def _on_filter_changed(self) -> None:
        self._open.blockSignals(True)
        self._open.setChecked(self.filter.only_open)
        self._open.blockSignals(False)
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
        self.searched.emit()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _index: QModelIndex, _before: QModelIndex) -> None:
        self.looked_at.emit()

    @Slot(QModelIndex, QModelIndex)
    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self.row <= last.row():
            self.looked_at.emit()


def _direction(descending: bool) -> Qt.SortOrder:
    return Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
