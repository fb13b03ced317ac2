"""What the whole process is set to do while the window is open: where complaints go, and what Ctrl-C does."""

import faulthandler
import logging
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QTimer, QtMsgType, Signal, Slot, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from gui.station.station import Station
from gui.workers import unforeseen

log = logging.getLogger(__name__)

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@contextmanager
def complaints_reported(station: Station) -> Iterator[None]:
    """Log what Qt complains of, and exceptions nobody caught; the latter also stop the station with an ERROR."""
    if sys.stderr is not None and not faulthandler.is_enabled():  # a windowed executable has no stderr
        faulthandler.enable()
    alarm = _Alarm()
    alarm.raised.connect(station.fail, Qt.ConnectionType.QueuedConnection)
    hook_before, sys.excepthook = sys.excepthook, alarm.on_exception
    of_threads_before, threading.excepthook = threading.excepthook, alarm.on_exception_in_thread
    handler_before = qInstallMessageHandler(_log_qt_message)
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = hook_before, of_threads_before
        qInstallMessageHandler(handler_before)


@contextmanager
def interrupt_closes(window: QWidget) -> Iterator[None]:
    """Have Ctrl-C in the terminal close the window as its own button would."""
    waker = _Waker()
    before = signal.signal(signal.SIGINT, waker.on_interrupt)
    waker.interrupted.connect(window.close, Qt.ConnectionType.QueuedConnection)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Alarm(QObject):
    """The excepthook, of Python's own threads too. It may be called in any thread, so it only sends a signal."""

    raised = Signal(object)  # Failure

    def on_exception(self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        log.critical("An exception was not caught", exc_info=(kind, error, traceback))
        self.raised.emit(unforeseen(error))

    def on_exception_in_thread(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None and not isinstance(what.exc_value, SystemExit):
            self.on_exception(what.exc_type, what.exc_value, what.exc_traceback)


class _Waker(QObject):
    """Python handles a signal only when its interpreter runs, and Qt's loop may sleep for long: so it ticks."""

    interrupted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ticks = QTimer(self, interval=200)
        self._ticks.timeout.connect(self._on_tick)
        self._ticks.start()

    def on_interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        self.interrupted.emit()

    @Slot()
    def _on_tick(self) -> None:
        pass


def _log_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "%s (%s)", message, context.category)
