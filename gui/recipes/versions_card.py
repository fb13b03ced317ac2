"""All versions of a recipe, side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.recipes.comparison import Comparison, Counts
from core.recipes.versions import Version
from core.recipes.wording import sentences
from core.records.yields import NONE, Yields
from core.training.calibration import rejected_count, upper_bound
from gui.icons import icon_pixmap
from gui.recipes.words import moment_text, percent_text
from gui.theme import RESTYLED, current_theme, font, scaled
from gui.widgets.action_button import ToolButton, let_shrink
from gui.widgets.card import Card
from gui.widgets.labels import text_label
from gui.widgets.score_text import yield_text

_MOST_ROWS = 6  # are seen at once


class VersionsCard(Card):
    """A row a version, the newest first; two of them can be compared, and an earlier one brought back."""

    compare_requested = Signal(int)  # the version to compare the present one with
    bring_back_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact = False
        self._versions: tuple[Version, ...] = ()
        self._counts: dict[int, tuple[Counts, int, int]] = {}  # by version: what it made of the kept pictures
        self._busy, self._yields = False, Yields()
        self._title, self._note = text_label(self.tr("Versions"), 18, 600), text_label("", 13, 400, "text2")
        self._compare, self._back = ToolButton("", ""), ToolButton("", "", "history")
        self._compare.clicked.connect(self._on_compare)
        self._back.clicked.connect(self._on_back)
        let_shrink(self._compare, self._back)
        self._said = text_label("", 15, 400, "text")
        self._said.setWordWrap(True)
        self.table = QTableWidget()
        self._dress_table()
        self._lay_out()
        self.set_compact(False)
        self.show_versions(())

    def show_versions(self, versions: Sequence[Version]) -> None:
        """Show these, earliest first as core has them."""
        self._versions = tuple(reversed(versions))
        self._counts = {}
        self.say("")
        self._fill()
        self.table.selectRow(1 if len(self._versions) > 1 else 0)
        self._show_ways()

    def show_comparison(self, number: int, comparison: Comparison) -> None:
        """Show what the present version and another one made of the same kept pictures."""
        present = next((version.number for version in self._versions if version.present), None)
        for version, counts in ((number, comparison.before), (present, comparison.after)):
            if version is not None:
                self._counts[version] = counts, comparison.good, comparison.defects
        self.say(" ".join(sentences(comparison)))
        row = self.table.currentRow()
        self._fill()
        self.table.selectRow(max(row, 0))

    @Slot(object)
    def show_yields(self, yields: Yields) -> None:
        """Show what each version has passed."""
        self._yields = yields
        row = self.table.currentRow()
        self._fill()
        if row >= 0:
            self.table.selectRow(row)

    def say(self, text: str) -> None:
        """Say what comparing came to; empty for nothing."""
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def set_busy(self, busy: bool) -> None:
        """Whether something is under way, so that nothing else can be asked for."""
        self._busy = busy
        self._show_ways()

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        margin = 12 if compact else 20
        self._compact = compact
        self._column.setContentsMargins(margin, margin - 4, margin, margin - 4)
        self._note.setVisible(not compact)
        self._take_sizes()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take other room in another text size."""
        super().changeEvent(event)
        if event.type() in RESTYLED and hasattr(self, "_column"):
            self._fill()
            self._take_sizes()

    def _dress_table(self) -> None:
        table = self.table
        self._heads = (
            self.tr("Version"),
            self.tr("Taught"),
            self.tr("Images"),
            self.tr("Good rejected"),
            self.tr("Promise"),
            self.tr("Kept good rejected"),
            self.tr("Defects caught"),
            self.tr("Yield"),
            self.tr("State"),
        )
        table.setColumnCount(len(self._heads))
        table.setAccessibleName(self.tr("Versions"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.itemSelectionChanged.connect(self._show_ways)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._note)
        head.addStretch(1)
        head.addWidget(self._compare)
        head.addWidget(self._back)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.addLayout(head)
        self._column.addWidget(self.table)
        self._column.addWidget(self._said)

    def _take_sizes(self) -> None:
        line = scaled(40)
        self.table.verticalHeader().setDefaultSectionSize(line)
        self.table.horizontalHeader().setFixedHeight(line)
        self.table.horizontalHeader().setFont(font(13, 600))
        self.table.setFont(font(15, 400))
        rows = min(max(len(self._versions), 1), _MOST_ROWS)
        self.table.setFixedHeight((rows + 1) * line + 2)

    def _fill(self) -> None:
        self.table.setRowCount(len(self._versions))
        self.table.setHorizontalHeaderLabels(list(self._heads))
        for row, version in enumerate(self._versions):
            for column, text in enumerate(self._texts_of(version)):
                item = QTableWidgetItem(text)
                item.setToolTip(version.trouble or text)
                if column == 0 and version.present:
                    item.setIcon(QIcon(icon_pixmap("circle-check", 20, QColor(current_theme().text))))
                self.table.setItem(row, column, item)
        compared = bool(self._counts)
        for column in (5, 6):
            self.table.setColumnHidden(column, not compared)
        crowded = self._compact and (compared or scaled(100) > 100)
        self.table.setColumnHidden(4, crowded)  # the promise, which of the present version stands above, too
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._take_sizes()

    def _texts_of(self, version: Version) -> tuple[str, ...]:
        card, state = version.card, self.tr("present") if version.present else self.tr("kept")
        if card is None:
            return str(version.number), "–", self.tr("can't be read"), "–", "–", "–", "–", "–", state
        rejected = rejected_count(card.held_out_scores)
        same = self.tr(", as version {0}").format(version.same_as) if version.same_as is not None else ""
        return (
            str(version.number),
            moment_text(card.taught_at),
            self.tr("{0} good").format(card.good_count) + same,
            self.tr("{0} of {1}").format(rejected, card.good_count),
            self.tr("at most {0}").format(percent_text(upper_bound(rejected, card.good_count))),
            *self._compared(version.number),
            self._passed(card.name, version.number),
            state,
        )

    def _passed(self, name: str, number: int) -> str:
        known = self._yields.versions.get((name, number), NONE)
        return yield_text(known.passed, known.inspected)

    def _compared(self, number: int) -> tuple[str, str]:
        if number not in self._counts:
            return "–", "–"
        counts, good, defects = self._counts[number]
        of = self.tr("{0} of {1}")
        return of.format(counts.good_rejected, good), of.format(counts.defects_caught, defects) if defects else "–"

    @property
    def _chosen(self) -> Version | None:
        """The earlier version that is chosen; None where it is the present one."""
        row = self.table.currentRow()
        version = self._versions[row] if 0 <= row < len(self._versions) else None
        return version if version is not None and not version.present else None

    @Slot()
    def _show_ways(self) -> None:
        chosen = self._chosen
        present = next((version.number for version in self._versions if version.present), None)
        usable = chosen is not None and chosen.card is not None and not self._busy
        for button in (self._compare, self._back):
            button.setVisible(len(self._versions) > 1)
            button.setEnabled(usable)
        number = chosen.number if chosen is not None else "…"
        self._compare.setText(self.tr("Compare {0} and {1}").format(present or "–", number))
        self._back.setText(self.tr("Back to version {0}").format(number))
        for button in (self._compare, self._back):
            button.setAccessibleName(button.text())
            button.updateGeometry()
        several = len(self._versions) > 1
        self._note.setText(self.tr("choose one to compare it or go back to it") if several else "")

    @Slot()
    def _on_compare(self) -> None:
        if self._chosen is not None:
            self.compare_requested.emit(self._chosen.number)

    @Slot()
    def _on_back(self) -> None:
        if self._chosen is not None:
            self.bring_back_requested.emit(self._chosen.number)
