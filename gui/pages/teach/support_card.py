"""What so many good images can promise, in words and as an interval."""

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.binomial import upper_bound
from gui.pages.teach.support_bar import SupportBar
from gui.widgets.action_button import ToolButton
from gui.widgets.card import Card
from gui.widgets.labels import text_label
from gui.widgets.score_text import percent_text


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
        self._shown: tuple[int, int, float] | None = None  # what was said last
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
        self._compact = compact
        self._statement.set_type(18 if compact else 20, 700)
        self._column.setContentsMargins(*((15, 10, 15, 10) if compact else (23, 15, 23, 15)))
        self._column.setSpacing(4 if compact else 6)
        self._show_note()

    def show_support(self, rejected: int, good: int, target: float) -> None:
        """Say what was seen, so many of so many held-out good images rejected, and what it supports; target 0 to 1."""
        bound = upper_bound(rejected, good)
        self._statement.setText(self.tr("{0} of {1} good images rejected").format(rejected, good))
        promise = self.tr("With 95 % confidence at most {0} of good parts will be rejected, from {1} images.")
        self._promise.setText(promise.format(percent_text(bound), good))
        self._bar.show_interval(rejected / good, bound, target)
        self._shown = rejected, good, target
        self._show_note()

    def _show_note(self) -> None:
        if self._shown is None:
            return
        rejected, good, target = self._shown
        bound, needed = upper_bound(rejected, good), images_to_prove(target)
        aim = percent_text(target)
        if bound <= target:
            note = self.tr("The images support your target.")
        elif good < needed and self._compact:
            note = self.tr("{0} takes {1} good images, none rejected.").format(aim, needed)
        elif good < needed:
            note = self.tr("{0} images can't prove {1}. It takes {2} good images with none rejected.")
            note = note.format(good, aim, needed)
        else:
            note = self.tr("So many rejected images don't support {0}. Move the FAIL line up.").format(aim)
        self._note.setText(note)
        self._more.setVisible(good < needed and bound > target and not self._compact)


def images_to_prove(target: float) -> int:
    """How many good images, none of them rejected, prove a false-reject rate of `target` with 95 % confidence."""
    return math.ceil(math.log(0.05) / math.log1p(-target))
