"""One window a station: a second start brings the first one's window to the front instead of opening another."""

import ctypes
import getpass
import hashlib
import sys
from pathlib import Path

from PySide6.QtCore import QDir, QLockFile, QObject, Signal, Slot
from PySide6.QtNetwork import QAbstractSocket, QLocalServer, QLocalSocket

ALREADY_OPEN = "Filbert is open already; its window was brought to the front."
HUNG = "Filbert is open already but doesn't answer. End it, on Windows with the Task Manager, then start again."

_ANSWER = b"shown"
_PATIENCE_MS = 3000  # until one that listens is connected to
_ANSWERS_WITHIN_MS = 20_000  # one that is still starting, on a slow PC, included
_ANYBODY = -1  # ASFW_ANY


class SingleInstance(QObject):
    """The first window of a station, where others can ask for it; `asked` comes when one does.

    A station is known by the file its settings are kept in, and each user has windows of their own.
    """

    asked = Signal()

    def __init__(self, settings: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = _name_of(settings)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def claim(self) -> str | None:
        """Become the first one. None when that worked, else a sentence: another is, and has been asked to show itself.

        Where no place for asking can be had the window opens all the same.
        """
        # Of several that start at once each would find nobody, and Windows lets all of them listen.
        one_at_a_time = QLockFile(str(Path(QDir.tempPath(), f"{self._name}.lock")))
        one_at_a_time.tryLock(_PATIENCE_MS)
        first = self._find_or_become()
        one_at_a_time.unlock()
        return None if first is None else _ask(first)

    def _find_or_become(self) -> QLocalSocket | None:
        """The first one, connected to; None when this one is it now."""
        first = self._find()
        if first is None and not self._server.listen(self._name):
            if self._server.serverError() != QAbstractSocket.SocketError.AddressInUseError:
                return None
            first = self._find()  # it may have begun a moment ago, where nothing could be locked
            if first is None:  # one that ended without tidying up
                QLocalServer.removeServer(self._name)
                self._server.listen(self._name)
        return first

    def _find(self) -> QLocalSocket | None:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        return socket if socket.waitForConnected(_PATIENCE_MS) else None

    @Slot()
    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self.asked.emit()
            socket.disconnected.connect(socket.deleteLater)
            socket.write(_ANSWER)
            socket.flush()
            socket.disconnectFromServer()


def _ask(first: QLocalSocket) -> str:
    """Ask the first one to show itself; what came of it."""
    if sys.platform == "win32":  # else Windows lets only the program in front put a window there
        ctypes.windll.user32.AllowSetForegroundWindow(_ANYBODY)
    return ALREADY_OPEN if first.waitForReadyRead(_ANSWERS_WITHIN_MS) else HUNG


def _name_of(settings: Path) -> str:
    digest = hashlib.sha256(f"{getpass.getuser()} {settings.absolute()}".encode())
    return f"filbert-{digest.hexdigest()[:16]}"
