"""What a hollow bar in a chart means."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.look.theme import current_theme
from gui.widgets.labels import text_label


class HollowEntry(QWidget):
    """The outline of a bar and its name; `tone` is the token of the outline's colour."""

    def __init__(self, tone: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = text_label(name, 13, 400, "text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(_HollowSwatch(tone))
        row.addWidget(self._name)

    def set_name(self, name: str) -> None:
        """Call it something else."""
        self._name.setText(name)


class _HollowSwatch(QWidget):
    def __init__(self, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setFixedSize(12, 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(getattr(current_theme(), self._tone)), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
