"""How the window looks."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from core.settings import StationSettings
from gui.look.theme import TEXT_SCALES, Appearance
from gui.widgets.segmented import Choice, Segmented
from gui.widgets.setting_row import SettingRow
from gui.widgets.settings_card import SettingsCard


class LookCard(SettingsCard):
    """What is chosen here holds at once."""

    appearance_chosen = Signal(object)  # Appearance
    kiosk_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Look"))
        self._dark = Segmented(
            self.tr("Colours"),
            (Choice(False, self.tr("Light"), icon="sun"), Choice(True, self.tr("Dark"), icon="moon")),
        )
        names = (self.tr("Normal"), self.tr("Large"), self.tr("Largest"))
        sizes = [
            Choice(scale, f"{name} {scale:.0%}".replace("%", " %"))
            for scale, name in zip(TEXT_SCALES, names, strict=True)
        ]
        self._scale = Segmented(self.tr("Text size"), sizes)
        self._contrast, self._classic, self._kiosk = (
            self._switch(name) for name in (self.tr("High contrast"), self.tr("Classic tile"), self.tr("Full screen"))
        )
        for choice in (self._dark, self._scale, self._contrast, self._classic):
            choice.chosen.connect(self._on_chosen)
        self._kiosk.chosen.connect(self._on_kiosk_chosen)
        self._lay_out()
        self.show_settings(StationSettings())

    def show_settings(self, settings: StationSettings) -> None:
        """Show what is set."""
        self._dark.choose(settings.dark)
        self._contrast.choose(settings.high_contrast)
        self._scale.choose(settings.text_scale)
        self._classic.choose(settings.classic_tile)
        self.show_kiosk(settings.kiosk)

    def show_kiosk(self, kiosk: bool) -> None:
        """Show whether the window fills the screen."""
        self._kiosk.choose(kiosk)

    def _switch(self, name: str) -> Segmented:
        return Segmented(name, (Choice(False, self.tr("Off")), Choice(True, self.tr("On"))))

    def _lay_out(self) -> None:
        rows = (
            (self.tr("Colours"), self._dark),
            (self.tr("Text size"), self._scale, self.tr("For those who stand further away.")),
            (self.tr("High contrast"), self._contrast),
            (self.tr("Classic tile"), self._classic, self.tr("PASS on full green.")),
            (self.tr("Full screen"), self._kiosk, self.tr("The key F11 does the same.")),
        )
        for row in rows:
            self.column.addWidget(SettingRow(*row))
        self.column.addStretch()

    @Slot()
    def _on_chosen(self) -> None:
        scale = self._scale.value
        self.appearance_chosen.emit(
            Appearance(
                dark=self._dark.value is True,
                high_contrast=self._contrast.value is True,
                text_scale=scale if isinstance(scale, float) else 1.0,
                classic_tile=self._classic.value is True,
            )
        )

    @Slot(object)
    def _on_kiosk_chosen(self, kiosk: object) -> None:
        self.kiosk_chosen.emit(kiosk is True)
