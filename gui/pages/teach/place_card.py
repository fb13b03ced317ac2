"""Where the recipe goes, and the buttons that bring it there."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets.action_button import ToolButton
from gui.widgets.card import Card
from gui.widgets.labels import text_label
from gui.widgets.main_button import MainButton


class PlaceCard(Card):
    """The file's name, Print and Save."""

    save_requested = Signal()
    print_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._folder = text_label("", 18, 700), text_label("", 13, 400, "text2")
        for label in (self._name, self._folder):
            label.setWordWrap(True)
        self.print_button = ToolButton(self.tr("Print or PDF"), "", "printer")
        self.save_button = MainButton(self.tr("Save and inspect"), "", "check")
        self.print_button.clicked.connect(self.print_requested)
        self.save_button.clicked.connect(self.save_requested)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for button, share in ((self.print_button, 2), (self.save_button, 3)):
            button.setFixedHeight(56)
            buttons.addWidget(button, share)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._name)
        self._column.addWidget(self._folder)
        self._column.addLayout(buttons)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        self._column.setContentsMargins(*((15, 11, 15, 11) if compact else (23, 19, 23, 19)))
        self._column.setSpacing(8 if compact else 12)

    def show_place(self, path: Path) -> None:
        """Show the file the recipe will be."""
        self._name.setText(path.name)
        # A zero-width space after each part lets a long path go over several lines.
        self._folder.setText(str(path.parent).replace("/", "/\u200b").replace("\\", "\\\u200b"))

    def set_ways(self, can_save: bool, can_print: bool, saving: bool = False) -> None:
        """Say which buttons do something, and that the recipe is being written."""
        text = self.tr("Saving…") if saving else self.tr("Save and inspect")
        self.save_button.setText(text)
        self.save_button.setAccessibleName(text)
        self.save_button.setEnabled(can_save)
        self.print_button.setEnabled(can_print)
