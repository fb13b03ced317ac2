"""Says at the top of the window when parts leave no trace."""

import logging

from PySide6.QtCore import QObject, Slot

from core.records.recording import RecordingStatus
from gui.main_window import MainWindow
from gui.station.recording import StationRecording
from gui.widgets.warning_strip import WarningStrip
from gui.workers import Failure

log = logging.getLogger(__name__)


class RecordingNotice(QObject):
    """A strip under the header while records or pictures can't be kept; once a banner for a store that was damaged."""

    def __init__(self, recording: StationRecording, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._strip, self._told = window, WarningStrip(), ""
        self._logged = ("", "")
        window.add_notice(self._strip)
        recording.changed.connect(self._on_changed)

    @Slot(object)
    def _on_changed(self, status: RecordingStatus) -> None:
        self._strip.show_warning(status.sentence)
        self._log(status)
        if status.remark != self._told:
            self._told = status.remark
            self._window.show_failure(Failure(status.remark, self.tr("Parts are inspected and recorded.")))

    def _log(self, status: RecordingStatus) -> None:
        """Write down when something begins to be wrong, and when all is well again; not how many wait meanwhile."""
        wrong = (status.records.sentence, status.pictures.sentence)
        if wrong != self._logged:
            self._logged = wrong
            if any(wrong):
                log.warning("%s", status.sentence)
            else:
                log.info("Records and pictures are kept.")
