"""The grid of good images."""

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScroller, QWidget

from gui.look.restyling import when_restyled
from gui.pages.teach.image_delegate import ImageDelegate
from gui.pages.teach.image_model import ImageModel
from gui.widgets.own_keys import keeps_key

_KEYS = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
)  # fmt: skip

_SLACK = 8  # pixels of its width that a list leaves free when it wraps


class ImageGrid(QListView):
    """As many columns as there is room for, one image chosen at a time; Delete drops it, or takes it back in."""

    chosen = Signal(str)  # name
    toggled = Signal(str)  # name: drop it, or keep it after all

    def __init__(self, model: ImageModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images, self._delegate = model, ImageDelegate(self)
        self._chosen = ""
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # the columns never change under it
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Good images"))
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        model.modelReset.connect(self._on_model_reset)
        model.look_changed.connect(self.viewport().update)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        when_restyled(self._fit)

    def set_compact(self, compact: bool) -> None:
        """Take the size of thumbnails of the small layout, or of the large one."""
        self._delegate.side = 112 if compact else 132
        self._fit()

    def show_image(self, name: str) -> None:
        """Choose an image and bring it into view."""
        row = self._images.row_of(name)
        if row is not None:
            self.setCurrentIndex(self._images.index(row))
            self.scrollTo(self._images.index(row), QAbstractItemView.ScrollHint.PositionAtCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Keep the arrows."""
        return keeps_key(event, _KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Drop the chosen image with Delete; everything else as usual."""
        if event.key() == Qt.Key.Key_Delete and self._chosen and not event.isAutoRepeat():
            self.toggled.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        cell, width = self._delegate.cell(), self.viewport().width() - _SLACK
        columns = max(1, width // cell.width())
        grid = QSize(max(cell.width(), width // columns), cell.height())
        if grid != self.gridSize():
            self.setGridSize(grid)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        image = self._images.image_at(current.row())
        if image is not None:
            self._chosen = image.name
            self.chosen.emit(image.name)

    @Slot()
    def _on_model_reset(self) -> None:
        """Keep the same image chosen, wherever it stands now."""
        row = self._images.row_of(self._chosen)
        if row is not None:
            self.setCurrentIndex(self._images.index(row))
        else:
            self._chosen = ""
