"""The new version beside the one it replaces."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.drafts.finishing import Earlier
from core.recipes.wording import sentences
from gui.widgets.action_button import ToolButton
from gui.widgets.card import Card
from gui.widgets.labels import text_label


class ComparisonCard(Card):
    """What changes for the kept pictures; a version that is worse has to be confirmed."""

    confirmed_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = text_label(self.tr("Compared with the version before"), 18, 600)
        self._verdict, self._fault = text_label("", 16, 600), text_label("", 18, 700, "fail_mark")
        self._details = text_label("", 15, 400, "text2")
        for label in (self._title, self._verdict, self._fault, self._details):
            label.setWordWrap(True)
        self._confirm = ToolButton(self.tr("Save it all the same"), "", "")
        self._confirm.setCheckable(True)
        self._confirm.setMinimumHeight(48)
        self._confirm.toggled.connect(self.confirmed_changed)
        self._column = QVBoxLayout(self)
        for widget in (self._title, self._fault, self._verdict, self._details, self._confirm):
            self._column.addWidget(widget)
        self._column.addStretch()
        self.set_compact(False)
        self.show_comparing()

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        self._column.setContentsMargins(*((15, 11, 15, 11) if compact else (23, 19, 23, 19)))
        self._column.setSpacing(6 if compact else 10)

    @property
    def allows(self) -> bool:
        """Whether the new version is known to be no worse, or it was confirmed that it may be."""
        return self._known and (not self._worse or self._confirm.isChecked())

    @property
    def worse(self) -> bool:
        """Whether the new version is worse, and nobody has confirmed it yet."""
        return self._worse and not self._confirm.isChecked()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is said, to be printed."""
        return self._remarks

    def show_comparing(self) -> None:
        """Say that it is being found out."""
        self._show(False, False, (self.tr("Comparing…"),))

    def show_earlier(self, earlier: Earlier) -> None:
        """Show the comparison, or why there is none."""
        if earlier.comparison is None:
            self._show(True, False, (earlier.why_not,))
        else:
            self._show(True, earlier.comparison.worse, sentences(earlier.comparison))

    def show_failure(self, sentence: str) -> None:
        """Say why it could not be compared; that is no reason not to save."""
        self._show(True, False, (sentence,))

    def _show(self, known: bool, worse: bool, said: tuple[str, ...]) -> None:
        self._known, self._worse, self._remarks = known, worse, said if known else ()
        for label, shown in ((self._fault, worse), (self._verdict, not worse)):
            label.setText(said[0] if shown else "")
            label.setVisible(shown)
        self._details.setText("\n".join(said[1:]))
        self._details.setVisible(len(said) > 1)
        self._confirm.setVisible(worse)
        self._confirm.setChecked(False)
        self.confirmed_changed.emit()
