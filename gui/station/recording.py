"""The station's memory, as the window's thread sees it."""

import getpass
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.errors import RecordsError
from core.inspection.recorder import Sink
from core.records.of_station import rules_of
from core.records.record import Opinion, Record
from core.records.recording import Origin, Recording, RecordingRules, RecordingStatus
from core.records.status import RecordsState
from core.reports.live_drift import LiveDrift
from core.settings import StationSettings
from core.shifts import ShiftTimes, shift_times
from core.types import Inspection, Verdict
from gui.long_lived import set_aside

if TYPE_CHECKING:
    from core.records.store import RecordStore  # imports SQLAlchemy, which takes a while

_SAID = {Verdict.PASS: Opinion.GOOD, Verdict.FAIL: Opinion.BAD}


class StationRecording(QObject):
    """Records what the station inspects, in threads of its own; its signals come from these."""

    changed = Signal(object)  # RecordingStatus
    saved = Signal(object)  # tuple of Records that are on the disk now
    drifted = Signal(str)  # what is to be said of the scores' drift now, empty for nothing

    def __init__(self, rules: RecordingRules, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.recording = Recording(rules, self._tell, self._tell_saved)
        self._drift = LiveDrift(ShiftTimes(), lambda wanted: self.store().iterate(wanted), self._tell_drift)
        self._by = who()

    def store(self) -> "RecordStore":
        """The station's store of records. Any thread. Raises RecordsError while it isn't open."""
        store = self.recording.store
        if store is None:
            raise RecordsError("The records can't be read yet: their store is not open. Try again in a moment.")
        return store

    @Slot()
    def start(self) -> None:
        """Open the store and begin."""
        self.recording.start()
        self._drift.start()

    def sink(self, origin: Origin) -> Sink:
        """What keeps the results of a run, called in the run's recorder."""
        return self.recording.sink(origin)

    def say(self, part: Inspection, verdict: Verdict) -> None:
        """Keep what the operator decided of a REVIEW part."""
        self.recording.say(part, _SAID[verdict], self._by)

    @Slot(object)
    def take_settings(self, settings: StationSettings) -> None:
        """Use the settings of now from the next part on; another store from the next start on."""
        self._drift.change(shift_times(settings.shift_starts))
        rules = rules_of(settings)
        if rules != self.recording.rules:
            self.recording.change(rules)

    def close(self) -> None:
        """Write what waits, then end."""
        self._drift.close()
        self.recording.close()

    def _tell(self, status: RecordingStatus) -> None:
        if status.records.state is RecordsState.OK:
            set_aside("databases")
        self.changed.emit(status)

    def _tell_saved(self, records: Sequence[Record]) -> None:
        self._drift.take(records)
        self.saved.emit(tuple(records))

    def _tell_drift(self, sentence: str) -> None:
        self.drifted.emit(sentence)


def who() -> str:
    """Who has signed in to this computer; nobody by name where the system can't say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
