"""How strongly the heatmap is laid over the picture."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QSlider, QWidget

from gui.widgets.own_keys import keeps_key

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
    """From 0 to 100 percent. While it has the focus the arrows are its own, though they also go from part to part."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, 100)
        self.setPageStep(10)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Heatmap opacity in percent"))

    def event(self, event: QEvent) -> bool:
        """Keep the arrows."""
        return keeps_key(event, _KEYS) or super().event(event)
