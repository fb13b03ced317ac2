"""Keeps the station's settings from one day to the next, without ever holding up the window."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.errors import FilbertError
from core.settings import StationSettings
from core.settings_file import load_settings, save_settings, settings_file
from gui.background import Background
from gui.workers import Failure

_CALM_MS = 500  # a slider that is dragged is written once
_LONGEST_WAIT_MS = 5_000


class Memory(QObject):
    """The settings as they are now, and on the disk a moment later. What can't be written is told of, once."""

    changed = Signal(object)  # StationSettings
    failed = Signal(object)  # Failure

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path or settings_file()
        loaded = load_settings(self.path)
        self.settings, self.remark = loaded.settings, loaded.remark
        self._saved, self._told = self.settings, False
        self._background = Background(self)
        self._background.failed.connect(self._on_failed)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._save)

    def change(self, **values: object) -> None:
        """Remember other values. Raises SettingsError for one that isn't allowed."""
        self.take(self.settings.changed(**values))

    def take(self, settings: StationSettings) -> None:
        """Remember these settings."""
        if settings != self.settings:
            self.settings = settings
            self._calm.start()
            self.changed.emit(settings)

    def shutdown(self) -> None:
        """Write what has not been written yet, and wait for it."""
        self._calm.stop()
        self._background.shutdown(_LONGEST_WAIT_MS)
        if self.settings != self._saved:
            try:
                save_settings(self.settings, self.path)
            except FilbertError as error:
                self._on_failed(Failure(str(error)))

    @Slot()
    def _save(self) -> None:
        self._saved = self.settings
        self._background.do(partial(save_settings, self.settings, self.path))

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        if not self._told:
            self._told = True
            self.failed.emit(failure)
