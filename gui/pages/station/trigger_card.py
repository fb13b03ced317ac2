"""When a picture is judged, and when it is too old for that."""

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from core.inspection.trigger import TriggerMode
from core.settings import StationSettings
from gui.widgets.number_stepper import NumberStepper
from gui.widgets.segmented import OPERATORS_PX, Choice, Segmented
from gui.widgets.setting_row import SettingRow
from gui.widgets.settings_card import SettingsCard


@dataclass(frozen=True)
class TriggerChoice:
    """How pictures are to be chosen; `interval_s` counts in INTERVAL mode only."""

    mode: TriggerMode
    interval_s: float


@dataclass(frozen=True)
class LimitsChoice:
    """No older picture than `oldest_frame_s` is judged; a source is STALLED after `stall_periods` without one."""

    oldest_frame_s: float
    stall_periods: float


class TriggerCard(SettingsCard):
    """What is chosen here holds at once."""

    trigger_chosen = Signal(object)  # TriggerChoice
    limits_chosen = Signal(object)  # LimitsChoice

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Trigger"))
        choices = (
            Choice(TriggerMode.FREE, self.tr("Free-running"), self.tr("every picture")),
            Choice(TriggerMode.SOFTWARE, self.tr("On trigger"), self.tr("Space, or the button")),
            Choice(TriggerMode.INTERVAL, self.tr("At intervals"), self.tr("every N seconds")),
        )
        self._mode = Segmented(self.tr("Trigger"), choices, height=OPERATORS_PX)
        seconds = self.tr("s")
        self._interval = NumberStepper(self.tr("Seconds from part to part"), 0.1, 3600, 0.5, seconds, 1)
        self._oldest = NumberStepper(self.tr("Oldest picture that is judged"), 0.05, 60, 0.05, seconds, 2)
        self._stall = NumberStepper(self.tr("Missing pictures before STALLED"), 2, 100, 1, "", 0)
        self._mode.chosen.connect(self._on_trigger_chosen)
        self._interval.changed.connect(self._on_trigger_chosen)
        self._oldest.changed.connect(self._on_limits_chosen)
        self._stall.changed.connect(self._on_limits_chosen)
        self._lay_out()
        self.show_settings(StationSettings())

    def show_settings(self, settings: StationSettings) -> None:
        """Show what is set."""
        self._mode.choose(settings.trigger)
        self._interval.show_value(settings.interval_s)
        self._every.setVisible(settings.trigger is TriggerMode.INTERVAL)
        self._oldest.show_value(settings.oldest_frame_s)
        self._stall.show_value(settings.stall_periods)

    def _lay_out(self) -> None:
        self.column.addWidget(self._mode)
        self._every = SettingRow(self.tr("Every"), self._interval, self.tr("From one part to the next."))
        self.column.addWidget(self._every)
        rows = (
            (self.tr("Oldest picture"), self._oldest, self.tr("An older one is never judged: NOT READY.")),
            (self.tr("Stalled after"), self._stall, self.tr("So many pictures in a row that did not come.")),
        )
        for row in rows:
            self.column.addWidget(SettingRow(*row))
        self.column.addStretch()

    @Slot()
    def _on_trigger_chosen(self) -> None:
        mode = TriggerMode(str(self._mode.value))
        self._every.setVisible(mode is TriggerMode.INTERVAL)
        self.trigger_chosen.emit(TriggerChoice(mode, self._interval.value))

    @Slot()
    def _on_limits_chosen(self) -> None:
        self.limits_chosen.emit(LimitsChoice(self._oldest.value, self._stall.value))
