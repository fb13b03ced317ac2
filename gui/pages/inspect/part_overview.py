"""All of the last parts at once."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.pages.inspect.parts_model import KEPT, PartsModel
from gui.pages.inspect.parts_view import PartsView
from gui.widgets.action_button import ActionButton
from gui.widgets.card import Card
from gui.widgets.labels import text_label
from gui.widgets.own_keys import keeps_key

_CLOSE_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_L)


class PartOverview(Card):
    """The strip's parts in a grid; a tap or Enter shows one, Esc or L goes back."""

    part_chosen = Signal(object)  # the Inspection
    close_requested = Signal()

    def __init__(self, model: PartsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = PartsView(model, wrapping=True)
        self._grid.setAccessibleName(self.tr("Last {0} parts, newest first").format(KEPT))
        self._close = ActionButton(self.tr("Close"), self.tr("Esc"), "x")
        self._lay_out()
        self._grid.part_chosen.connect(self.part_chosen)
        self._close.clicked.connect(self.close_requested)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._grid.set_part_size(80, 92 if compact else 100)
        self._column.setContentsMargins(*((12, 8, 8, 4) if compact else (20, 12, 12, 4)))

    def open(self) -> None:
        """Start at the newest part, with the keys' focus on it."""
        self._grid.scrollToTop()
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Keep Esc and L, which close."""
        return keeps_key(event, _CLOSE_KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc and L."""
        if event.key() in _CLOSE_KEYS:
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(text_label(self.tr("Last {0} parts").format(KEPT), 15, 600))
        heading.addWidget(text_label(self.tr("newest first"), 13, 400, "text2"))
        heading.addStretch()
        heading.addWidget(self._close)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._column.addLayout(heading)
        self._column.addWidget(self._grid, 1)
