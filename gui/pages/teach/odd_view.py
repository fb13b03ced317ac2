"""A grid of taught images; a tap or Space marks one as not good."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QScroller, QWidget

from gui.pages.teach.odd_delegate import OddDelegate
from gui.pages.teach.odd_model import OddModel
from gui.widgets.own_keys import keeps_key

_KEYS = (
    Qt.Key.Key_Space,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


class OddView(QListView):
    """Only the thumbnails in sight exist, however many images there are."""

    toggled = Signal(str)  # name: mark it, or take the mark away
    looked_at = Signal(str)  # name: it has the keyboard now

    def __init__(self, model: OddModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._odd = model
        self.setAccessibleName(name)
        self.setModel(model)
        self._delegate = OddDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.clicked.connect(self._on_clicked)
        self.selectionModel().currentChanged.connect(self._on_current)

    def event(self, event: QEvent) -> bool:
        """Keep Space and the arrows."""
        return keeps_key(event, _KEYS) or super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the width with whole columns."""
        self._delegate.fill(self.viewport().width())
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark by Space; a list would else search for an entry that begins with it."""
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._on_clicked(self.currentIndex())
        elif event.text().isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        image = self._odd.image_at(index.row())
        if image is not None:
            self.toggled.emit(image.key)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        image = self._odd.image_at(index.row())
        if image is not None:
            self.looked_at.emit(image.key)
