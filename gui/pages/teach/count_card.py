"""How many good images there are, and what so many can promise."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.good_images.counting import support
from gui.widgets.card import Card
from gui.widgets.labels import text_label

ONE_PERCENT = 299
"""So many good images with none rejected prove 1 % at 95 % confidence: the least n with 0.99ⁿ ≤ 0.05."""


class CountCard(Card):
    """A large number, and a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._unit = text_label("0", 48, 700), text_label(self.tr("good images"), 15, 400, "text2")
        self._promise, self._more = text_label("", 15, 500), text_label("", 13, 400, "text2")
        for label in (self._promise, self._more):
            label.setWordWrap(True)
        number, words = QVBoxLayout(), QVBoxLayout()
        number.setSpacing(0)
        number.addWidget(self._number)
        number.addWidget(self._unit)
        words.setSpacing(2)
        words.addStretch()
        words.addWidget(self._promise)
        words.addWidget(self._more)
        words.addStretch()
        self._row = QHBoxLayout(self)
        self._row.addLayout(number)
        self._row.addLayout(words, 1)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._number.set_type(36 if compact else 48, 700)
        self._row.setContentsMargins(*((15, 8, 15, 10) if compact else (23, 14, 23, 16)))
        self._row.setSpacing(16 if compact else 24)

    def show_count(self, count: int, listing: bool, counting: int | None = None) -> None:
        """Show how many are kept, of which so many are `counting`: copies teach nothing, and so promise nothing.

        `listing` while folders are still being looked through.
        """
        counting = count if counting is None else counting
        self._number.setText("…" if listing and not count else f"{count}")
        self._unit.setText(self.tr("good image") if count == 1 else self.tr("good images"))
        self._promise.setText(
            self.tr("Looking through the folders") if listing and not count else support(counting, count)
        )
        more = self.tr("{0} images can promise 1 %.").format(ONE_PERCENT)
        self._more.setText(more if counting < ONE_PERCENT else "")
        self._more.setVisible(bool(self._more.text()))
