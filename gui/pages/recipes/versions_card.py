"""All versions of a recipe, and what can be done with an earlier one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.recipes.comparison import Comparison
from core.recipes.versions import Version
from core.recipes.wording import sentences
from gui.pages.recipes.version_table import VersionTable
from gui.widgets.action_button import ToolButton, let_shrink
from gui.widgets.card import Card
from gui.widgets.labels import text_label


class VersionsCard(Card):
    """The table; an earlier version can be compared with the present one, and brought back."""

    compare_requested = Signal(int)  # the version to compare the present one with
    bring_back_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._busy = False
        self._title, self._note = text_label(self.tr("Versions"), 18, 600), text_label("", 13, 400, "text2")
        self._compare, self._back = ToolButton("", ""), ToolButton("", "", "history")
        self._compare.clicked.connect(self._on_compare)
        self._back.clicked.connect(self._on_back)
        let_shrink(self._compare, self._back)
        self._said = text_label("", 15, 400, "text")
        self._said.setWordWrap(True)
        self.table = VersionTable()
        self.table.itemSelectionChanged.connect(self._show_ways)
        self._lay_out()
        self.set_compact(False)
        self.show_versions(())

    def show_versions(self, versions: Sequence[Version]) -> None:
        """Show these, earliest first as core has them."""
        self.say("")
        self.table.show_versions(versions)
        self._show_ways()

    def show_comparison(self, number: int, comparison: Comparison) -> None:
        """Show what the present version and another one made of the same kept pictures."""
        self.say(" ".join(sentences(comparison)))
        self.table.show_comparison(number, comparison)

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
        self._column.setContentsMargins(margin, margin - 4, margin, margin - 4)
        self._note.setVisible(not compact)

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

    @Slot()
    def _show_ways(self) -> None:
        chosen, present = self.table.chosen, self.table.present
        number = chosen.number if chosen is not None else "…"
        self._compare.setText(self.tr("Compare {0} and {1}").format(present.number if present else "–", number))
        self._back.setText(self.tr("Back to version {0}").format(number))
        for button in (self._compare, self._back):
            button.setVisible(self.table.several)
            button.setEnabled(chosen is not None and chosen.card is not None and not self._busy)
            button.setAccessibleName(button.text())
            button.updateGeometry()
        self._note.setText(self.tr("choose one to compare it or go back to it") if self.table.several else "")

    @Slot()
    def _on_compare(self) -> None:
        if self.table.chosen is not None:
            self.compare_requested.emit(self.table.chosen.number)

    @Slot()
    def _on_back(self) -> None:
        if self.table.chosen is not None:
            self.bring_back_requested.emit(self.table.chosen.number)
