"""The last parts."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.types import Inspection
from gui.look.restyling import when_restyled
from gui.pages.inspect.parts_model import KEPT, Entry, PartsModel
from gui.pages.inspect.parts_view import PartsView
from gui.widgets.action_button import TARGET_PX, ActionButton
from gui.widgets.card import Card
from gui.widgets.labels import text_label

_GAP = 8


class PartStrip(Card):
    """Thumbnails of the last parts, newest first; a tap or Enter shows one again, a button shows all of them."""

    part_chosen = Signal(object)  # the Inspection
    overview_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PartsModel(self)
        self._compact = False
        self._heading = QWidget()
        self._list = PartsView(self.model, wrapping=False)
        self._list.setAccessibleName(self.tr("Last parts, newest first"))
        self._empty = text_label(self.tr("Parts appear here as they are inspected."), 15, 400, "text2")
        self._empty.setWordWrap(True)
        self._all = ActionButton(self.tr("All {0}").format(KEPT), "L")
        name = self.tr("All {0} parts").format(KEPT)
        self._all.setAccessibleName(name)
        self._all.setToolTip(name)
        self._all.clicked.connect(self.overview_requested)
        self._lay_out()
        self._list.part_chosen.connect(self.part_chosen)
        self.model.rowsInserted.connect(self._on_count_changed)
        self.set_compact(False)
        when_restyled(self._take_size)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, which has no title, or of the large one."""
        self._compact = compact
        self._heading.setVisible(not compact)
        self._all.word_px = 15 if compact else 18
        self._column.setContentsMargins(*((10, 6, 11, 4) if compact else (16, 10, 15, 6)))
        self._take_size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show whole parts only."""
        super().resizeEvent(event)
        self._fit_list()

    def add(self, newest_last: Sequence[Entry]) -> None:
        """Put many entries first at once: `model.kept`, `model.skipped` and `Gap` make them."""
        self.model.add(newest_last)

    def mark_shown(self, inspection: Inspection | None) -> None:
        """Frame the part that is shown now; None frames none."""
        self.model.mark_shown(inspection)

    @Slot()
    def show_left(self) -> None:
        """Choose the part left of the one that is shown: a newer one."""
        self._show_neighbour(-1)

    @Slot()
    def show_right(self) -> None:
        """Choose the part right of the one that is shown: an older one."""
        self._show_neighbour(1)

    def _show_neighbour(self, step: int) -> None:
        """Choose the next part to the left (-1, newer) or to the right (1, older); nothing at the end."""
        part = self.model.neighbour(step)
        if part is not None and self.isEnabled():
            self.part_chosen.emit(part.inspection())
            row = self.model.shown_row()
            if row is not None:
                self._list.scrollTo(self.model.index(row))

    @Slot()
    def _on_count_changed(self) -> None:
        self._empty.setVisible(not self.model.rowCount())

    def _take_size(self) -> None:
        self._list.set_part_size(*((80, 92) if self._compact else (88, 102)))  # before the list hears of another look
        self._list.setFixedHeight(self._list.sizeHint().height() + 2)
        margins = self._column.contentsMargins()
        needed = margins.top() + margins.bottom() + self._list.height()
        needed += 0 if self._compact else self._heading.sizeHint().height()
        self.setFixedHeight(max(132 if self._compact else 168, needed))
        self._all.setFixedWidth(max(TARGET_PX if self._compact else 88, self._all.minimumSizeHint().width()))
        self._fit_list()

    def _fit_list(self) -> None:
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self._all.minimumWidth() - 2 * _GAP
        pitch = self._list.delegate.pitch
        self._list.setMaximumWidth(max(1, room // pitch) * pitch)

    def _lay_out(self) -> None:
        heading = QHBoxLayout(self._heading)
        heading.setContentsMargins(4, 0, 0, 0)
        heading.setSpacing(8)
        heading.addWidget(text_label(self.tr("Last parts"), 15, 600))
        heading.addWidget(text_label(self.tr("newest first"), 13, 400, "text2"))
        heading.addStretch()
        QHBoxLayout(self._list.viewport()).addWidget(self._empty)
        parts = QHBoxLayout()
        parts.setSpacing(_GAP)
        parts.addWidget(self._list, 1)
        parts.addStretch()
        parts.addWidget(self._all)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._heading)
        self._column.addLayout(parts)
