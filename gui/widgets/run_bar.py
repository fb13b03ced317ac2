"""The operator's actions."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets.action_button import ActionButton
from gui.widgets.labels import ElidedLabel


class RunBar(QFrame):
    """The bar under the page: start, pause, stop, what the station is doing, and which folder."""

    start_requested = Signal()
    pause_requested = Signal()
    stop_requested = Signal()
    folder_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runBar")
        self._start = ActionButton(self.tr("Start"), "F5", "play")
        self._pause = ActionButton(self.tr("Pause"), "F6", "pause")
        self._stop = ActionButton(self.tr("Stop"), "Esc", "square")
        self._folder = ActionButton(self.tr("Open folder"), "F3", "folder-open")
        self._start.clicked.connect(self.start_requested)
        self._pause.clicked.connect(self.pause_requested)
        self._stop.clicked.connect(self.stop_requested)
        self._folder.clicked.connect(self.folder_requested)
        self._title, self._line = ElidedLabel(17, 600), ElidedLabel(13, 400, "text2")
        self._lay_out()
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self.setFixedHeight(92 if compact else 104)
        margin = 12 if compact else 24
        self._row.setContentsMargins(margin, 8 if compact else 12, margin, 8 if compact else 12)
        self._row.setSpacing(8 if compact else 12)
        for button in (self._start, self._pause, self._stop, self._folder):
            button.setFixedHeight(76 if compact else 80)
            button.setMinimumWidth(112 if compact else 152)

    def set_available(self, start: bool, pause: bool, stop: bool) -> None:
        """Enable what can be done now."""
        self._start.setEnabled(start)
        self._pause.setEnabled(pause)
        self._stop.setEnabled(stop)

    def show_state(self, title: str, line: str) -> None:
        """Say what the station is doing."""
        self._title.setText(title)
        self._line.setText(line)

    def _lay_out(self) -> None:
        text = QVBoxLayout()
        text.setContentsMargins(16, 0, 16, 0)
        text.setSpacing(2)
        text.addStretch()
        text.addWidget(self._title)
        text.addWidget(self._line)
        text.addStretch()
        self._row = QHBoxLayout(self)
        for button in (self._start, self._pause, self._stop):
            self._row.addWidget(button)
        self._row.addLayout(text, 1)
        self._row.addWidget(self._folder)
