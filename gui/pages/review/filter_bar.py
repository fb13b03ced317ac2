"""Which records are looked through."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDateTime, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from core.records.record import Filter
from gui.look.theme import scaled
from gui.pages.review.filter_choices import BETWEEN, REJECTED, ScoreSpan, periods, scores, verdicts
from gui.pages.review.periods import Period, span_of
from gui.pages.review.range_row import ScoreRange, TimeRange
from gui.pages.review.search_field import SearchField
from gui.widgets.action_button import ToolButton
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.fitting_row import FittingRow

_ASIDE, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_CALM_MS = 300  # what is typed is looked for once
_GAP = 8
_ANY_WIDTH = 16_777_215  # the most there is for a widget
_WIDEST_BOX = 220  # whatever the name of a recipe
_COLUMNS = 4  # where the boxes stand below the text
_LEAST_TEXT = 180  # pixels, in the usual text size


class FilterBar(FittingRow):
    """Text, time, verdict, recipe and score, in as many rows as they need; `filter_at` says what is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.only_open, self._beside = False, -1
        self.text = SearchField(self.tr("Search part, source, lot or name"), self.tr("Part, source, lot or name"))
        self.period = ChoiceBox(self.tr("Time"), periods())
        self.verdict = ChoiceBox(self.tr("Verdict"), verdicts())
        self.recipe = ChoiceBox(self.tr("Recipe"), ((self.tr("Any recipe"), None),))
        self.score = ChoiceBox(self.tr("Score"), scores())
        self._clear = ToolButton(self.tr("Clear"), "", "")
        self._clear.setAccessibleName(self.tr("Clear the filter"))
        self.times, self.range = TimeRange(), ScoreRange()
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._lay_out()
        self._connect()
        self.set_compact(False)
        self.clear()

    def filter_at(self, now: datetime) -> Filter:
        """What is chosen, at this moment of the station's time."""
        since, until = self._span(now)
        scores, verdicts = self._score_span(), self.verdict.value
        recipe = self.recipe.value
        return Filter(
            since=since,
            until=until,
            verdicts=verdicts if isinstance(verdicts, tuple) else (),
            recipe=recipe if isinstance(recipe, str) else None,
            score_from=scores.least,
            score_to=scores.most,
            text=self.text.text().strip(),
            only_unconfirmed=self.only_open,
        )

    def show_recipes(self, names: Sequence[str]) -> None:
        """Offer these recipes; the chosen one stays."""
        chosen = self.recipe.value
        known = sorted({*names, *([chosen] if isinstance(chosen, str) else [])}, key=str.casefold)
        self.recipe.set_choices([(self.tr("Any recipe"), None), *((name, name) for name in known)])

    def set_only_open(self, only_open: bool) -> None:
        """Look only at what nobody has said anything of, or at all."""
        if only_open is not self.only_open:
            self.only_open = only_open
            self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Choose what one sees at first: all of today that was not passed."""
        self.period.choose(Period.TODAY)
        self.verdict.choose(REJECTED)
        self.recipe.choose(None)
        self.score.choose(ScoreSpan())
        self.text.setText("")
        self.only_open = False
        self._show_ranges()
        self._calm.stop()
        self.changed.emit()

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._ranges_row.setDirection(_DOWN if compact else _ASIDE)

    def take_fitting(self) -> None:
        """Take one row, or two, or three where not even the boxes fit beside each other."""
        boxes = [min(box.sizeHint().width(), _WIDEST_BOX) + _GAP for box in self._boxes]
        room = self.width() + _GAP
        others = max(scaled(_LEAST_TEXT), self.text.minimumSizeHint().width()) + self._clear.sizeHint().width()
        if sum(boxes) + others + 2 * _GAP <= room:
            self._arrange(0)
        else:
            self._arrange(4 if sum(boxes) <= room else 2)
        stretches = {0: (1, 0, 0, 0), 2: (1, 1, 1, 1), 4: boxes}[self._beside]
        for column, stretch in enumerate(stretches):
            self._grid.setColumnStretch(column, stretch)

    def _arrange(self, beside: int) -> None:
        """Put so many boxes beside each other below the text; 0: all of them in its row."""
        if beside == self._beside:
            return
        self._beside = beside
        self.recipe.setMaximumWidth(_ANY_WIDTH if beside else _WIDEST_BOX)
        for widget in (*self._widgets, self._ranges):
            self._grid.removeWidget(widget)
        if beside:
            self._grid.addWidget(self.text, 0, 0, 1, _COLUMNS - 1)
            self._grid.addWidget(self._clear, 0, _COLUMNS - 1)
            span = _COLUMNS // beside
            for place, box in enumerate(self._boxes):
                self._grid.addWidget(box, 1 + place // beside, place % beside * span, 1, span)
        else:
            for column, part in enumerate(self._widgets):
                self._grid.addWidget(part, 0, column)
        self._grid.addWidget(self._ranges, 3, 0, 1, _COLUMNS if beside else len(self._widgets))

    def _lay_out(self) -> None:
        self._boxes = (self.period, self.verdict, self.recipe, self.score)
        self._widgets = (self.text, *self._boxes, self._clear)
        self._clear.setMinimumHeight(48)
        self.recipe.setMinimumContentsLength(8)
        self._ranges = QWidget()
        row = self._ranges_row = QBoxLayout(_ASIDE, self._ranges)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.times, self.range):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)

    def _connect(self) -> None:
        self._calm.timeout.connect(self.changed)
        self.text.textEdited.connect(self._calm.start)
        self.text.returnPressed.connect(self.changed)
        for box in self._boxes:
            box.chosen.connect(self._on_chosen)
        for part in (self.times, self.range):
            part.changed.connect(self.changed)
        self._clear.clicked.connect(self.clear)

    def _show_ranges(self) -> None:
        between, scores = self.period.value is Period.BETWEEN, self.score.value == BETWEEN
        self.times.setVisible(between)
        self.range.setVisible(scores)
        self._ranges.setVisible(between or scores)

    def _span(self, now: datetime) -> tuple[datetime | None, datetime | None]:
        period = self.period.value
        if period is Period.BETWEEN:
            return self.times.since, self.times.until
        return span_of(period if isinstance(period, Period) else Period.ALL, now)

    def _score_span(self) -> ScoreSpan:
        scores = self.score.value
        if scores == BETWEEN:
            return ScoreSpan(self.range.least, self.range.most)
        return scores if isinstance(scores, ScoreSpan) else ScoreSpan()

    @Slot(object)
    def _on_chosen(self, _value: object) -> None:
        if self.period.value is Period.BETWEEN and not self.times.isVisibleTo(self):
            self.times.show_day(QDateTime.currentDateTime())
        self._show_ranges()
        self.changed.emit()
