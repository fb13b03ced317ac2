"""Which of the good pictures is shown to draw on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.drafts.images import GoodImage
from gui.widgets.action_button import ToolButton
from gui.widgets.labels import ElidedLabel


class ReferencePicker(QWidget):
    """One good picture after another: what is drawn on one must be right on all."""

    chosen = Signal(object)  # GoodImage

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: tuple[GoodImage, ...] = ()
        self._number = 0
        self._before, self._after = ToolButton("", "", "chevron-left"), ToolButton("", "", "chevron-right")
        for button, name in (
            (self._before, self.tr("Good picture before")),
            (self._after, self.tr("Next good picture")),
        ):
            button.set_bare(True)
            button.setAccessibleName(name)
        self._name = ElidedLabel(15, 400, "text2")
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._before.clicked.connect(self._on_before)
        self._after.clicked.connect(self._on_after)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._before)
        row.addWidget(self._name, 1)
        row.addWidget(self._after)
        self._show()

    def show_images(self, images: Sequence[GoodImage]) -> None:
        """Offer these; the picture that is shown stays if it is among them."""
        before = self._images[self._number] if self._images else None
        self._images = tuple(images)
        self._number = self._images.index(before) if before in self._images else 0
        if self._images and self._images[self._number] != before:
            self.chosen.emit(self._images[self._number])
        self._show()

    def _go(self, step: int) -> None:
        self._number = (self._number + step) % len(self._images)
        self.chosen.emit(self._images[self._number])
        self._show()

    def _show(self) -> None:
        count = len(self._images)
        self._before.setEnabled(count > 1)
        self._after.setEnabled(count > 1)
        if count:
            name = self._images[self._number].name
            self._name.setText(self.tr("{0}   {1} of {2} good pictures").format(name, self._number + 1, count))
        else:
            self._name.setText(self.tr("There are no good pictures yet"))

    @Slot()
    def _on_before(self) -> None:
        self._go(-1)

    @Slot()
    def _on_after(self) -> None:
        self._go(1)
