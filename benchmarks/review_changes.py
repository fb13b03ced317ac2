"""How long the Review page takes from a change of filter or order to the first rows painted, and to their number."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QTimer

from benchmarks.open_window import run_for
from core.types import Verdict
from gui.pages.review.filter_choices import ScoreSpan
from gui.pages.review.periods import Period
from gui.pages.review.record_model import Column
from gui.pages.review.review_page import ReviewPage

_TIMES = 5  # each change; the slowest counts
_LONGEST_S = 120.0


class _Eye(QObject):
    """Sees when the list has been painted with what was found last, and when it was counted."""

    def __init__(self, page: ReviewPage) -> None:
        super().__init__(page)
        self._page, self._found = page, False
        self.painted_at = self.counted_at = 0.0
        page.work.found.connect(self._on_found)
        page.list.table.viewport().installEventFilter(self)

    def forget(self) -> None:
        """Look for the next one."""
        self._found, self.painted_at, self.counted_at = False, 0.0, 0.0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take note of a painting, once it is done."""
        if self._found and not self.painted_at and event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._on_painted)
        return False

    def look(self) -> None:
        """Take note of a count."""
        if self.painted_at and not self.counted_at and self._page.list.model.is_counted:
            self.counted_at = perf_counter()

    def _on_found(self, _found: object) -> None:
        self._found = True

    def _on_painted(self) -> None:
        self.painted_at = self.painted_at or perf_counter()


def changes(page: ReviewPage) -> dict[str, dict[str, float]]:
    """The slowest of some times, in milliseconds, of each change: "painted" and "counted"."""
    eye = _Eye(page)
    return {name: _measured(page, eye, *change) for name, change in _changes(page).items()}


Change = tuple[Callable[[], None], Callable[[], None]]
"""What is there before, and what somebody does."""


def _changes(page: ReviewPage) -> dict[str, Change]:
    bar, head = page.list.filter, page.list.table.horizontalHeader()

    def choose(**values: object) -> Callable[[], None]:
        def act() -> None:
            usual = {"period": Period.ALL, "verdict": (), "recipe": None, "score": ScoreSpan(), "text": "", **values}
            for name in ("period", "verdict", "recipe", "score"):
                getattr(bar, name).choose(usual[name])
            bar.text.setText(str(usual["text"]))
            bar.changed.emit()

        return act

    def sort(column: Column) -> Callable[[], None]:
        return lambda: head.sectionClicked.emit(int(column))

    rejected, everything = choose(verdict=(Verdict.FAIL, Verdict.REVIEW)), choose()
    return {
        "all of them": (rejected, everything),
        "FAIL and REVIEW": (everything, rejected),
        "FAIL": (everything, choose(verdict=(Verdict.FAIL,))),
        "one recipe": (everything, choose(recipe="Hazelnut")),
        "scores from 0.50 to 1.00": (everything, choose(score=ScoreSpan(0.5, 1.0))),
        "a text in many": (everything, choose(text="part")),
        "a text in one": (everything, choose(text="part-00000123")),
        "another order of all": (everything, sort(Column.SCORE)),
        "and back": (everything, sort(Column.TIME)),
    }


def _measured(page: ReviewPage, eye: _Eye, before: Callable[[], None], act: Callable[[], None]) -> dict[str, float]:
    painted, counted = [], []
    for _ in range(_TIMES):
        before()
        run_for(0.05)
        _until(lambda: page.work.idle and page.list.model.is_counted)
        eye.forget()
        started = perf_counter()
        act()
        _until(lambda: eye.counted_at > 0, eye.look)
        painted.append((eye.painted_at - started) * 1000)
        counted.append((eye.counted_at - started) * 1000)
    return {"painted": max(painted), "counted": max(counted)}


def _until(condition: Callable[[], bool], look: Callable[[], None] = lambda: None) -> None:
    ended = perf_counter() + _LONGEST_S
    while not condition():
        if perf_counter() > ended:
            raise SystemExit("The window did not come so far.")
        run_for(0.002)
        look()
