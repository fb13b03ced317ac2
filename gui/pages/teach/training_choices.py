"""What can be chosen before teaching: how fine the detector looks, and images of defects to watch."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from core.drafts.draft import Draft
from gui.path_dialogs import OnPath, PathDialogs
from gui.widgets.path_field import PathField
from gui.widgets.segmented import Choice, Segmented
from gui.widgets.setting_row import SettingRow
from gui.widgets.settings_card import SettingsCard


class TrainingChoices(SettingsCard):
    """Both may be left as they are."""

    preset_chosen = Signal(str)
    defects_chosen = Signal(object)  # Path, or None

    def __init__(self, dialogs: PathDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Choices"))
        self._dialogs = dialogs
        choices = (
            Choice("lite", self.tr("Lite"), self.tr("standard, fast")),
            Choice("fine", self.tr("Fine"), self.tr("tiny defects, 20 × slower")),
        )
        self._preset = Segmented(self.tr("How closely Filbert looks"), choices, height=56)
        self._preset.chosen.connect(self._on_preset_chosen)
        name = self.tr("Folder of defect images")
        self._defects = PathField(name, self.tr("none"), self.tr("Choose a folder"), self._ask)
        self._defects.changed.connect(self._on_defects_changed)
        detail = self.tr("If you have any: nothing is learned from them, but you see whether they glow.")
        self.column.addWidget(SettingRow(self.tr("How closely Filbert looks"), self._preset))
        self.column.addWidget(SettingRow(name, self._defects, detail))
        self.column.addStretch()

    def show_draft(self, draft: Draft) -> None:
        """Show what was chosen."""
        self._preset.choose(draft.preset)
        shown = str(draft.defects) if draft.defects is not None else ""
        if self._defects.path != shown:
            self._defects.show_path(shown)

    def _ask(self, window: QWidget, chosen: OnPath) -> None:
        self._dialogs.ask_folder(window, self.tr("Choose a folder of defect images"), chosen)

    @Slot(object)
    def _on_preset_chosen(self, preset: str) -> None:
        self.preset_chosen.emit(preset)

    @Slot()
    def _on_defects_changed(self) -> None:
        self.defects_chosen.emit(Path(self._defects.path) if self._defects.path else None)
