"""The Station page as a test sits before it."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from stage import put_on_stage
from stand_ins import PATIENCE_MS

from core.sources.cameras import CameraInfo
from gui.pages.station.station_page import StationPage
from gui.path_dialogs import OnPath, PathDialogs
from gui.widgets.fields import NumberField, TextField

BRIO = CameraInfo("Logitech BRIO", "046d:085e@1-1.2:1.0", 0, 200)
C920 = CameraInfo("HD Pro Webcam C920", "046d:0892@1-1.3:1.0", 2, 200)


class StandInDialogs(PathDialogs):
    """Answers at once, with what it was given."""

    def __init__(self, answer: str) -> None:
        super().__init__()
        self.answer = answer
        self.filters: Sequence[str] = ()

    def ask_file(self, _window: QWidget, _title: str, filters: Sequence[str], chosen: OnPath) -> None:
        self.filters = filters
        chosen(self.answer)

    def ask_folder(self, _window: QWidget, _title: str, chosen: OnPath) -> None:
        chosen(self.answer)


@dataclass
class Cameras:
    """What is plugged in; notes which threads have asked."""

    found: list[CameraInfo] = field(default_factory=lambda: [BRIO, C920])
    threads: list[int] = field(default_factory=list)
    error: Exception | None = None

    def __call__(self) -> tuple[CameraInfo, ...]:
        self.threads.append(threading.get_ident())
        if self.error is not None:
            raise self.error
        return tuple(self.found)


@dataclass
class Stage:
    """A page on a stage, with what came out of it."""

    page: StationPage
    cameras: Cameras
    dialogs: StandInDialogs
    qtbot: QtBot
    heard: list[object]

    def press(self, name: str) -> None:
        self.button(name).click()

    def button(self, name: str) -> QPushButton:
        buttons = [b for b in self.page.findChildren(QPushButton) if b.accessibleName() == name and b.isVisible()]
        assert len(buttons) == 1, name
        return buttons[0]

    def field(self, name: str) -> Any:
        (found,) = [
            f for kind in (TextField, NumberField) for f in self.page.findChildren(kind) if f.accessibleName() == name
        ]
        return found

    def texts(self) -> set[str]:
        return {label.text() for label in self.page.findChildren(QLabel) if label.isVisible()}

    def wait_for(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)


@contextmanager
def station_stage(window: QWidget, qtbot: QtBot) -> Iterator[Stage]:
    """The page in a window, once it has found its cameras."""
    cameras, dialogs, heard = Cameras(), StandInDialogs("/line/parts"), []
    page = StationPage(cameras, dialogs)
    for signal in (
        page.source_chosen,
        page.trigger_chosen,
        page.limits_chosen,
        page.appearance_chosen,
        page.kiosk_chosen,
    ):
        signal.connect(heard.append)
    put_on_stage(window, page, 1824, 904)
    stage = Stage(page, cameras, dialogs, qtbot, heard)
    stage.wait_for(lambda: "2 cameras were found." in stage.texts())
    yield stage
    page.shutdown()
