"""Where one is, and where one can go."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from gui.look.icons import icon_pixmap
from gui.look.restyling import when_restyled
from gui.look.theme import current_theme, font
from gui.widgets.labels import text_label

_ICON = 26
_GAP = 4


class NavRail(QFrame):
    """The rail on the left: one item a page. Who makes the window connects the keys printed in the tooltips."""

    page_requested = Signal(str)  # "inspect", "teach", "review", "recipes" or "station"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navRail")
        self._compact = False
        self._items = {
            "inspect": NavItem(self.tr("Inspect"), "scan-eye", "Ctrl+1"),
            "teach": NavItem(self.tr("Teach"), "graduation-cap", "Ctrl+2"),
            "review": NavItem(self.tr("Review"), "list-checks", "Ctrl+3"),
            "recipes": NavItem(self.tr("Recipes"), "layers", "Ctrl+4"),
            "station": NavItem(self.tr("Station"), "monitor", "Ctrl+5"),
        }
        self._names: dict[QAbstractButton, str] = {item: name for name, item in self._items.items()}
        self._group = QButtonGroup(self)
        for item in self._items.values():
            self._group.addButton(item)
        self._group.buttonClicked.connect(self._on_clicked)
        self._product = text_label("Filbert", 13, 600, "text2")
        self._product.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._lay_out()
        self.set_compact(False)
        self.set_current("inspect")
        when_restyled(self._take_sizes)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._compact = compact
        self._take_sizes()

    def set_current(self, name: str) -> None:
        """Mark the page that is shown. Raises KeyError for a page that has no item."""
        self._items[name].setChecked(True)

    @Slot(QAbstractButton)
    def _on_clicked(self, item: QAbstractButton) -> None:
        self.page_requested.emit(self._names[item])

    def _take_sizes(self) -> None:
        words = max(item.sizeHint().width() for item in self._items.values())
        self.setFixedWidth(max(80 if self._compact else 96, words + 1))
        for item in self._items.values():
            item.setFixedHeight(max(76 if self._compact else 80, item.sizeHint().height()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 1, 16)
        column.setSpacing(8)
        for item in self._items.values():
            column.addWidget(item)
        column.addStretch()
        column.addWidget(FilbertMark(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._product)


class NavItem(QPushButton):
    """A page: icon over name. The focus comes by Tab alone, as for an operator's other buttons."""

    def __init__(self, name: str, icon: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._icon = icon
        self.setObjectName("navItem")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setAccessibleDescription(key)
        self.setToolTip(f"{name} ({key})")

    def sizeHint(self) -> QSize:
        """Room for icon and name, with a margin around."""
        metrics = QFontMetricsF(_face())
        return QSize(round(metrics.horizontalAdvance(self.text())) + 14, round(_ICON + _GAP + metrics.height()) + 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button of the style sheet, then icon and name."""
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        theme = current_theme()
        ink, height = QColor(theme.text if self.isChecked() else theme.text2), QFontMetricsF(_face()).height()
        top = round((self.height() - _ICON - _GAP - height) / 2)
        painter.drawPixmap(QPointF((self.width() - _ICON) // 2, top), icon_pixmap(self._icon, _ICON, ink))
        painter.setPen(ink)
        painter.setFont(_face())
        below = QRectF(0, top + _ICON + _GAP, self.width(), height)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.text())


class FilbertMark(QWidget):
    """The product's mark: a filbert in two strokes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(32, 32))

    def paintEvent(self, _event: QPaintEvent) -> None:
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


def _face() -> QFont:
    return font(13, 600)
