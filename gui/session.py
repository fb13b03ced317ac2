"""One sitting with the window: how it may end by itself, and what came of it."""

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from core.exit_codes import BAD_INPUT, UNFORESEEN
from gui.main_window import MainWindow
from gui.opener import Opener
from gui.station.activity import Activity
from gui.station.station import Station
from gui.workers import Failure, thread_left

_LOOK_AGAIN_MS = 500


@dataclass(frozen=True)
class WindowResult:
    """What came of a sitting; `error` says why the exit code is not 0. Seconds count from the process's start.

    `thread_left` is true when a worker could not be ended: leave with os._exit then, or Qt aborts the process.
    """

    exit_code: int
    seconds_to_window: float | None = None  # until it was painted
    seconds_to_ready: float | None = None  # until a recipe was loaded, so that Start begins at once
    seconds_to_first_verdict: float | None = None
    inspected: int = 0
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    error: str | None = None
    thread_left: bool = False


class Session(QObject):
    """Watches for the first verdict, the end of the time given, and failures; takes the screenshot at the end.

    With `seconds` the window closes by itself, that long after `started_at`, and at once when something fails; one that
    is to inspect not before the first verdict is on the screen, unless its source is in trouble.
    """

    def __init__(
        self,
        window: MainWindow,
        station: Station,
        opener: Opener,
        started_at: float,
        seconds: float | None,
        inspects: bool = True,
    ) -> None:
        super().__init__()
        self._window, self._station, self._inspects = window, station, inspects
        self._started_at, self._timed, self._time_is_up = started_at, seconds is not None, False
        self._first_paint: float | None = None
        self._ready: float | None = None
        self._first_verdict: float | None = None
        self._error: str | None = None
        self._exit_code = 0
        self._screenshot: Path | None = None
        self._painted = QTimer(self, singleShot=True, interval=0)  # unlike QTimer.singleShot(0, …) after all painting
        self._painted.timeout.connect(self._on_painted)
        window.installEventFilter(self)
        station.ready.connect(self._on_ready)
        window.results_shown.connect(self._on_results_shown)
        window.closing.connect(self._on_closing)
        station.failed.connect(self._on_failed)
        station.changed.connect(self._on_station_changed)
        opener.failed.connect(self._on_failed)
        if seconds is not None:
            left = max(0.0, started_at + seconds - perf_counter())
            QTimer.singleShot(round(left * 1000), self, self._on_time_is_up)

    def take_screenshot_to(self, path: Path) -> None:
        """Save a picture of the window just before it closes."""
        self._screenshot = path

    def result(self) -> WindowResult:
        """Say what came of it all."""
        shift = self._station.shift
        return WindowResult(
            exit_code=self._exit_code,
            seconds_to_window=self._first_paint,
            seconds_to_ready=self._ready,
            seconds_to_first_verdict=self._first_verdict,
            inspected=shift.inspected,
            passed=shift.passed,
            failed=shift.failed,
            skipped=shift.skipped,
            error=self._error,
            thread_left=thread_left(),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the moment the window is first painted."""
        if event.type() is QEvent.Type.Paint and self._first_paint is None:
            self._first_paint = perf_counter() - self._started_at
            self._window.removeEventFilter(self)
        return super().eventFilter(watched, event)

    @Slot()
    def _on_ready(self) -> None:
        if self._ready is None:
            self._ready = perf_counter() - self._started_at

    @Slot()
    def _on_results_shown(self) -> None:
        if self._first_verdict is None and self._station.shift.inspected:
            self._painted.start()

    @Slot()
    def _on_painted(self) -> None:
        self._first_verdict = perf_counter() - self._started_at
        self._end_if_due()

    @Slot()
    def _on_time_is_up(self) -> None:
        self._time_is_up = True
        self._end_if_due()

    @Slot()
    def _end_if_due(self) -> None:
        if not self._time_is_up:
            return
        hopeless = self._station.trouble is not None  # no camera, say: it would be waited for without end
        if self._first_verdict is not None or not self._inspects or hopeless:
            self._window.close()
        else:
            QTimer.singleShot(_LOOK_AGAIN_MS, self, self._end_if_due)

    @Slot()
    def _on_station_changed(self) -> None:
        finished = self._station.activity is Activity.FINISHED
        if finished and self._station.shift.inspected == 0:
            self._on_failed(Failure("No image of the source could be inspected."))

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        if self._timed and self._error is None:
            self._fail(BAD_INPUT if failure.foreseen else UNFORESEEN, f"{failure.what} {failure.advice}".strip())
            self._window.close()

    @Slot()
    def _on_closing(self) -> None:
        path = self._screenshot
        if path is not None and not self._picture().save(str(path), "PNG"):
            self._fail(BAD_INPUT, cannot_write(path))

    def _picture(self) -> QPixmap:
        """Give the window as it is to be seen, with what would be painted a moment later."""
        for widget in self._window.findChildren(QWidget):
            if not widget.updatesEnabled():  # as the row of last parts, while many come: it would be empty
                widget.setUpdatesEnabled(True)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # texts may be newer than their places
        return self._window.grab()

    def _fail(self, exit_code: int, error: str) -> None:
        self._exit_code, self._error = exit_code, error


def cannot_write(path: Path) -> str:
    """Sentence for a screenshot that can't be saved."""
    return f"The screenshot can't be written to {path}. Name a file in a folder that exists and may be written to."
