"""How far the teaching has come, and how long it will take."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from core.types import TrainingProgress
from gui.widgets.card import Card
from gui.widgets.labels import ElidedLabel, text_label


class TrainingCard(Card):
    """A large figure with what it means, and a bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure, self._left = text_label("", 48, 700), text_label("", 28, 600)
        self._stage, self._detail = ElidedLabel(15, 400, "text2"), text_label("", 13, 400, "text2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setFixedHeight(12)
        self._bar.setAccessibleName(self.tr("Teaching"))
        numbers, words = QHBoxLayout(), QHBoxLayout()
        numbers.addWidget(self._figure)
        numbers.addStretch()
        numbers.addWidget(self._left, 0, Qt.AlignmentFlag.AlignBottom)
        words.addWidget(self._stage, 1)
        words.addWidget(self._detail)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(6)
        self._column.addLayout(numbers)
        self._column.addLayout(words)
        self._column.addWidget(self._bar)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._figure.set_type(36 if compact else 48, 700)
        self._left.set_type(20 if compact else 28, 600)
        self._column.setContentsMargins(*((15, 8, 15, 12) if compact else (23, 14, 23, 20)))

    def show_words(self, figure: str, stage: str, left: str = "", detail: str = "") -> None:
        """Show what there is to say while nothing is under way; no bar."""
        self._bar.hide()
        self._figure.setText(figure)
        self._stage.setText(stage)
        self._left.setText(left)
        self._detail.setText(detail)

    def show_progress(self, progress: TrainingProgress, so_far_s: float) -> None:
        """Show what is being done, how much is done, and how long it will still take."""
        self._bar.show()
        self._bar.setValue(int(1000 * progress.fraction))
        self._figure.setText(f"{int(100 * progress.fraction)} %")
        self._stage.setText(self.tr("{0}, finishing").format(progress.stage) if progress.finishing else progress.stage)
        left = progress.seconds_left
        self._left.setText("" if left is None else self.tr("about {0} left").format(duration_text(left)))
        self._detail.setText(self.tr("{0} so far").format(duration_text(so_far_s)))


def duration_text(seconds: float) -> str:
    """A duration as one says it: 24 s, 3 min, 1 h 10 min."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
