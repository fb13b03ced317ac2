"""What so many good images can promise, in words and as an interval."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.teach.support_bar import SupportBar, percent_text
from gui.widgets.action_button import ToolButton
from gui.widgets.card import Card
from gui.widgets.labels import text_label


class SupportCard(Card):
    """How many held-out good images the FAIL line rejects, and what follows for good parts to come."""

    more_wanted = Signal()  # more good images

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._statement = text_label("", 20, 700)
        self._promise = text_label("", 15)
        self._note = text_label("", 13, 400, "text2")
        for label in (self._promise, self._note):
            label.setWordWrap(True)
        self._bar = SupportBar()
        self._more = ToolButton(self.tr("Add images"), "")
        self._more.clicked.connect(self.more_wanted)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self._note, 1)
        below.addWidget(self._more)
        self._column = QVBoxLayout(self)
        for widget in (self._statement, self._promise, self._bar):
            self._column.addWidget(widget)
        self._column.addLayout(below)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._statement.set_type(18 if compact else 20, 700)
        self._column.setContentsMargins(*((15, 10, 15, 10) if compact else (23, 15, 23, 15)))
        self._column.setSpacing(4 if compact else 6)

    def show_support(self, rejected: int, good: int, interval: tuple[float, float], target: float, needed: int) -> None:
        """Say what was seen and what it supports.

        `interval` holds the lowest and the highest rate (0 to 1) that go with it; `needed` is the number of good
        images, none rejected, that would prove the target.
        """
        low, high = interval
        self._statement.setText(self.tr("{0} of {1} good images rejected").format(rejected, good))
        between = self.tr("With 95 % confidence at most {0} of good parts will be rejected, from {1} images.")
        also = self.tr("With 95 % confidence {2} to {0} of good parts will be rejected, from {1} images.")
        self._promise.setText((also if low > 0 else between).format(percent_text(high), good, percent_text(low)))
        self._bar.show_interval(low, high, target)
        proven = high <= target
        note = self.tr("{0} images can't prove {1}. It takes {2} good images with none rejected.")
        said = self.tr("The images support your target.") if proven else note.format(good, percent_text(target), needed)
        self._note.setText(said)
        self._more.setVisible(not proven)
