"""The versions of a recipe as a table."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QIcon, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from core.binomial import upper_bound
from core.recipes.comparison import ComparedCounts, Comparison
from core.recipes.versions import Version
from core.records.yields import NONE, Yields
from core.training.calibration import rejected_count
from gui.look.icons import icon_pixmap
from gui.look.restyling import when_restyled
from gui.look.theme import current_theme, font, scaled
from gui.pages.recipes.words import moment_text
from gui.widgets.score_text import percent_text, yield_text

_MOST_ROWS = 6  # are seen at once
_IMAGES, _COMPARED = 2, (5, 6)  # columns
_GIVE_WAY = (4, 3, 7, 1)  # promise, held out, yield, time: those that go first where there is no room for all


class VersionTable(QTableWidget):
    """A row a version, the newest first. What the kept pictures say has columns once versions were compared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._versions: tuple[Version, ...] = ()
        # By version: what it made of so many good parts and so many defects.
        self._counts: dict[int, tuple[ComparedCounts, int, int]] = {}
        self._yields = Yields()
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
        self._dress()
        self._fill()
        when_restyled(self._fill)

    @property
    def several(self) -> bool:
        """Whether there is more than one version."""
        return len(self._versions) > 1

    @property
    def present(self) -> Version | None:
        """The version that is inspected by."""
        return next((version for version in self._versions if version.present), None)

    @property
    def chosen(self) -> Version | None:
        """The earlier version that is chosen; None where it is the present one."""
        row = self.currentRow()
        version = self._versions[row] if 0 <= row < len(self._versions) else None
        return version if version is not None and not version.present else None

    def show_versions(self, versions: Sequence[Version]) -> None:
        """Show these, earliest first as core has them; the one before the present one is chosen."""
        self._versions, self._counts = tuple(reversed(versions)), {}
        self._fill()
        self.selectRow(1 if self.several else 0)

    def show_comparison(self, number: int, comparison: Comparison) -> None:
        """Show what the present version and another one made of the same kept pictures."""
        present = self.present.number if self.present is not None else None
        for version, counts in ((number, comparison.before), (present, comparison.after)):
            if version is not None:
                self._counts[version] = counts, comparison.good, comparison.defects
        self._fill()

    @Slot(object)
    def show_yields(self, yields: Yields) -> None:
        """Show what each version has passed."""
        self._yields = yields
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self._make_room()

    def _dress(self) -> None:
        self.setColumnCount(len(self._heads))
        self.setAccessibleName(self.tr("Versions"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setAccessibleName(self.tr("Versions"))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _take_sizes(self) -> None:
        line = scaled(40)
        self.verticalHeader().setDefaultSectionSize(line)
        self.horizontalHeader().setFixedHeight(line)
        self.horizontalHeader().setFont(font(13, 600))
        self.setFont(font(15, 400))
        rows = min(max(len(self._versions), 1), _MOST_ROWS)
        self.setFixedHeight((rows + 1) * line + 2)
        self._make_room()

    def _make_room(self) -> None:
        """Hide columns until the others have room; what they say of the present version stands above, too."""
        shown = [column for column in range(len(self._heads)) if self._counts or column not in _COMPARED]
        for column in range(len(self._heads)):
            self.setColumnHidden(column, column not in shown)
        header = self.horizontalHeader()
        widths = [max(header.sectionSizeHint(column), self.sizeHintForColumn(column)) for column in shown]
        spare = self.viewport().width() - sum(widths)
        for column in _GIVE_WAY:
            if spare < 0:
                self.setColumnHidden(column, True)
                spare += widths[shown.index(column)]

    def _fill(self) -> None:
        row = self.currentRow()
        self.setRowCount(len(self._versions))
        self.setHorizontalHeaderLabels(list(self._heads))
        for place, version in enumerate(self._versions):
            for column, text in enumerate(self._texts_of(version)):
                item = QTableWidgetItem(text)
                item.setToolTip(version.trouble or text)
                if column == 0 and version.present:
                    item.setIcon(QIcon(icon_pixmap("circle-check", 20, QColor(current_theme().text))))
                self.setItem(place, column, item)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_IMAGES, QHeaderView.ResizeMode.Stretch)
        self._take_sizes()
        if row >= 0:
            self.selectRow(row)

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
