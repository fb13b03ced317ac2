"""Where one is."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gui.icons import icon_pixmap
from gui.theme import current_theme
from gui.widgets.labels import text_label


class NavRail(QFrame):
    """The rail on the left; this far it has one page, Inspect."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navRail")
        self._inspect = _nav_item(self.tr("Inspect"), "scan-eye")
        name = text_label("Filbert", 13, 600, "text2")
        name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 1, 16)
        column.setSpacing(4)
        column.addWidget(self._inspect)
        column.addStretch()
        column.addWidget(FilbertMark(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(name)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self.setFixedWidth(80 if compact else 96)
        self._inspect.setFixedHeight(76 if compact else 80)


class FilbertMark(QWidget):
    """The product's mark: a filbert in two strokes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(32, 32))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the nut and the rim of its cap."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(current_theme().text2), 2.5)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        nut = QPainterPath(QPointF(16, 3))
        nut.cubicTo(22, 7, 28, 11, 28, 18)
        nut.cubicTo(28, 25, 22, 29, 16, 29)
        nut.cubicTo(10, 29, 4, 25, 4, 18)
        nut.cubicTo(4, 11, 10, 7, 16, 3)
        painter.strokePath(nut, pen)
        rim = QPainterPath(QPointF(5.5, 22))
        rim.cubicTo(10, 18, 22, 18, 26.5, 22)
        painter.strokePath(rim, pen)


def _nav_item(name: str, icon: str) -> QFrame:
    """Make the item of the page that is shown: icon over name."""
    item = QFrame()
    item.setObjectName("navItem")
    picture, word = QLabel(), text_label(name, 13, 600)
    picture.setPixmap(icon_pixmap(icon, 26, QColor(current_theme().text)))
    column = QVBoxLayout(item)
    column.setContentsMargins(0, 12, 4, 10)
    column.setSpacing(4)
    for part in (picture, word):
        part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(part)
    return item
