"""How many records were found, and what can be done with all of them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.records.reviewing import FoundFigures
from gui.widgets.action_button import ToolButton, let_shrink
from gui.widgets.labels import text_label
from gui.widgets.score_text import count_text


class CountsRow(QWidget):
    """The number; only what nobody has confirmed; what has come since; all of them chosen."""

    only_open_toggled = Signal(bool)
    refresh_requested = Signal()
    all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._open = text_label("", 15, 600), ToolButton("", "", "")
        self._new, self._all = ToolButton("", "", "refresh-cw"), ToolButton(self.tr("Select all"), "", "list-checks")
        let_shrink(self._all, self._open, self._new)
        self._open.setCheckable(True)
        self._open.setAccessibleName(self.tr("Show only parts nobody has confirmed"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self._count, self._open, self._new):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._all)
        self._open.toggled.connect(self.only_open_toggled)
        self._new.clicked.connect(self.refresh_requested)
        self._all.clicked.connect(self.all_requested)
        self.show_new(0)
        self.show_figures(None)

    def show_searching(self) -> None:
        """Say that records are being looked for."""
        self._count.setText(self.tr("Searching…"))

    def show_count(self, count: int | None) -> None:
        """Show how many were found; None while they are being counted."""
        self._all.setEnabled(count != 0)
        if count is None:
            self._count.setText(self.tr("Counting…"))
        else:
            text = self.tr("1 record") if count == 1 else self.tr("{0} records").format(count_text(count))
            self._count.setText(text)

    def show_figures(self, figures: FoundFigures | None) -> None:
        """Show how many nobody has said anything of."""
        if figures is None:
            self._open.setText(self.tr("Not confirmed"))
        else:
            self._open.setText(self.tr("{0} not confirmed").format(count_text(figures.unconfirmed)))
        self._open.updateGeometry()

    def show_new(self, count: int) -> None:
        """Offer to look at records that came since the search."""
        self._new.setVisible(count > 0)
        self._new.setText(self.tr("{0} new").format(count_text(count)))
        self._new.setAccessibleName(self.tr("Show {0} new records").format(count))
        self._new.updateGeometry()

    def show_only_open(self, only_open: bool) -> None:
        """Show whether only those are looked at, and tell nobody."""
        self._open.blockSignals(True)
        self._open.setChecked(only_open)
        self._open.blockSignals(False)
