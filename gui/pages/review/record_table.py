"""The table of records, painted row by row."""

from collections.abc import Mapping
from time import perf_counter

from PySide6.QtCore import QItemSelection, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QScroller, QTableView, QWidget

from gui.look.restyling import when_restyled
from gui.look.theme import current_theme, scaled
from gui.pages.review.column_widths import fitting_widths
from gui.pages.review.record_head import RecordHead
from gui.pages.review.record_model import Column, RecordModel
from gui.pages.review.row_pictures import RowPictures, RowShape

_PATIENCE_S = 0.01  # a painting begins to draw no more new rows after that; the rest is drawn in the next one


class RecordTable(QTableView):
    """All rows have one height, so that any number of them can be scrolled without measuring one."""

    def __init__(self, model: RecordModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records, self._pictures, self._row_height = model, RowPictures(), 48
        self._wished: Mapping[Column, int] = {}
        self.chosen_rows: tuple[tuple[int, int], ...] = ()  # first and last of each stretch, in order
        self.setHorizontalHeader(RecordHead(self))
        self.setModel(model)
        self.setAccessibleName(self.tr("Records"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._dress_heads()
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        model.modelReset.connect(self._on_reset)
        when_restyled(self._take_sizes)

    def set_row_height(self, height: int) -> None:
        """Make rows so many pixels high, in the usual text size."""
        self._row_height = height
        self._take_sizes()

    def set_widths(self, wished: Mapping[Column, int]) -> None:
        """Make columns so many pixels wide, in the usual text size, if there is room; 0: one that isn't wanted."""
        self._wished = wished
        self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns there is room for."""
        super().resizeEvent(event)
        self._fit_columns()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the rows that are to be painted, and draw those that are new as long as nobody has to wait for it."""
        painter, clip = QPainter(self.viewport()), event.rect()
        first, last = self.rowAt(clip.top()), self.rowAt(clip.bottom())
        if first >= 0:
            self._paint_rows(painter, first, self._records.rowCount() - 1 if last < 0 else last)
        painter.end()

    def _paint_rows(self, painter: QPainter, first: int, last: int) -> None:
        shape, top, late = self._shape(), self.rowViewportPosition(first), False
        ends = perf_counter() + _PATIENCE_S
        for row in range(first, last + 1):
            record, chosen = self._records.record_at(row), self._is_chosen(row)
            if perf_counter() > ends and not self._pictures.has(record, chosen, shape):
                record, late = None, True
            painter.drawPixmap(0, top + (row - first) * shape.height, self._pictures.of(record, chosen, shape))
        if late:
            QTimer.singleShot(0, self.viewport(), self.viewport().update)
        current = self.currentIndex().row()
        if self.hasFocus() and first <= current <= last:
            painter.setPen(QPen(QColor(current_theme().focus), 2))
            y = top + (current - first) * shape.height
            painter.drawRect(QRectF(1, y + 1, shape.width - 2, shape.height - 3))

    def _shape(self) -> RowShape:
        columns = [column for column in range(len(Column)) if not self.isColumnHidden(column)]
        cells = tuple((c, self.columnViewportPosition(c), self.columnWidth(c)) for c in columns)
        height = self.verticalHeader().defaultSectionSize()
        return RowShape(cells, self.viewport().width(), height, self.devicePixelRatioF())

    def _is_chosen(self, row: int) -> bool:
        return any(first <= row <= last for first, last in self.chosen_rows)

    def _take_sizes(self) -> None:
        head = self.horizontalHeader()
        head.setFixedHeight(scaled(40))
        self.verticalHeader().setDefaultSectionSize(scaled(self._row_height))
        self._fit_columns()

    def _fit_columns(self) -> None:
        heads = {column: str(self._records.headerData(column, Qt.Orientation.Horizontal)) for column in Column}
        widths = fitting_widths(self.viewport().width(), heads, self._wished)
        for column, width in widths.items():
            self.setColumnHidden(column, not width)
            self.setColumnWidth(column, width)
        has_recipe = bool(widths.get(Column.RECIPE, 1))
        fixed, stretch = QHeaderView.ResizeMode.Fixed, QHeaderView.ResizeMode.Stretch
        head = self.horizontalHeader()
        head.setSectionResizeMode(Column.TIME, fixed if has_recipe else stretch)
        head.setSectionResizeMode(Column.RECIPE, stretch if has_recipe else fixed)

    def _dress_heads(self) -> None:
        rows, head = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # a million rows are not measured
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSortIndicator(Column.TIME, Qt.SortOrder.DescendingOrder)

    @Slot(QItemSelection, QItemSelection)
    def _on_selection_changed(self, _now: QItemSelection, _before: QItemSelection) -> None:
        spans = ((span.top(), span.bottom()) for span in self.selectionModel().selection().toList())
        self.chosen_rows = tuple(sorted(spans))
        self.viewport().update()

    @Slot()
    def _on_reset(self) -> None:
        self.chosen_rows = ()
