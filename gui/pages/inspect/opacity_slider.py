"""How strongly the heatmap is laid over the picture."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QStyle, QWidget

from gui.widgets.action_button import TARGET_PX
from gui.widgets.labels import text_label
from gui.widgets.own_keys import keeps_key

_HANDLE_PX = 26
_HEADING_PX = 28  # room for the largest text; the style sheet keeps the handle below it

_KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


class OpacitySlider(QSlider):
    """From 0 to 100 percent, under its name and value.

    A finger takes hold of the handle anywhere within 10 mm of it; elsewhere the handle comes to the finger. While the
    slider has the focus the arrows are its own, though they also go from part to part.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("opacity")
        self.setRange(0, 100)
        self.setPageStep(10)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Heatmap opacity in percent"))
        self._percent = text_label("", 14, 400, "text2")
        self._heading, self._grip = self._make_heading(), 0.0
        self.valueChanged.connect(self._show_value)
        self._show_value(0)

    def event(self, event: QEvent) -> bool:
        """Keep the arrows."""
        return keeps_key(event, _KEYS) or super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the heading as wide as the slider."""
        super().resizeEvent(event)
        self._heading.setGeometry(0, 0, self.width(), _HEADING_PX)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the handle, or have it come."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        away = self._handle_x() - event.position().x()
        self._grip = away if abs(away) <= TARGET_PX / 2 else 0.0
        self.setSliderDown(True)
        self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the finger that holds the handle."""
        if self.isSliderDown():
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the handle go."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    def _follow(self, event: QMouseEvent) -> None:
        x = round(event.position().x() + self._grip - _HANDLE_PX / 2)
        self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), x, self.width() - _HANDLE_PX))

    def _handle_x(self) -> float:
        way = self.width() - _HANDLE_PX
        return _HANDLE_PX / 2 + QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), self.value(), way)

    def _show_value(self, value: int) -> None:
        self._percent.setText(f"{value} %")

    def _make_heading(self) -> QWidget:
        heading = QWidget(self)
        heading.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(heading)
        row.setContentsMargins(0, 0, 0, 0)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(text_label(self.tr("Heatmap"), 15, 600), 0, top)
        row.addStretch()
        row.addWidget(self._percent, 0, top)
        return heading
