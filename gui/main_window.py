"""The window: puts rail, header, page and run bar together, and connects them with the station."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from gui.dialogs import Dialogs
from gui.failure_notes import FailureNotes
from gui.look.restyling import when_restyled
from gui.navigation import Navigation
from gui.opener import Opener
from gui.page_frame import Sized
from gui.page_stack import Page, PageStack
from gui.pages.inspect.inspect_page import InspectPage
from gui.part_answers import PartAnswers
from gui.station.station import Station
from gui.station_header import StationHeader
from gui.station_screen import StationScreen
from gui.status_text import StatusText
from gui.widgets.error_banner import ErrorBanner
from gui.widgets.header import Header
from gui.widgets.nav_rail import NavRail
from gui.widgets.run_bar import RunBar
from gui.widgets.warning_strip import WarningStrip
from gui.window_keys import WindowKeys
from gui.workers import Failure


class MainWindow(QMainWindow):
    """Filbert's window. Closing it ends all that runs in the background."""

    results_shown = Signal()
    heatmap_changed = Signal(float)  # its opacity
    kiosk_changed = Signal(bool)
    closing = Signal()  # while everything is still on the screen

    def __init__(self, station: Station, opener: Opener, dialogs: Dialogs) -> None:
        super().__init__()
        self._station, self._opener, self._dialogs = station, opener, dialogs
        text = StatusText(station, opener)
        self._rail, self._header, self._banner = NavRail(), Header(), ErrorBanner()
        self._page, self._run_bar = InspectPage(station.terms.pictures), RunBar()
        self._pages = PageStack()
        self._pages.set_maker("inspect", lambda: self._page)
        self._navigation = Navigation(self._pages, self._rail, (self._header, self._run_bar))
        header = StationHeader(self._header, station, text)
        self._screen = StationScreen(station, text, self._page, self._run_bar, header)
        self._answers = PartAnswers(self._page, self._run_bar, station)
        self._failures = FailureNotes(self._banner, self._page, station, opener)
        self._notices: list[WarningStrip] = []
        self._compact = False
        self.setWindowTitle("Filbert")
        self.setMinimumSize(1200, 700)  # set, so that no passing state of the layout makes the window grow
        self._lay_out()
        self._connect_actions()
        self._opener.changed.connect(self._screen.show_all)
        self.show_page("inspect")
        when_restyled(self._take_layout)
        self._page.setFocus()  # else Qt gives it to the first button, and Space would press that

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the large layout from 1600 × 1000 on, else the small one."""
        super().resizeEvent(event)
        self._take_layout()

    def _take_layout(self) -> None:
        self._compact = self.width() < 1600 or self.height() < 1000
        parts: tuple[Sized, ...] = (self._rail, self._header, self._banner, self._run_bar, self._pages, *self._notices)
        for part in parts:
            part.set_compact(self._compact)

    def set_page_maker(self, name: str, make: Callable[[], Page]) -> None:
        """Have a page of the rail made when somebody first goes there."""
        self._pages.set_maker(name, make)

    def add_notice(self, notice: WarningStrip) -> None:
        """Put a notice over all pages, between banner and page; it hides by itself."""
        self._notices.append(notice)
        notice.set_compact(self._compact)
        self._column.insertWidget(self._column.indexOf(self._pages), notice)

    def show_page(self, name: str) -> None:
        """Go to a page of the rail."""
        self._navigation.show_page(name)

    @Slot(bool)
    def set_kiosk(self, kiosk: bool) -> None:
        """Fill the whole screen, or be a window again."""
        self.showFullScreen() if kiosk else self.showNormal()
        self.kiosk_changed.emit(kiosk)

    def set_opacity(self, opacity: float) -> None:
        """Draw the heatmap at an opacity of 0 to 1."""
        self._page.set_opacity(opacity)

    @Slot()
    def come_to_front(self) -> None:
        """Show the window to somebody who looks for it, as it was before it was minimised."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    @Slot(object)
    def show_failure(self, failure: Failure) -> None:
        """Tell of something that went wrong and stopped nothing."""
        self._failures.show_failure(failure)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End what runs, and wait for it."""
        self.closing.emit()
        self._opener.shutdown()
        self._station.shutdown()
        event.accept()

    def _lay_out(self) -> None:
        centre = QWidget()
        row, column = QHBoxLayout(centre), QVBoxLayout()
        self._column = column
        for box in (row, column):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
        for widget in (self._header, self._banner, self._pages, self._run_bar):
            column.addWidget(widget, 1 if widget is self._pages else 0)
        row.addWidget(self._rail)
        row.addLayout(column, 1)
        self.setCentralWidget(centre)

    def _connect_actions(self) -> None:
        self._run_bar.start_requested.connect(self._on_start)
        self._run_bar.pause_requested.connect(self._station.pause)
        self._run_bar.stop_requested.connect(self._station.stop)
        self._run_bar.trigger_requested.connect(self._station.fire)
        self._run_bar.folder_requested.connect(self._on_folder_requested)
        self._page.heatmap_changed.connect(self.heatmap_changed)
        self._header.recipe_requested.connect(self._on_recipe_requested)
        self._screen.results_shown.connect(self.results_shown)
        self._page.reset_requested.connect(self._on_reset_requested)
        self._dialogs.recipe_chosen.connect(self._on_recipe_chosen)
        self._dialogs.folder_chosen.connect(self._opener.open_source)
        self._dialogs.reset_confirmed.connect(self._station.reset_counts)
        keys = WindowKeys(self, self._everywhere(), self._on_inspect())
        self._navigation.page_shown.connect(keys.set_page)

    def _everywhere(self) -> dict[str, Callable[[], object]]:
        return {
            "F5": self._on_start,
            "F6": self._station.pause,
            "Esc": self._on_escape,
            "F2": self._failures.acknowledge,
            "F3": self._on_folder_requested,
            "F9": self._on_reset_requested,
            "F11": self._on_kiosk_requested,
            "Ctrl+O": self._on_recipe_requested,
            **self._navigation.keys(),
        }

    def _on_inspect(self) -> dict[str, Callable[[], object]]:
        return {
            "Space": self._station.fire,
            "1": self._run_bar.confirm_good,
            "2": self._run_bar.confirm_bad,
            "3": self._run_bar.confirm_unsure,
            **self._page.key_actions(),
        }

    @Slot()
    def _on_kiosk_requested(self) -> None:
        self.set_kiosk(not self.isFullScreen())

    @Slot()
    def _on_escape(self) -> None:
        if not self._navigation.go_back() and self._pages.current != "teach":  # there Esc is about the teaching alone
            self._station.stop()

    @Slot()
    def _on_start(self) -> None:
        if self._station.can_start:
            self._failures.hide()
            self._page.back_to_live()
            self._station.start()

    @Slot()
    def _on_recipe_requested(self) -> None:
        self._dialogs.ask_recipe(self)

    @Slot(str)
    def _on_recipe_chosen(self, path: str) -> None:
        self._opener.open_recipe(Path(path))

    @Slot()
    def _on_folder_requested(self) -> None:
        self._dialogs.ask_folder(self)

    @Slot()
    def _on_reset_requested(self) -> None:
        self._dialogs.ask_reset(self)
