"""What the station is and has, for all to read."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.inspection.run import Inspects
from core.inspection.shift import Shift
from core.inspection.trigger import Trigger, TriggerMode
from core.sources.base import Source
from core.types import Inspection, SourceNotice, SourceState
from gui.activity import Activity
from gui.decisions import Decisions
from gui.equipment import Equipment
from gui.inspection_run import InspectionRun
from gui.prepared_pictures import PreparedPictures
from gui.recording import StationRecording
from gui.source_watch import SourceWatch
from gui.teaching_worker import Teach
from gui.workers import WorkerThread

if TYPE_CHECKING:
    from core.recipe import Recipe  # imports the networks, see gui.services


class StationState(QObject):
    """Recipe, source, counts, what is under way and what could be done; only the station itself changes any of it."""

    changed = Signal()

    def __init__(self, make_inspector: Callable[["Recipe"], Inspects], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.activity = Activity.IDLE
        self.shift = Shift()
        self.run: InspectionRun | None = None  # this run, or the last one
        self.pictures = PreparedPictures()  # of the results, as a worker has made them for the screen
        self.trigger = Trigger()
        self.oldest_s = float("inf")  # the limit for a picture's age
        self.lot = ""  # of the parts inspected from now on, for their records
        self.recording: StationRecording | None = None  # none: parts leave no trace
        self._equipment = Equipment(make_inspector, self)
        self._decisions = Decisions(self.shift)
        self._watch = SourceWatch(self)
        self._watch.changed.connect(self.changed)
        self._teach: Teach | None = None
        self._work: WorkerThread | None = None  # at most one inspects or teaches

    @property
    def recipe(self) -> "Recipe | None":
        """The recipe in use."""
        return self._equipment.recipe

    @property
    def source(self) -> Source | None:
        """Where pictures come from."""
        return self._equipment.source

    @property
    def device(self) -> str:
        """What computes; empty as long as that is not known."""
        return self._equipment.device

    @property
    def can_start(self) -> bool:
        """Whether Start would do something: begin or go on."""
        has_something = self._teach is not None or self._equipment.complete
        return self.activity is Activity.PAUSED or (self._work is None and has_something)

    @property
    def can_pause(self) -> bool:
        """Whether Pause would do something."""
        return self.activity is Activity.RUNNING

    @property
    def can_stop(self) -> bool:
        """Whether Stop would do something."""
        return self._work is not None and self.activity is not Activity.STOPPING

    @property
    def can_trigger(self) -> bool:
        """Whether asking for a verdict would do something."""
        return self.activity is Activity.RUNNING and self.trigger.mode is TriggerMode.SOFTWARE

    @property
    def trouble(self) -> SourceNotice | None:
        """What keeps a running station from judging; None when all is well."""
        return self._watch.trouble

    @property
    def source_state(self) -> SourceState | None:
        """How a running source that has to be waited for is doing; None for one that has no such state."""
        return self._watch.state

    def can_decide(self, part: Inspection | None) -> bool:
        """Whether somebody may still say of this REVIEW part that it is good or bad."""
        return self._decisions.can_decide(part)

    def _enter(self, activity: Activity) -> None:
        self.activity = activity
        self._watch.follow(self.run if activity is Activity.RUNNING else None)
        self.changed.emit()

    def _settle(self, activity: Activity) -> None:
        """Enter an activity, but leave a failure standing: somebody has to acknowledge it."""
        self._enter(Activity.FAILED if self.activity is Activity.FAILED else activity)
