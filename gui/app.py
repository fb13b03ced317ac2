"""The window's start: sets up Qt, opens the window, and says at the end what came of it."""

import logging
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from core.drafts.store import DraftStore
from core.exit_codes import BAD_INPUT
from core.records.of_station import rules_of
from core.settings import StationSettings
from core.settings_file import settings_file
from core.training.progress import OnProgress, ShouldStop
from core.types import TrainingProgress
from core.versions import versions
from gui.dialogs import Dialogs
from gui.look.theme import apply_appearance
from gui.main_window import MainWindow
from gui.memory import Memory
from gui.opener import Opener
from gui.process_hooks import complaints_reported, interrupt_closes
from gui.services import Services
from gui.session import Session, WindowResult, cannot_write
from gui.single_instance import ALREADY_OPEN, SingleInstance
from gui.station.diary import StationDiary
from gui.station.recording import StationRecording
from gui.station.station import Station
from gui.station.taught import TaughtDemo
from gui.wiring.drift_notice import DriftNotice
from gui.wiring.recipes_setup import RecipesSetup
from gui.wiring.recording_notice import RecordingNotice
from gui.wiring.reports_setup import ReportsSetup
from gui.wiring.review_setup import ReviewSetup
from gui.wiring.station_setup import StationSetup, remembered_appearance
from gui.wiring.teach_setup import TeachSetup
from gui.workers import Failure

log = logging.getLogger(__name__)

_DEMO_PACE = 0.5  # seconds from part to part: slow enough to look at each


@dataclass(frozen=True)
class WindowOptions:
    """What the window is opened with. A recipe and a source start a run by themselves, the demo teaches first."""

    recipe: Path | None = None
    source: str | None = None  # as core.sources.opening reads it
    demo: bool = False
    dataset: Path | None = None  # the demo's parts, in the MVTec layout; None draws them
    seed: int = 0
    seconds: float | None = None  # the window closes by itself, this long after the process's start
    screenshot: Path | None = None  # PNG of the window at its end
    settings: Path | None = None  # the file the station's settings are kept in; None: the user's own


@dataclass(frozen=True)
class Opened:
    """The window on the screen, and what it stands on."""

    app: QApplication
    station: Station
    opener: Opener
    window: MainWindow
    session: Session


def run_window(options: WindowOptions, started_at: float, services: Services | None = None) -> WindowResult:
    """Open the window and return when it is closed; `started_at` is `time.perf_counter()` of the process's start.

    Exit codes of the result: 0; of a window with `seconds` 2 after a failure that has its sentence, 1 after one that
    nobody foresaw; 2 when the screenshot can't be saved.
    """
    path = options.screenshot
    if path is not None and not (path.absolute().parent.is_dir() and os.access(path.absolute().parent, os.W_OK)):
        return WindowResult(BAD_INPUT, error=cannot_write(path))
    instance = SingleInstance(options.settings or settings_file(), _application())
    other = None if options.demo else instance.claim()
    if other is not None:
        return _left_to(other, options)
    opened = open_window(options, started_at, services)
    instance.asked.connect(opened.window.come_to_front)
    if path is not None:
        opened.session.take_screenshot_to(path)
    log.info("The window is open: %s.", ", ".join(f"{name} {version}" for name, version in versions().items()))
    with complaints_reported(opened.station), interrupt_closes(opened.window):
        opened.app.exec()
    log.info("The window is closed.")
    return opened.session.result()


def open_window(options: WindowOptions, started_at: float, services: Services | None = None) -> Opened:
    """Put the window on the screen and begin what the options say; the caller runs the event loop."""
    app = _application()
    memory = Memory(options.settings)
    apply_appearance(app, remembered_appearance(memory.settings))
    services = services or Services()
    station = Station(services.make_inspector)
    StationDiary(station)
    opener = Opener(services, station)
    window = MainWindow(station, opener, Dialogs())
    inspects = options.demo or (options.recipe is not None and options.source is not None)
    session = Session(window, station, opener, started_at, options.seconds, inspects)
    window.resize(_first_size())
    StationSetup(memory, station, opener, window, services.list_cameras)
    teach = TeachSetup(DraftStore(), services, station, opener, window)
    RecipesSetup(station, opener, window, teach)
    window.set_kiosk(memory.settings.kiosk) if memory.settings.kiosk else window.show()
    if memory.remark:
        window.show_failure(Failure(memory.remark))
    recording = _record(station, memory, window)
    ReviewSetup(recording, memory, opener, window, teach)
    ReportsSetup(recording, memory, window)
    _begin(options, services, station, opener, memory.settings)
    return Opened(app, station, opener, window, session)


def _record(station: Station, memory: Memory, window: MainWindow) -> StationRecording:
    """Have the station remember what it inspects, from the moment the window is to be seen."""
    recording = station.terms.recording = StationRecording(rules_of(memory.settings), station)
    memory.changed.connect(recording.take_settings)
    recording.take_settings(memory.settings)
    RecordingNotice(recording, window)
    DriftNotice(recording, window)
    # Only once the window is painted: it loads what speaks to databases.
    QTimer.singleShot(0, recording, recording.start)
    return recording


def _left_to(other: str, options: WindowOptions) -> WindowResult:
    """Leave it to the window that is open already; `other` says how that went."""
    if other == ALREADY_OPEN and options.recipe is None and options.source is None:
        return WindowResult(0, error=other)
    return WindowResult(BAD_INPUT, error=f"{other} Close it before opening another recipe or source.")


def _application() -> QApplication:
    sys.setswitchinterval(0.001)  # seconds; lets the window in sooner when a worker is in Python code
    app = QApplication.instance() or QApplication(["Filbert"])
    if not isinstance(app, QApplication):
        raise TypeError("Filbert's window needs a QApplication, and there is another kind already.")
    app.setApplicationName("Filbert")
    app.setWindowIcon(QIcon(str(files("resources") / "filbert.svg")))
    return app


def _first_size() -> QSize:
    """Give the large layout's least size or what the screen has; without a screen, the size screenshots have."""
    if QGuiApplication.platformName() == "offscreen":
        return QSize(1920, 1080)
    return QSize(1600, 1000).boundedTo(QGuiApplication.primaryScreen().availableSize())


def _begin(
    options: WindowOptions, services: Services, station: Station, opener: Opener, settings: StationSettings
) -> None:
    """Begin what the options say. What they leave out is opened as it was last, but then nothing starts by itself."""
    if options.demo:
        station.teach(_demo_lesson(options, services))
        return
    recipe, source = options.recipe or settings.recipe, options.source or settings.source
    if recipe is not None:
        opener.open_recipe(recipe)
    if source:
        opener.await_source(source)
    if options.source is not None or (options.recipe is not None and not source):
        station.start_when_ready()


def _demo_lesson(options: WindowOptions, services: Services) -> Callable[[OnProgress, ShouldStop], TaughtDemo]:
    def teach(on_progress: OnProgress, should_stop: ShouldStop) -> TaughtDemo:
        on_progress(TrainingProgress("Loading the network", 0.0, None))
        recipe = services.teach_demo(options.dataset, options.seed, on_progress, should_stop)
        return TaughtDemo(recipe, services.demo_source(options.dataset, options.seed), _DEMO_PACE)

    return teach
