"""A list of parts to choose from, by a tap or by keys."""

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QScroller, QWidget

from gui.look.restyling import when_restyled
from gui.pages.inspect.part_delegate import PartDelegate
from gui.pages.inspect.parts_model import PartsModel

_MANY = 4  # parts that come at once: nobody follows so many
_CALM_MS = 600


class PartsView(QListView):
    """Shows the model's parts in one row, or wrapped into a grid; a tap or Enter chooses one.

    While many come at once, as from a folder, it is painted less often: all of it moves each time, and most of the
    thumbnails would be made for parts that have gone before anybody could look.
    """

    part_chosen = Signal(object)  # the Inspection

    def __init__(self, model: PartsModel, *, wrapping: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts, self._size = model, (PartDelegate.side, PartDelegate.pitch)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._on_calm_over)
        self.delegate = PartDelegate(model, self)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(wrapping)
        self.setResizeMode(QListView.ResizeMode.Adjust if wrapping else QListView.ResizeMode.Fixed)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if not wrapping:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)
        model.rowsInserted.connect(self._on_rows_inserted)
        when_restyled(self._take_part_size)

    def set_part_size(self, side: int, pitch: int) -> None:
        """Draw thumbnails of `side` pixels, one every `pitch`."""
        self._size = side, pitch
        self._take_part_size()

    def sizeHint(self) -> QSize:
        """One row of parts."""
        return QSize(self.delegate.pitch, self.delegate.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave letters to those around: a list would search for an entry that begins with them."""
        if event.text().isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _take_part_size(self) -> None:
        self.delegate.set_size(*self._size)
        self.scheduleDelayedItemsLayout()

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        part = self._parts.part_at(index.row())
        if part is not None:
            self.part_chosen.emit(part.inspection())

    @Slot(QModelIndex, int, int)
    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Keep what somebody looks at where it is, when the row is scrolled."""
        bar = self.horizontalScrollBar()
        looking_back = bar.value()
        self._take_calm(many=last - first + 1 >= _MANY and not looking_back)
        if looking_back:
            self.doItemsLayout()
            bar.setValue(looking_back + (last - first + 1) * self.delegate.pitch)

    def _take_calm(self, many: bool) -> None:
        """Paint what has come now, or, where many came shortly before, together with what comes until then."""
        waits = many and self._calm.isActive()
        if waits is self.viewport().updatesEnabled():
            self.viewport().setUpdatesEnabled(not waits)
        if many and not waits:
            self._calm.start()

    @Slot()
    def _on_calm_over(self) -> None:
        if not self.viewport().updatesEnabled():
            self.viewport().setUpdatesEnabled(True)
            self._calm.start()
