"""What scrolls where there is too little room for it, as with large text."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QWidget

_LEAST_HEIGHT = 120


class Scrolling(QScrollArea):
    """A frame in which a widget is scrolled up and down once that is higher; it is never narrower than the widget."""

    def __init__(self, widget: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = widget
        self.setWidget(widget)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be as wide as the widget needs when that has changed: Qt asks a frame that scrolls nothing by itself."""
        if watched is self._inside and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """As wide as the widget with the bar beside it."""
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self._inside.minimumSizeHint().width() + bar, _LEAST_HEIGHT)

    @Slot(QWidget)
    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll to a widget inside, once it has its place there."""
        QTimer.singleShot(0, widget, lambda: self.ensureWidgetVisible(widget))
