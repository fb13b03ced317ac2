"""Brings the Station page, the settings and what they set together."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Slot
from PySide6.QtWidgets import QApplication

from core.errors import SettingsError
from core.logs import log_file
from core.settings import StationSettings
from gui.look.theme import Appearance, apply_appearance
from gui.main_window import MainWindow
from gui.memory import Memory
from gui.opener import Opener
from gui.page_stack import Page
from gui.pages.station.records_card import RecordsChoice
from gui.pages.station.station_page import StationPage
from gui.pages.station.trigger_card import LimitsChoice, TriggerChoice
from gui.station.station import Station
from gui.workers import Failure

if TYPE_CHECKING:
    from core.sources.cameras import CameraInfo


class StationSetup(QObject):
    """Applies what the station remembers, and remembers what is chosen. The page is made when first asked for."""

    def __init__(
        self,
        memory: Memory,
        station: Station,
        opener: Opener,
        window: MainWindow,
        list_cameras: Callable[[], "Sequence[CameraInfo]"],
    ) -> None:
        super().__init__(window)
        self._memory, self._station, self._opener, self._window = memory, station, opener, window
        self._list_cameras = list_cameras
        self._page: StationPage | None = None
        opener.recipe_opened.connect(self._on_recipe_opened)
        opener.source_opened.connect(self._on_source_opened)
        station.changed.connect(self._on_station_changed)
        memory.changed.connect(self._on_settings_changed)
        memory.failed.connect(window.show_failure)
        window.heatmap_changed.connect(self._on_heatmap_changed)
        window.kiosk_changed.connect(self._on_kiosk_changed)
        window.closing.connect(self._on_closing)
        window.set_page_maker("station", self._make_page)
        self._apply(memory.settings)

    def _apply(self, settings: StationSettings) -> None:
        self._station.choose_trigger(settings.trigger, settings.interval_s)
        self._station.terms.oldest_s = settings.oldest_frame_s
        self._opener.stall_periods = settings.stall_periods
        self._window.set_opacity(settings.heatmap_opacity)
        if settings.window_geometry:
            self._window.restoreGeometry(QByteArray(base64.b64decode(settings.window_geometry)))

    def _make_page(self) -> Page:
        page = self._page = StationPage(self._list_cameras)
        page.source_chosen.connect(self._opener.open_source)
        page.trigger_chosen.connect(self._on_trigger_chosen)
        page.limits_chosen.connect(self._on_limits_chosen)
        page.appearance_chosen.connect(self._on_appearance_chosen)
        page.kiosk_chosen.connect(self._window.set_kiosk)
        page.records_chosen.connect(self._on_records_chosen)
        page.lot_chosen.connect(self._on_lot_chosen)
        page.show_files(self._memory.path, log_file())
        page.show_settings(self._memory.settings)
        page.show_lot(self._station.terms.lot)
        self._on_station_changed()
        return page

    @Slot(object)
    def _on_recipe_opened(self, path: Path) -> None:
        self._memory.change(recipe=path.resolve())

    @Slot(str)
    def _on_source_opened(self, spec: str) -> None:
        self._memory.take(self._memory.settings.with_source(spec))

    @Slot(object)
    def _on_trigger_chosen(self, choice: TriggerChoice) -> None:
        self._station.choose_trigger(choice.mode, choice.interval_s)
        self._memory.change(trigger=choice.mode, interval_s=choice.interval_s)

    @Slot(object)
    def _on_limits_chosen(self, choice: LimitsChoice) -> None:
        self._station.terms.oldest_s = choice.oldest_frame_s
        self._opener.stall_periods = choice.stall_periods
        self._memory.change(oldest_frame_s=choice.oldest_frame_s, stall_periods=choice.stall_periods)

    @Slot(object)
    def _on_appearance_chosen(self, appearance: Appearance) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_appearance(app, appearance)
        self._memory.change(
            dark=appearance.dark,
            high_contrast=appearance.high_contrast,
            text_scale=appearance.text_scale,
            classic_tile=appearance.classic_tile,
        )

    @Slot(object)
    def _on_records_chosen(self, choice: RecordsChoice) -> None:
        try:
            self._memory.change(**asdict(choice))
        except SettingsError as error:
            self._window.show_failure(Failure(str(error)))

    @Slot(str)
    def _on_lot_chosen(self, lot: str) -> None:
        self._station.terms.lot = lot

    @Slot(float)
    def _on_heatmap_changed(self, opacity: float) -> None:
        self._memory.change(heatmap_opacity=opacity)

    @Slot(bool)
    def _on_kiosk_changed(self, kiosk: bool) -> None:
        self._memory.change(kiosk=kiosk)
        if self._page is not None:
            self._page.show_kiosk(kiosk)

    @Slot(object)
    def _on_settings_changed(self, settings: StationSettings) -> None:
        if self._page is not None:
            self._page.show_settings(settings)

    @Slot()
    def _on_station_changed(self) -> None:
        if self._page is not None:
            trouble = self._station.trouble
            self._page.show_source_state(trouble.sentence if trouble is not None else "")
            self._page.show_device(self._station.device)

    @Slot()
    def _on_closing(self) -> None:
        if self._page is not None:
            self._page.shutdown()
        geometry = bytes(self._window.saveGeometry().data())
        self._memory.change(window_geometry=base64.b64encode(geometry).decode())
        self._memory.shutdown()


def remembered_appearance(settings: StationSettings) -> Appearance:
    """How the window looked last."""
    return Appearance(settings.dark, settings.high_contrast, settings.text_scale, settings.classic_tile)
