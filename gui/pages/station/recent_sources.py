"""Sources that were used before."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from core.errors import SourceError
from core.sources.spec import title_of
from gui.widgets.action_button import ToolButton
from gui.widgets.labels import text_label

_COLUMNS = 2


class RecentButton(ToolButton):
    """A source by its title, which may be cut."""

    def __init__(self, spec: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, "", "", parent)
        self.spec = spec
        self.setToolTip(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Any width will do that a finger can hit."""
        return QSize(120, 44)


class RecentSources(QWidget):
    """A press fills in how the source was asked for; it doesn't use it yet. Hidden while there is none."""

    chosen = Signal(str)  # name of the source

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[RecentButton] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(text_label(self.tr("Used before"), 13, 400, "text2"))
        column.addLayout(self._grid)
        for number in range(_COLUMNS):
            self._grid.setColumnStretch(number, 1)
        self.hide()

    def show_sources(self, specs: Sequence[str]) -> None:
        """Offer these instead; a name that can't be understood any more is left out."""
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [RecentButton(spec, title, self) for spec, title in _titled(specs)]
        for number, button in enumerate(self._buttons):
            button.setAccessibleName(self.tr("Used before: {0}").format(button.text()))
            button.clicked.connect(self._on_clicked)
            self._grid.addWidget(button, number // _COLUMNS, number % _COLUMNS)
            button.show()
        self.setVisible(bool(self._buttons))

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, RecentButton):
            self.chosen.emit(button.spec)


def _titled(specs: Sequence[str]) -> list[tuple[str, str]]:
    titled = []
    for spec in specs:
        try:
            titled.append((spec, title_of(spec)))
        except SourceError:
            continue
    return titled
