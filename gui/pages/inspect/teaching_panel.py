"""How far teaching has come."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from core.types import TrainingProgress
from gui.widgets.card import Card
from gui.widgets.labels import ElidedLabel, text_label


class TeachingPanel(Card):
    """Stands in the picture's place while the demo teaches."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent = text_label("", 48, 700)
        self._left = text_label("", 22, 600)
        self._stage = ElidedLabel(15, 400, "text2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setFixedHeight(12)
        self._bar.setAccessibleName(self.tr("Teaching"))
        self._lay_out()
        self.show_progress(TrainingProgress("", 0.0, None))

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        side = 32 if compact else 96
        self._column.setContentsMargins(side, 24, side, 24)

    def show_progress(self, progress: TrainingProgress) -> None:
        """Show what is being done, how much is done and how long it will still take."""
        self._percent.setText(f"{int(100 * progress.fraction)} %")
        self._bar.setValue(int(1000 * progress.fraction))
        self._stage.setText(progress.stage)
        self._left.setText(self._time_left(progress.seconds_left))

    def _time_left(self, seconds: float | None) -> str:
        return "" if seconds is None else self.tr("about {0} s left").format(max(1, round(seconds)))

    def _lay_out(self) -> None:
        numbers = QHBoxLayout()
        numbers.addWidget(self._percent)
        numbers.addStretch()
        numbers.addWidget(self._left, 0, Qt.AlignmentFlag.AlignBottom)
        advice = text_label(
            self.tr("Only good parts are shown to Filbert. What is unlike them will glow."), 17, 400, "text2"
        )
        advice.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.addStretch()
        self._column.addWidget(text_label(self.tr("Learning the good parts"), 28, 700))
        self._column.addWidget(advice)
        self._column.addSpacing(24)
        self._column.addLayout(numbers)
        self._column.addWidget(self._bar)
        self._column.addWidget(self._stage)
        self._column.addStretch()
        self.set_compact(False)
