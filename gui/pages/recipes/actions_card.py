"""What can be done with a recipe."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.widgets.action_button import ToolButton, let_shrink
from gui.widgets.card import Card
from gui.widgets.labels import ElidedLabel
from gui.widgets.main_button import MainButton


class BesideMain(MainButton):
    """A main button as low as those beside it."""

    icon_size = 20
    word_px = 15
    gap = 8
    margin = 18


class ActionsCard(Card):
    """Use or improve, duplicate, export, archive. The dark button is Use, or Improve for the active recipe."""

    use_requested = Signal()
    improve_requested = Signal()
    duplicate_requested = Signal()
    export_requested = Signal()
    archive_requested = Signal(bool)  # archive it, or take it out again

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._archived = False
        self._use = BesideMain(self.tr("Use this recipe"), "", "check")
        self._improve_main = BesideMain(self.tr("Improve"), "", "graduation-cap")
        self._improve = ToolButton(self.tr("Improve"), "", "graduation-cap")
        self._duplicate = ToolButton(self.tr("Duplicate"), "", "copy")
        self._export = ToolButton(self.tr("Export"), "", "download")
        self._archive = ToolButton(self.tr("Archive"), "", "archive")
        self._why = ElidedLabel(13, 400, "text2")
        self._use.clicked.connect(self.use_requested)
        for button in (self._improve, self._improve_main):
            button.clicked.connect(self.improve_requested)
        self._duplicate.clicked.connect(self.duplicate_requested)
        self._export.clicked.connect(self.export_requested)
        self._archive.clicked.connect(lambda: self.archive_requested.emit(not self._archived))
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        for button in (self._use, self._improve_main, self._improve, self._duplicate, self._export):
            self._row.addWidget(button)
        let_shrink(self._use, self._improve_main, self._improve, self._duplicate, self._export, self._archive)
        self._row.addStretch(1)
        self._row.addWidget(self._archive)
        self._row.addWidget(self._why)
        self.set_compact(False)
        self.show_state(readable=False, active=False, archived=False, busy=False)

    def show_state(self, *, readable: bool, active: bool, archived: bool, busy: bool) -> None:
        """Offer what can be done with the recipe that is looked at; nothing new while something is under way."""
        self._archived = archived
        self._use.setVisible(not active)
        self._improve.setVisible(not active)
        self._improve_main.setVisible(active)
        for button in (self._use, self._improve, self._improve_main, self._duplicate, self._export):
            button.setEnabled(readable and not busy)
        self._archive.setText(self.tr("Take out of the archive") if archived else self.tr("Archive"))
        self._archive.setAccessibleName(self._archive.text())
        self._archive.set_icon("archive-restore" if archived else "archive")
        self._archive.setEnabled(not active and not busy)
        self._archive.updateGeometry()
        self._why.setText(self.tr("Active, so it can't be archived.") if active else "")
        self._why.setVisible(active)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        margin = 12 if compact else 20
        self._row.setContentsMargins(margin, 10 if compact else 12, margin, 10 if compact else 12)
        for button in (self._use, self._improve_main, self._improve, self._duplicate, self._export, self._archive):
            button.setFixedHeight(48 if compact else 52)
