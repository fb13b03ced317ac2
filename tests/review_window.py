"""The Review page alone, over a store of its own or over as many records as one likes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from records_made import make_rejected
from stage import put_on_stage
from stand_ins import PATIENCE_MS, Gate

from core.errors import RecipeError, RecordsError
from core.records.record import Confirmation, Filter, Opinion, Order, Record
from core.records.store import RecordStore
from gui.pages.review.periods import Period
from gui.pages.review.record_model import Column
from gui.pages.review.review_page import ReviewPage
from gui.pages.review.review_work import ReviewAccess
from gui.workers import Failure


@dataclass
class ManyRecords:
    """As many records as one likes, made when they are asked for; gates may hold up each page and count."""

    total: int
    gate: Gate | None = None
    counting: Gate | None = None
    pages: list[int] = field(default_factory=list)
    counted: int = 0

    def count(self, _wanted: Filter) -> int:
        self.counted += 1
        if self.counting is not None:
            self.counting.pass_through()
        return self.total

    def newest_id(self) -> int:
        return self.total

    def page(self, wanted: Filter, order: Order, descending: bool, offset: int, limit: int) -> list[Record]:
        if limit == 1:  # the newest
            return []
        self.pages.append(offset)
        if self.gate is not None:
            self.gate.pass_through()
        return [make_rejected(n + 1, id=n + 1) for n in range(offset, min(offset + limit, self.total))]

    def get(self, ids: Iterable[int]) -> list[Record]:
        return [make_rejected(key, id=key) for key in ids]

    def recipes(self) -> list[str]:
        return ["Nut"]

    def confirm(self, *_args: object) -> dict[int, Confirmation | None]:
        raise RecordsError("The disk is full. Free some space.")

    def restore(self, _previous: object, _said: object) -> dict[int, Confirmation | None]:
        return {}


class ReviewWindow:
    """The page alone, over a store in a file of its own, or over stand-ins."""

    def __init__(self, qtbot: QtBot, window: QWidget, tmp_path: Path) -> None:
        self.qtbot, self._window = qtbot, window
        self.archive, self.recipe = tmp_path / "archive", tmp_path / "Nut.filbert"
        self.store = RecordStore.open(f"sqlite:///{tmp_path / 'records.sqlite'}")
        self.failures: list[str] = []
        self.page = self._make(lambda: self.store)

    def use(self, records: ManyRecords) -> None:
        self.page.shutdown()
        self.page = self._make(lambda: records)

    def show(self, width: int = 1600, height: int = 1000) -> None:
        self.page.list.filter.period.choose(Period.ALL)
        put_on_stage(self._window, self.page, width, height)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is asked for any more, and the record on view is read."""
        page, model = self.page, self.page.list.model

        def is_idle() -> bool:
            return page.work.idle and not page.retraining.waiting

        self.wait(is_idle)
        self.wait(lambda: model.rowCount() == 0 or page.list.record is not None)
        self.wait(is_idle)

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.page.list.table, key, modifier)
        self.settle()

    def press(self, name: str) -> None:
        button = next(b for b in self.page.findChildren(QWidget) if b.accessibleName() == name and b.isVisible())
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def said(self) -> list[Opinion | None]:
        records = self.store.page(Filter(), Order.TIME, True, 0, 100)
        return [known.confirmation.opinion if known.confirmation is not None else None for known in records]

    def column(self, column: Column) -> list[str]:
        model = self.page.list.model
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def shows(self, text: str) -> bool:
        return any(label.isVisible() and text in label.text() for label in self.page.findChildren(QLabel))

    def _make(self, get_records: Callable[[], object]) -> ReviewPage:
        page = ReviewPage(ReviewAccess(get_records, self.archive, self._find))  # type: ignore[arg-type]
        page.failed.connect(self._note)
        return page

    def _find(self, name: str) -> Path:
        if name != "Nut":
            raise RecipeError(f"There is no recipe {name} on this station.")
        return self.recipe

    def _note(self, failure: Failure) -> None:
        self.failures.append(failure.what)
