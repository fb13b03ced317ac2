"""The station's trouble, in two sentences."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.types import Verdict
from gui.look.restyling import when_restyled
from gui.look.theme import current_theme, scaled
from gui.widgets.action_button import ActionButton
from gui.widgets.labels import text_label
from gui.widgets.verdict_icons import draw_verdict_icon


class ErrorBanner(QFrame):
    """A black bar over the full width; hidden while all is well."""

    acknowledged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("errorBanner")
        self.setMinimumHeight(96)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)  # as high as the text needs
        self._what = text_label("", 17, 700, "err_text")
        self._advice = text_label("", 14, 400, "err_text")
        self._what.setWordWrap(True)
        self._advice.setWordWrap(True)
        self._button = ActionButton(self.tr("Acknowledge"), "F2", "check")
        self._button.clicked.connect(self.acknowledged)
        self._lay_out()
        self.set_compact(False)
        self.hide()

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        margin = 12 if compact else 24
        self._row.setContentsMargins(margin + 12 if compact else margin, 8, margin, 8)

    def show_error(self, what: str, advice: str) -> None:
        """Show what happened and what to do."""
        self._what.setText(what)
        self._advice.setText(advice)
        self.setAccessibleName(f"{what} {advice}")
        self.show()

    def _lay_out(self) -> None:
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addStretch()
        text.addWidget(self._what)
        text.addWidget(self._advice)
        text.addStretch()
        self._row = QHBoxLayout(self)
        self._row.setSpacing(16)
        self._row.addWidget(ErrorMark())
        self._row.addLayout(text, 1)
        self._row.addWidget(self._button)


class ErrorMark(QWidget):
    """The triangle of ERROR, small."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._take_size()
        when_restyled(self._take_size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the triangle."""
        theme = current_theme()
        body, mark = QColor(theme.err_mark), QColor(theme.err_tile)
        painter = QPainter(self)
        draw_verdict_icon(painter, QRectF(self.rect()), Verdict.ERROR, body, mark)

    def _take_size(self) -> None:
        self.setFixedSize(scaled(32), scaled(32))
