"""What of the parts is remembered, where, and for how long."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from core.settings import StationSettings
from gui.widgets.fields import TextField
from gui.widgets.number_stepper import NumberStepper
from gui.widgets.scanned_field import ScannedField
from gui.widgets.segmented import Choice, Segmented
from gui.widgets.setting_row import SettingRow
from gui.widgets.settings_card import SettingsCard


@dataclass(frozen=True)
class RecordsChoice:
    """The settings of records, named as in StationSettings."""

    station: str
    records_url: str
    archive: bool
    archive_pass_share: float
    archive_days: int
    archive_gigabytes: float


class RecordsCard(SettingsCard):
    """What is chosen here holds from the next part on; another database from the next start on."""

    records_chosen = Signal(object)  # RecordsChoice
    lot_chosen = Signal(str)

    def __init__(self, clock: Callable[[], float] = monotonic, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Records"))
        self._lot = ScannedField(self.tr("Lot"), self.tr("none"), clock)
        self._station = TextField(self.tr("Name of the station"), self.tr("as the computer"))
        self._url = TextField(self.tr("Database"), self.tr("this computer"))
        self._archive = Segmented(
            self.tr("Pictures of parts"), (Choice(False, self.tr("Off")), Choice(True, self.tr("On")))
        )
        self._share = NumberStepper(self.tr("Share of PASS whose pictures are kept"), 0, 100, 1, "%", 1)
        self._days = NumberStepper(self.tr("Days pictures are kept"), 1, 3650, 1, self.tr("days"), 0)
        self._size = NumberStepper(self.tr("Most room for pictures"), 0.1, 100_000, 10, "GB", 1)
        self._lot.entered.connect(self.lot_chosen)
        self._lot.editingFinished.connect(self._on_lot_left)
        for field in (self._station, self._url):
            field.editingFinished.connect(self._on_chosen)
        for number in (self._share, self._days, self._size):
            number.changed.connect(self._on_chosen)
        self._archive.chosen.connect(self._on_chosen)
        self._lay_out()
        self.show_settings(StationSettings())

    def show_settings(self, settings: StationSettings) -> None:
        """Show what is set."""
        self._shown = settings
        self._station.setText(settings.station)
        self._url.setText(settings.records_url)
        self._archive.choose(settings.archive)
        self._share.show_value(settings.archive_pass_share * 100)
        self._days.show_value(settings.archive_days)
        self._size.show_value(settings.archive_gigabytes)
        for row in self._about_pictures:
            row.setVisible(settings.archive)

    def show_lot(self, lot: str) -> None:
        """Show the lot of the parts inspected now."""
        self._lot.setText(lot)

    def _lay_out(self) -> None:
        rows = (
            (self.tr("Lot"), self._lot, self.tr("Of the parts from now on: type or scan it, then Enter.")),
            (self.tr("Station"), self._station, self.tr("Its name in the records.")),
            (self.tr("Database"), self._url, self.tr("postgresql://… for several stations; from the next start on.")),
            (self.tr("Pictures"), self._archive, self.tr("Of all FAIL and REVIEW, and some PASS.")),
        )
        about_pictures = (
            (self.tr("Of PASS"), self._share, self.tr("Evenly, so many of a hundred.")),
            (self.tr("For"), self._days, self.tr("Older ones go; their records stay.")),
            (self.tr("At most"), self._size, self.tr("Then the oldest go.")),
        )
        self._about_pictures = [SettingRow(*row) for row in about_pictures]
        for row in (*(SettingRow(*row) for row in rows), *self._about_pictures):
            self.column.addWidget(row)
        self.column.addStretch(1)

    @Slot()
    def _on_lot_left(self) -> None:
        self.lot_chosen.emit(self._lot.text().strip())

    @Slot()
    def _on_chosen(self) -> None:
        choice = RecordsChoice(
            self._station.text().strip(),
            self._url.text().strip(),
            self._archive.value is True,
            round(self._share.value / 100, 4),
            round(self._days.value),
            round(self._size.value, 1),
        )
        if any(getattr(self._shown, name) != value for name, value in vars(choice).items()):
            self.records_chosen.emit(choice)
