"""Writes into the log what the station does, for whoever has to find out later what happened when."""

import logging

from PySide6.QtCore import QObject, Slot

from core.inspection.shift import Shift
from gui.station.activity import Activity
from gui.station.station import Station
from gui.workers import Failure

log = logging.getLogger(__name__)

_IN_A_RUN = (Activity.RUNNING, Activity.PAUSED)
_ENDS = (Activity.IDLE, Activity.FINISHED, Activity.FAILED)


class StationDiary(QObject):
    """Follows the station: a line for each beginning and end of a run, pause, failure and reset of the counts."""

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._station, self._in_a_run, self._paused = station, False, False
        station.resetting.connect(self._on_resetting)
        station.changed.connect(self._on_changed)
        station.failed.connect(self._on_failed)

    @Slot()
    def _on_changed(self) -> None:
        activity = self._station.activity
        if activity in _IN_A_RUN:
            if not self._in_a_run:
                self._note_beginning()
            self._note_pause(activity is Activity.PAUSED)
            self._in_a_run = True
        elif activity in _ENDS and self._in_a_run:
            self._in_a_run = self._paused = False
            log.info("The run has ended. This shift: %s.", _counts_of(self._station.shift))

    @Slot()
    def _on_resetting(self) -> None:
        log.info("The counts are reset. They were: %s.", _counts_of(self._station.shift))

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        log.error("The station has stopped. %s %s", failure.what, failure.advice)

    def _note_beginning(self) -> None:
        recipe, source = self._station.recipe, self._station.source
        if recipe is not None and source is not None:
            card, mode = recipe.card, self._station.terms.trigger.mode
            log.info(
                "A run begins: recipe %s, version %d, source %s, trigger %s.",
                card.name,
                card.version,
                source.name,
                mode,
            )

    def _note_pause(self, paused: bool) -> None:
        if paused is not self._paused:
            self._paused = paused
            log.info("The run pauses." if paused else "The run goes on.")


def _counts_of(shift: Shift) -> str:
    judged = f"{shift.inspected} inspected, {shift.passed} PASS, {shift.reviewed} REVIEW, {shift.failed} FAIL"
    return f"{judged}, {shift.no_part} NO PART, {shift.not_judged} not judged, {shift.skipped} skipped"
