"""Which records are looked through."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QDateTime, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from core.records.record import Filter
from core.types import Verdict
from gui.pages.review.periods import Period, span_of
from gui.pages.review.range_row import ScoreRange, TimeRange
from gui.pages.review.search_field import SearchField
from gui.widgets.action_button import ToolButton
from gui.widgets.choice_box import ChoiceBox

_ASIDE, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_CALM_MS = 300  # what is typed is looked for once


class ScoreSpan(NamedTuple):
    """From one score to another, None for open."""

    least: float | None = None
    most: float | None = None


_BETWEEN = "between"
_REJECTED = (Verdict.FAIL, Verdict.REVIEW)


class FilterBar(QWidget):
    """Text, time, verdict, recipe and score; `filter_at` says what is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.only_open = False
        self.text = SearchField(self.tr("Search part, source, lot or name"), self.tr("Part, source, lot or name"))
        self.period = ChoiceBox(self.tr("Time"), self._periods())
        self.verdict = ChoiceBox(self.tr("Verdict"), self._verdicts())
        self.recipe = ChoiceBox(self.tr("Recipe"), ((self.tr("Any recipe"), None),))
        self.score = ChoiceBox(self.tr("Score"), self._scores())
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
        self.verdict.choose(_REJECTED)
        self.recipe.choose(None)
        self.score.choose(ScoreSpan())
        self.text.setText("")
        self.only_open = False
        self._show_ranges()
        self._calm.stop()
        self.changed.emit()

    def set_compact(self, compact: bool) -> None:
        """Take two rows, as the small layout needs, or one."""
        grid = self._grid
        for widget in self._widgets:
            grid.removeWidget(widget)
        for column in range(6):
            grid.setColumnStretch(column, 0)
        if compact:
            grid.addWidget(self.text, 0, 0, 1, 3)
            grid.addWidget(self._clear, 0, 3)
            for column, box in enumerate(self._boxes):
                grid.addWidget(box, 1, column)
                grid.setColumnStretch(column, 1)
        else:
            for column, part in enumerate(self._widgets):
                grid.addWidget(part, 0, column)
            grid.setColumnStretch(0, 1)
        self._ranges_row.setDirection(_DOWN if compact else _ASIDE)
        grid.addWidget(self._ranges, 2, 0, 1, 4 if compact else 6)

    def _lay_out(self) -> None:
        self._boxes = (self.period, self.verdict, self.recipe, self.score)
        self._widgets = (self.text, *self._boxes, self._clear)
        self._clear.setMinimumHeight(48)
        self.recipe.setMinimumContentsLength(8)
        self.recipe.setMaximumWidth(220)
        self._ranges = QWidget()
        row = self._ranges_row = QBoxLayout(_ASIDE, self._ranges)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.times, self.range):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)

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
        between, scores = self.period.value is Period.BETWEEN, self.score.value == _BETWEEN
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
        if scores == _BETWEEN:
            return ScoreSpan(self.range.least, self.range.most)
        return scores if isinstance(scores, ScoreSpan) else ScoreSpan()

    def _periods(self) -> tuple[tuple[str, object], ...]:
        return (
            (self.tr("Today"), Period.TODAY),
            (self.tr("Yesterday"), Period.YESTERDAY),
            (self.tr("7 days"), Period.WEEK),
            (self.tr("30 days"), Period.MONTH),
            (self.tr("Any time"), Period.ALL),
            (self.tr("Between…"), Period.BETWEEN),
        )

    def _verdicts(self) -> tuple[tuple[str, object], ...]:
        return (
            (self.tr("FAIL, REVIEW"), _REJECTED),
            (self.tr("FAIL"), (Verdict.FAIL,)),
            (self.tr("REVIEW"), (Verdict.REVIEW,)),
            (self.tr("PASS"), (Verdict.PASS,)),
            (self.tr("Any verdict"), ()),
        )

    def _scores(self) -> tuple[tuple[str, object], ...]:
        return (
            (self.tr("Any score"), ScoreSpan()),
            (self.tr("Up to 0.50"), ScoreSpan(None, 0.5)),
            (self.tr("0.50 to 1.00"), ScoreSpan(0.5, 1.0)),
            (self.tr("1.00 to 1.50"), ScoreSpan(1.0, 1.5)),
            (self.tr("From 1.50"), ScoreSpan(1.5, None)),
            (self.tr("Between…"), _BETWEEN),
        )

    @Slot(object)
    def _on_chosen(self, _value: object) -> None:
        if self.period.value is Period.BETWEEN and not self.times.isVisibleTo(self):
            self.times.show_day(QDateTime.currentDateTime())
        self._show_ranges()
        self.changed.emit()
