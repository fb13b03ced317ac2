"""The page where a station is set up."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QScroller, QVBoxLayout, QWidget

from core.settings import StationSettings
from core.versions import versions
from gui.look.restyling import when_restyled
from gui.look.theme import scaled
from gui.pages.station.about_card import AboutCard
from gui.pages.station.look_card import LookCard
from gui.pages.station.records_card import RecordsCard
from gui.pages.station.source_card import SourceCard
from gui.pages.station.trigger_card import TriggerCard
from gui.path_dialogs import PathDialogs
from gui.widgets.camera_list import ListCameras
from gui.widgets.settings_card import SettingsCard

_LEAST_FOR_TWO = 1100  # pixels of width, in text of its own size: with less the right column would be cut off


class StationPage(QWidget):
    """Source, trigger, look, records, what Filbert says of itself. It shows and asks; the window acts and remembers."""

    source_chosen = Signal(str)  # as core.sources.opening reads it
    trigger_chosen = Signal(object)  # TriggerChoice
    limits_chosen = Signal(object)  # LimitsChoice
    appearance_chosen = Signal(object)  # Appearance
    kiosk_chosen = Signal(bool)
    records_chosen = Signal(object)  # RecordsChoice
    lot_chosen = Signal(str)

    def __init__(
        self, list_cameras: ListCameras, dialogs: PathDialogs | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._source = SourceCard(list_cameras, dialogs or PathDialogs(self))
        self._trigger, self._look, self._about = TriggerCard(), LookCard(), AboutCard(versions())
        self._records = RecordsCard()
        self._cards: tuple[SettingsCard, ...] = (self._source, self._trigger, self._look, self._records, self._about)
        self._source.source_chosen.connect(self.source_chosen)
        self._trigger.trigger_chosen.connect(self.trigger_chosen)
        self._trigger.limits_chosen.connect(self.limits_chosen)
        self._look.appearance_chosen.connect(self.appearance_chosen)
        self._look.kiosk_chosen.connect(self.kiosk_chosen)
        self._records.records_chosen.connect(self.records_chosen)
        self._records.lot_chosen.connect(self.lot_chosen)
        self._compact, self._columns = False, 0
        self._lay_out()
        self.set_compact(False)
        when_restyled(self._place_cards)
        self.show_settings(StationSettings())

    def show_settings(self, settings: StationSettings) -> None:
        """Show what is set, without a signal."""
        self._source.show_source(settings.source)
        self._source.show_recent(settings.recent_sources)
        self._trigger.show_settings(settings)
        self._look.show_settings(settings)
        self._records.show_settings(settings)

    def show_lot(self, lot: str) -> None:
        """Show the lot of the parts inspected now."""
        self._records.show_lot(lot)

    def show_source_state(self, text: str) -> None:
        """Say how the source that is used now is doing; empty for nothing to say."""
        self._source.show_state(text)

    def show_kiosk(self, kiosk: bool) -> None:
        """Show whether the window fills the screen, which F11 changes too."""
        self._look.show_kiosk(kiosk)

    def show_device(self, device: str) -> None:
        """Say what the network runs on."""
        self._about.show_device(device)

    def show_files(self, settings: Path, log: Path) -> None:
        """Say where the settings are kept, and what happened is written down."""
        self._about.show_files(settings, log)

    def close_what_is_over(self) -> bool:
        """Close what lies over the page: there is nothing."""
        return False

    def set_compact(self, compact: bool) -> None:
        """Take one column, as the small layout has room for, or two."""
        self._compact = compact
        gap = 12 if compact else 16
        self._grid.setContentsMargins(gap if compact else 24, gap, gap if compact else 24, gap)
        self._grid.setSpacing(gap)
        for card in self._cards:
            card.set_compact(compact)
        self._place_cards()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many columns as there is room for."""
        super().resizeEvent(event)
        self._place_cards()

    def _place_cards(self) -> None:
        columns = 1 if self._compact or self.width() < scaled(_LEAST_FOR_TWO) else 2
        if columns == self._columns:
            return
        self._columns = columns
        for card in self._cards:
            self._grid.removeWidget(card)
        if columns == 1:
            for row, card in enumerate(self._cards):
                self._grid.addWidget(card, row, 0)
        else:
            self._grid.addWidget(self._source, 0, 0, 2, 1)
            self._grid.addWidget(self._records, 2, 0)
            for row, card in enumerate((self._trigger, self._look, self._about)):
                self._grid.addWidget(card, row, 1)
        self._grid.setColumnStretch(1, columns - 1)
        self._grid.setRowStretch(5, 1)  # on a large screen the cards stay as high as what they say

    def shutdown(self) -> None:
        """Wait for what is under way; before the window goes."""
        self._source.shutdown()

    def _lay_out(self) -> None:
        sheet = QWidget()
        sheet.setObjectName("sheet")
        self._grid = QGridLayout(sheet)
        self._grid.setColumnStretch(0, 1)
        scroll = QScrollArea()
        scroll.setWidget(sheet)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QScroller.grabGesture(scroll.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
