"""What the confirmed parts are good for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.records.retraining import Lessons
from gui.look.theme import scaled
from gui.widgets.card import Card
from gui.widgets.labels import ElidedLabel, IconLabel
from gui.widgets.main_button import MainButton
from gui.widgets.score_text import count_text


class RetrainButton(MainButton):
    """As large as a finger, with a word of the usual size."""

    word_px = 15
    margin = 16


class RetrainCard(Card):
    """How many confirmed parts of the recipe on view there are, and the button that teaches them."""

    retrain_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said, self._line = ElidedLabel(16, 600), ElidedLabel(13, 400, "text2")
        self._button = RetrainButton(self.tr("Retrain with these"))
        self._button.setAccessibleName(self.tr("Retrain with these"))
        self._button.setFixedHeight(56)
        self._button.clicked.connect(self.retrain_requested)
        self._icon = IconLabel("graduation-cap", 28, "text")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch()
        texts.addWidget(self._said)
        texts.addWidget(self._line)
        texts.addStretch()
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        self._row.addWidget(self._icon)
        self._row.addLayout(texts, 1)
        self._row.addWidget(self._button)
        self.set_compact(False)
        self.show_lessons(None)

    def show_lessons(self, lessons: Lessons | None, busy: bool = False) -> None:
        """Show what was confirmed; None while nothing is known."""
        some = lessons is not None and bool(lessons.good or lessons.defects)
        self._button.setEnabled(some and not busy)
        if lessons is None or not some:
            self._said.setText(self.tr("Nothing is confirmed yet"))
            short, full = self.tr("Confirmed parts can teach."), self.tr("Confirmed parts can teach the next version.")
            self._line.setText(short if self._compact else full)
            return
        good, defects = count_text(lessons.good), count_text(lessons.defects)
        one, more = self.tr("Confirmed: {0} good, 1 defect"), self.tr("Confirmed: {0} good, {1} defects")
        self._said.setText((one if lessons.defects == 1 else more).format(good, defects))
        short, full = self.tr("They can teach {0} anew."), self.tr("They can teach {0} anew; it must then do better.")
        text = short if self._compact else full
        self._line.setText(self.tr("Keeping their pictures…") if busy else text.format(lessons.recipe))

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        margin = 12 if compact else 20
        self._row.setContentsMargins(margin, margin - 4, margin, margin - 4)
        self._icon.setVisible(not compact)
        self._compact = compact
        crowded = compact and scaled(100) > 100
        self._button.setText(self.tr("Retrain") if crowded else self.tr("Retrain with these"))
