"""The window: puts rail, header, page and run bar together, and connects them with the station."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from core.types import Inspection, Verdict
from gui.activity import Activity
from gui.dialogs import Dialogs
from gui.inspection_worker import Result
from gui.opener import Opener
from gui.page_stack import PageStack
from gui.pages.inspect_page import InspectPage
from gui.station import Station
from gui.station_header import StationHeader
from gui.status_text import StatusText
from gui.widgets.error_banner import ErrorBanner
from gui.widgets.header import Header
from gui.widgets.nav_rail import NavRail
from gui.widgets.run_bar import RunBar
from gui.workers import Failure

_WITH_OWN_HEAD = ("teach", "review", "recipes", "report")  # these pages have all the window but the rail


class MainWindow(QMainWindow):
    """Filbert's window. Closing it ends all that runs in the background."""

    results_shown = Signal()
    heatmap_changed = Signal(float)  # its opacity
    kiosk_changed = Signal(bool)
    closing = Signal()  # while everything is still on the screen

    def __init__(self, station: Station, opener: Opener, dialogs: Dialogs) -> None:
        super().__init__()
        self._station, self._opener, self._dialogs = station, opener, dialogs
        self._text = StatusText(station, opener)
        self._rail, self._header, self._banner = NavRail(), Header(), ErrorBanner()
        self._page, self._run_bar = InspectPage(station.terms.pictures), RunBar()
        self._part: Inspection | None = None  # the one on view
        self._pages = PageStack()
        self._pages.set_maker("inspect", lambda: self._page)
        self._station_header = StationHeader(self._header, station, self._text)
        self._notices: list[QWidget] = []
        self._compact = False
        self.setWindowTitle("Filbert")
        self.setMinimumSize(1200, 700)  # set, so that no passing state of the layout makes the window grow
        self._lay_out()
        self._connect_station()
        self._connect_actions()
        self._on_station_changed()
        self._on_page_requested("inspect")
        self._page.setFocus()  # else Qt gives it to the first button, and Space would press that

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Take the large layout from 1600 × 1000 on, else the small one."""
        super().resizeEvent(event)
        compact = self.width() < 1600 or self.height() < 1000
        self._compact = compact
        for widget in (self._rail, self._header, self._banner, self._run_bar, self._pages, *self._notices):
            widget.set_compact(compact)  # type: ignore[attr-defined]

    def set_page_maker(self, name: str, make: Callable[[], QWidget]) -> None:
        """Have a page of the rail made when somebody first goes there; it has set_compact."""
        self._pages.set_maker(name, make)

    def add_notice(self, notice: QWidget) -> None:
        """Put a notice over all pages, between banner and page; it has set_compact, and hides by itself."""
        self._notices.append(notice)
        notice.set_compact(self._compact)  # type: ignore[attr-defined]
        self._column.insertWidget(self._column.indexOf(self._pages), notice)

    def show_page(self, name: str) -> None:
        """Go to a page of the rail."""
        self._on_page_requested(name)

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
        self._show_banner(failure.what, failure.advice or self.tr("Nothing was changed."))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
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

    def _connect_station(self) -> None:
        self._station.changed.connect(self._on_station_changed)
        self._station.results_arrived.connect(self._on_results_arrived)
        self._station.preview_arrived.connect(self._page.show_preview)
        self._station.progressed.connect(self._page.show_progress)
        self._station.failed.connect(self._on_station_failed)
        self._opener.changed.connect(self._on_station_changed)
        self._opener.failed.connect(self._on_not_opened)

    def _connect_actions(self) -> None:
        self._run_bar.start_requested.connect(self._on_start)
        self._run_bar.pause_requested.connect(self._station.pause)
        self._run_bar.stop_requested.connect(self._station.stop)
        self._run_bar.trigger_requested.connect(self._station.fire)
        self._run_bar.confirmed.connect(self._on_confirmed)
        self._run_bar.folder_requested.connect(self._on_folder_requested)
        self._page.part_on_view.connect(self._on_part_on_view)
        self._rail.page_requested.connect(self._on_page_requested)
        self._page.heatmap_changed.connect(self.heatmap_changed)
        self._header.recipe_requested.connect(self._on_recipe_requested)
        self._banner.acknowledged.connect(self._on_acknowledged)
        self._page.reset_requested.connect(self._on_reset_requested)
        self._dialogs.recipe_chosen.connect(self._on_recipe_chosen)
        self._dialogs.folder_chosen.connect(self._opener.open_source)
        self._dialogs.reset_confirmed.connect(self._station.reset_counts)
        for key, action in self._everywhere().items():
            self._add_key(key, action, self)
        on_inspect = {
            "Space": self._station.fire,
            "1": self._run_bar.confirm_good,
            "2": self._run_bar.confirm_bad,
            "3": self._run_bar.confirm_unsure,
            **self._page.key_actions(),
        }
        self._inspect_keys = [self._add_key(key, action, self) for key, action in on_inspect.items()]

    def _everywhere(self) -> dict[str, Callable[[], object]]:
        return {
            "F5": self._on_start,
            "F6": self._station.pause,
            "Esc": self._on_escape,
            "F2": self._on_acknowledged,
            "F3": self._on_folder_requested,
            "F9": self._on_reset_requested,
            "F11": self._on_kiosk_requested,
            "Ctrl+O": self._on_recipe_requested,
            "Ctrl+1": partial(self._on_page_requested, "inspect"),
            "Ctrl+2": partial(self._on_page_requested, "teach"),
            "Ctrl+3": partial(self._on_page_requested, "review"),
            "Ctrl+4": partial(self._on_page_requested, "recipes"),
            "Ctrl+5": partial(self._on_page_requested, "station"),
            "Ctrl+R": partial(self._on_page_requested, "report"),
        }

    @staticmethod
    def _add_key(key: str, action: Callable[[], object], owner: QWidget) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), owner, autoRepeat=False)
        shortcut.activated.connect(action)
        return shortcut

    @Slot(str)
    def _on_page_requested(self, name: str) -> None:
        """Show a page; keys that mean something on Inspect alone are silent elsewhere, where one may have to type."""
        if not self._pages.show_page(name):
            return
        for bar in (self._header, self._run_bar):
            bar.setVisible(name not in _WITH_OWN_HEAD)
        self._rail.set_current("review" if name == "report" else name)  # one comes to the report from there
        for shortcut in self._inspect_keys:
            shortcut.setEnabled(name == "inspect")

    @Slot()
    def _on_kiosk_requested(self) -> None:
        self.set_kiosk(not self.isFullScreen())

    @Slot()
    def _on_station_changed(self) -> None:
        station, text = self._station, self._text
        self._page.show_status(station.activity, text.waiting(), station.trouble)
        self._page.show_shift(station.shift)
        self._run_bar.show_state(text.run_title(), text.run_line())
        self._run_bar.set_available(station.can_start, station.can_pause, station.can_stop)
        self._run_bar.set_trigger(visible=True, enabled=station.can_trigger)
        recipe = station.recipe
        self._page.set_review_line(recipe.card.review_from if recipe is not None else 1.0)
        self._page.set_shortcoming(recipe.shortcoming if recipe is not None else "")
        self._station_header.show_all()

    @Slot(object)
    def _on_results_arrived(self, results: list[Result]) -> None:
        self._page.show_results(results)
        self._page.show_shift(self._station.shift)
        self._run_bar.show_state(self._text.run_title(), self._text.run_line())
        self._station_header.show_rate()
        self.results_shown.emit()

    @Slot(object)
    def _on_station_failed(self, failure: Failure) -> None:
        advice = failure.advice or self.tr("Parts are not inspected until you press Start. The counts are kept.")
        self._show_banner(failure.what, advice)

    @Slot(object)
    def _on_not_opened(self, failure: Failure) -> None:
        if self._station.activity is Activity.FAILED:
            advice = self.tr("Nothing was changed. The station is still stopped by the error before.")
        else:
            advice = self.tr("Nothing was changed.")
        self._show_banner(failure.what, advice)

    def _show_banner(self, what: str, advice: str) -> None:
        self._banner.show_error(what, advice)
        self._page.set_crowded(True)

    def _hide_banner(self) -> None:
        self._banner.hide()
        self._page.set_crowded(False)

    @Slot()
    def _on_acknowledged(self) -> None:
        self._hide_banner()
        self._station.acknowledge()

    @Slot()
    def _on_escape(self) -> None:
        if self._pages.current == "teach":
            self._pages.close_what_is_over()  # there Esc is about the teaching alone
        elif (back := self._pages.way_back) is not None:
            self._on_page_requested(back)
        elif not self._page.close_what_is_over():
            self._station.stop()

    @Slot(object)
    def _on_part_on_view(self, part: Inspection | None) -> None:
        self._part = part
        self._run_bar.set_confirmable(self._station.can_decide(part))

    @Slot(str)
    def _on_confirmed(self, answer: str) -> None:
        verdict = {"good": Verdict.PASS, "bad": Verdict.FAIL}.get(answer)
        if self._part is not None and verdict is not None:
            self._station.decide(self._part, verdict)
            self._run_bar.set_confirmable(self._station.can_decide(self._part))

    @Slot()
    def _on_start(self) -> None:
        if self._station.can_start:
            self._hide_banner()
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
