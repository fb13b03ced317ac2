"""Text as the style guide has it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from gui.theme import font


def text_label(text: str, px: int, weight: int = 400, tone: str = "text") -> QLabel:
    """Make a label in `px` and `weight`; `tone` is the token of its colour (text, text2 or err_text)."""
    label = QLabel(text)
    label.setFont(font(px, weight))
    label.setProperty("tone", tone)
    return label


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where there is no room; the tooltip then has the whole text."""

    def __init__(self, px: int, weight: int = 400, tone: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font(px, weight))
        self.setProperty("tone", tone)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw what fits."""
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.drawText(self.rect(), self.alignment(), shown)
