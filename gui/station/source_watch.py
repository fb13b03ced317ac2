"""Whether a run still has pictures to trust."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.types import SourceNotice, SourceState
from gui.station.inspection_run import InspectionRun

_LOOK_MS = 500
_HELD_UP_S = 5.0  # a worker silent for so long is in trouble, and what the screen says is no longer true


class SourceWatch(QObject):
    """Watches a run: what its source says of itself, and whether there is an answer from it at all."""

    changed = Signal()  # whether the run is held up

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: InspectionRun | None = None
        self._held_up = False
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._on_look)

    def follow(self, run: InspectionRun | None) -> None:
        """Watch a run that should judge; None: there is none, or it loads, stands still or ends."""
        self._run, self._held_up = run, False
        self._timer.stop() if run is None else self._timer.start()

    @property
    def trouble(self) -> SourceNotice | None:
        """What keeps the run from judging; None when all is well."""
        if self._run is None:
            return None
        if self._held_up:
            sentence = self.tr("There was no answer from the inspection for {0:.0f} s. The computer is too busy.")
            return SourceNotice(SourceState.STALLED, sentence.format(_HELD_UP_S))
        notice = self._run.notice
        return None if notice is None or notice.state is SourceState.LIVE else notice

    @property
    def state(self) -> SourceState | None:
        """How a source that has to be waited for is doing; None for one that has no such state."""
        if self._run is None or self._run.notice is None:
            return None
        return self.trouble.state if self.trouble is not None else SourceState.LIVE

    @Slot()
    def _on_look(self) -> None:
        held_up = self._run is not None and self._run.silent_for > _HELD_UP_S
        if held_up is not self._held_up:
            self._held_up = held_up
            self.changed.emit()
