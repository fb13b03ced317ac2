"""One good image as large as there is room for, to see whether it is sharp and the part good."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.drafts.images import GoodImage
from core.sources.folder import read_picture
from core.types import Frame, SkippedImage
from gui.background import Background
from gui.widgets.action_button import ToolButton
from gui.widgets.image_view import ImageView
from gui.widgets.own_keys import keeps_key

_WAIT_MS = 10_000
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CloserLook(QWidget):
    """The picture, to be zoomed as elsewhere, between buttons for the image before and the next; arrows do the same."""

    stepped = Signal(int)  # to the image before, -1, or the next, 1
    toggled = Signal()  # drop it, or keep it after all

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._reader = ImageView(), Background(self)
        self._view.set_framed(False)
        self._image: GoodImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._view)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._step_button("chevron-left", self.tr("Image before"), -1))
        row.addWidget(self._view, 1)
        row.addWidget(self._step_button("chevron-right", self.tr("Next image"), 1))
        self._reader.done.connect(self._on_read)

    def show_image(self, image: GoodImage) -> None:
        """Show this one as soon as it is read."""
        if image != self._image:
            self._image = image
            self._reader.do(partial(read_picture, image.path, image.name, 1))

    def forget(self) -> None:
        """Read the next one anew, even if it is the same."""
        self._image = None

    def stop(self) -> None:
        """Wait for what is being read."""
        self._reader.drop(_WAIT_MS)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that go from image to image, and Delete."""
        return keeps_key(event, (*_STEPS, Qt.Key.Key_Delete)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from image to image with the arrows, drop with Delete."""
        key = Qt.Key(event.key())
        if key in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(_STEPS[key])
        elif key is Qt.Key.Key_Delete and not event.isAutoRepeat():
            self.toggled.emit()
        else:
            super().keyPressEvent(event)

    def _step_button(self, icon: str, name: str, step: int) -> ToolButton:
        button = ToolButton("", "", icon)
        button.set_bare(True)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self.stepped.emit(step))
        return button

    @Slot(object)
    def _on_read(self, item: Frame | SkippedImage) -> None:
        if isinstance(item, SkippedImage):
            self._view.show_message(self.tr("This image can't be read"), item.reason)
        else:
            self._view.show_live(item.image)
