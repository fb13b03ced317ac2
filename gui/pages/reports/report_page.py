"""The Report page: what it is about on the left, the report on the right."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from core.files import readable_name
from core.local_time import local_now
from core.shifts import ShiftTimes
from gui.look.theme import scaled
from gui.page_frame import PageFrame
from gui.pages.reports.choice_card import ChoiceCard
from gui.pages.reports.drawn import DrawnReport
from gui.pages.reports.looks import current_looks
from gui.pages.reports.report_view import ReportView
from gui.pages.reports.report_work import ReportAccess, ReportWork, SavedReport
from gui.pages.reports.saving import SaveQuestion
from gui.widgets.action_button import ToolButton
from gui.workers import Failure

_SIDE, _SIDE_COMPACT = 380, 300  # pixels: width of the left column


class ReportPage(PageFrame):
    """Shows and asks; `times` gives the shifts as they are set now."""

    back_requested = Signal()  # to Review

    def __init__(
        self,
        places: ReportAccess,
        times: Callable[[], ShiftTimes],
        question: SaveQuestion | None = None,
        now: Callable[[], datetime] = local_now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._times, self._now = times, now
        self._told = ""  # of the report that was saved last
        self._question = question or SaveQuestion(self)
        self.work = ReportWork(places, self)
        self.choices, self.view = ChoiceCard(), ReportView()
        line = self.tr("How a shift, a lot or a recipe went, and whether anything drifts")
        head = self.add_head(self.tr("Report"), line, {})
        self._back = ToolButton(self.tr("Review"), "Ctrl+3", "chevron-left")
        head.add_button(self._back)
        self._lay_out()
        self._connect()
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        super().set_compact(compact)
        self.choices.setFixedWidth(min(_SIDE, scaled(_SIDE_COMPACT)) if compact else scaled(_SIDE))

    def showEvent(self, event: QShowEvent) -> None:
        """Report on what there is now."""
        super().showEvent(event)
        self.work.name_recipes()
        self.make()
        self.view.setFocus()  # the arrows scroll

    def shutdown(self) -> None:
        """Give up what is under way; before the window goes."""
        self.work.shutdown()

    @Slot()
    def make(self) -> None:
        """Make the report that is chosen."""
        now = self._now()
        self.work.make(self.choices.asked(now), self._times(), now, current_looks())

    def _lay_out(self) -> None:
        self.row.addWidget(self.choices)
        self.row.addWidget(self.view, 1)
        self.sized.append(self.choices)

    def _connect(self) -> None:
        self._back.clicked.connect(self.back_requested)
        self.choices.changed.connect(self.make)
        self.choices.save_requested.connect(self._on_save)
        self.work.made.connect(self._on_made)
        self.work.saved.connect(self._on_saved)
        self.work.failed.connect(self._on_failed)
        self.work.recipes_known.connect(self.choices.show_recipes)
        self.work.changed.connect(self._show_state)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self, autoRepeat=False)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_save)

    @Slot()
    def _show_state(self) -> None:
        if self.work.saving:
            self.choices.show_state(self.tr("Saving the report…"))
        elif self.work.making:
            self.choices.show_state(self.tr("Reading records…"))
        elif self._told:
            self.choices.show_state(self._told)

    @Slot(object)
    def _on_made(self, made: DrawnReport) -> None:
        self._told = ""
        self.choices.show_state("")
        self.view.show_report(made)

    @Slot()
    def _on_save(self) -> None:
        self._question.ask(self, self._on_path)

    @Slot(str)
    def _on_path(self, path: str) -> None:
        now = self._now()
        self.work.save(Path(path), self.choices.asked(now), self._times(), now)

    @Slot(object)
    def _on_saved(self, saved: SavedReport) -> None:
        self._told = self.tr("Saved as {0}").format(readable_name(saved.path))
        self.choices.show_state(self._told)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._told = ""
        self.choices.show_state("")
        self.failed.emit(failure)
