"""Says at the top of the window while the scores drift."""

from PySide6.QtCore import QObject, Slot

from gui.main_window import MainWindow
from gui.station.recording import StationRecording
from gui.widgets.warning_strip import WarningStrip


class DriftNotice(QObject):
    """A strip under the header while the camera or the light has changed, or parts got worse: it says which."""

    def __init__(self, recording: StationRecording, window: MainWindow) -> None:
        super().__init__(window)
        self._strip = WarningStrip()
        window.add_notice(self._strip)
        recording.drifted.connect(self._on_drifted)

    @Slot(str)
    def _on_drifted(self, sentence: str) -> None:
        self._strip.show_warning(sentence)
