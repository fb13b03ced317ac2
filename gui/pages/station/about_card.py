"""What somebody who is asked for help wants to know."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from core.files import readable_name
from gui.widgets.card import hairline
from gui.widgets.labels import text_label
from gui.widgets.settings_card import SettingsCard


class AboutCard(SettingsCard):
    """Versions, device, where settings and log are kept, and the licence. The texts can be marked and copied."""

    def __init__(self, versions: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("About"))
        line = "   ".join(f"{name} {version}" for name, version in versions.items())
        self._versions, self._device = _fact(line), _fact("–")
        self._settings, self._log = _fact("–"), _fact("–")
        self._licence = text_label(
            self.tr(
                "Filbert comes under the Apache License 2.0, without warranty. The file NOTICE names whose work it"
                " stands on, and their licences."
            ),
            13,
            400,
            "text2",
        )
        self._licence.setWordWrap(True)
        self._lay_out()

    def show_device(self, device: str) -> None:
        """Say what the network runs on."""
        self._device.setText(device or "–")

    def show_files(self, settings: Path, log: Path) -> None:
        """Say where the settings are kept, and what happened is written down."""
        self._settings.setText(_breakable(settings))
        self._log.setText(_breakable(log))

    def _lay_out(self) -> None:
        facts = QGridLayout()
        facts.setHorizontalSpacing(16)
        facts.setVerticalSpacing(8)
        facts.setColumnStretch(1, 1)
        rows = (
            (self.tr("Versions"), self._versions),
            (self.tr("Device"), self._device),
            (self.tr("Settings file"), self._settings),
            (self.tr("Log file"), self._log),
        )
        for row, (name, fact) in enumerate(rows):
            facts.addWidget(text_label(name, 15, 400, "text2"), row, 0, Qt.AlignmentFlag.AlignTop)
            facts.addWidget(fact, row, 1)
        self.column.addLayout(facts)
        self.column.addWidget(hairline())
        self.column.addWidget(self._licence)
        self.column.addStretch()


def _breakable(path: Path) -> str:
    """Give a path that may break after a separator: a zero-width space lets it."""
    return readable_name(path).replace("/", "/\u200b").replace("\\", "\\\u200b")


def _fact(text: str) -> QLabel:
    label = text_label(text, 15, 500)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
