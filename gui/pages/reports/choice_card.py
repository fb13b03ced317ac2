"""What a report is to be about."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.reports.choosing import CURRENT, LAST, Asked
from gui.pages.review.periods import Period, span_of
from gui.widgets.action_button import ToolButton
from gui.widgets.card import Card
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.fields import TextField
from gui.widgets.labels import text_label
from gui.widgets.main_button import MainButton
from gui.widgets.scanned_field import ScannedField


class ChoiceCard(Card):
    """Time, recipe and lot; each change asks for the report anew. Two ways on: save it, or give up waiting."""

    changed = Signal()
    save_requested = Signal()
    shifts_chosen = Signal(object)  # texts of the times at which shifts begin

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.period = ChoiceBox(self.tr("Time"), self._periods())
        self.recipe = ChoiceBox(self.tr("Recipe"), ((self.tr("All recipes"), None),))
        self.lot = ScannedField(self.tr("Lot"), self.tr("all; type or scan one"))
        self.shifts = TextField(self.tr("Shifts begin at"), "06:00, 14:00, 22:00")
        self.refresh = ToolButton(self.tr("Refresh"), "", "refresh-cw")
        self.save = SaveButton(self.tr("Save the report…"), "Ctrl+S", "download")
        self._state = text_label("", 13, 400, "text2")
        self._state.setWordWrap(True)
        self.period.chosen.connect(self.changed)
        self.recipe.chosen.connect(self.changed)
        self.lot.entered.connect(self._on_lot)
        self.lot.editingFinished.connect(self._on_lot)
        self.shifts.editingFinished.connect(self._on_shifts)
        self.refresh.clicked.connect(self.changed)
        self.save.clicked.connect(self.save_requested)
        self._lot_before, self._starts = "", ""
        self._lay_out()
        self.set_compact(False)

    def asked(self, now: datetime) -> Asked:
        """What is chosen; `now` is in the station's time zone."""
        lot, recipe = self.lot.text().strip() or None, self.recipe.value
        name = recipe if isinstance(recipe, str) else None
        chosen = self.period.value
        if chosen in (CURRENT, LAST):
            return Asked(shift=str(chosen), lot=lot, recipe=name)
        since, until = span_of(chosen if isinstance(chosen, Period) else Period.ALL, now)
        since_text, until_text = ("" if at is None else at.isoformat() for at in (since, until))
        return Asked(since_text, until_text, lot=lot, recipe=name)

    def show_recipes(self, names: list[str]) -> None:
        """Offer these recipes."""
        self.recipe.set_choices(((self.tr("All recipes"), None), *((name, name) for name in names)))

    def show_shifts(self, starts: Sequence[str]) -> None:
        """Show when shifts begin."""
        self._starts = ", ".join(starts)
        self.shifts.setText(self._starts)

    def show_state(self, text: str) -> None:
        """Say what is under way, or what came of it."""
        self._state.setText(text)
        self._state.setAccessibleName(text)

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        margin = 16 if compact else 24
        self._column.setContentsMargins(margin, margin - 4, margin, margin)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        rows = (
            (self.tr("Time"), self.period),
            (self.tr("Recipe"), self.recipe),
            (self.tr("Lot"), self.lot),
            (self.tr("Shifts begin at"), self.shifts),
        )
        for name, field in rows:
            label = text_label(name, 15, 600)
            label.setBuddy(field)
            self._column.addWidget(label)
            self._column.addWidget(field)
            self._column.addSpacing(8)
        self._column.addWidget(self.refresh)
        self._column.addWidget(self.save)
        self._column.addWidget(self._state)
        self._column.addStretch(1)

    def _periods(self) -> tuple[tuple[str, object], ...]:
        return (
            (self.tr("This shift"), CURRENT),
            (self.tr("Last shift"), LAST),
            (self.tr("Today"), Period.TODAY),
            (self.tr("Yesterday"), Period.YESTERDAY),
            (self.tr("Last 7 days"), Period.WEEK),
            (self.tr("Last 30 days"), Period.MONTH),
            (self.tr("All"), Period.ALL),
        )

    @Slot()
    def _on_shifts(self) -> None:
        text = self.shifts.text().strip()
        if text != self._starts:
            self.shifts_chosen.emit(tuple(text.replace(",", " ").split()))

    @Slot()
    def _on_lot(self) -> None:
        """Leaving the field without another lot is no reason to read all records again."""
        lot = self.lot.text().strip()
        if lot != self._lot_before:
            self._lot_before = lot
            self.changed.emit()


class SaveButton(MainButton):
    """As high as a field and a half, with a word of the usual size."""

    word_px = 15
    margin = 16
    icon_size = 20
