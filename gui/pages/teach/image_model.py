"""The good images as the grid shows them."""

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QPixmap

from core.drafts.images import GoodImage
from gui.pages.teach.thumbnail_shelf import ThumbnailShelf

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()

LOOK = Qt.ItemDataRole.UserRole
"""The ImageLook of an image."""


class ImageLook(NamedTuple):
    """An image as it is drawn: its thumbnail or None, the short word of a remark or "", and whether it is dropped."""

    image: GoodImage
    thumbnail: QPixmap | None
    badge: str
    dropped: bool


class ShownImages(Enum):
    """Which of the images the grid shows."""

    ALL = auto()
    TO_CHECK = auto()
    DROPPED = auto()


class ImageModel(QAbstractListModel):
    """Only what is on the screen is ever asked for, so that it makes no difference how many there are."""

    look_changed = Signal()  # of many at once: dataChanged would have a list walk through all of them

    def __init__(self, shelf: ThumbnailShelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._images: tuple[GoodImage, ...] = ()
        self._rows: tuple[GoodImage, ...] = ()
        self._row_of: dict[str, int] = {}
        self._dropped: frozenset[str] = frozenset()
        self._badges: Mapping[str, str] = {}
        self._shown = ShownImages.ALL
        shelf.arrived.connect(self._on_arrived)

    def show_images(self, images: Sequence[GoodImage], dropped: Sequence[str], badges: Mapping[str, str]) -> None:
        """Show these; `badges` has a short word for each that has a remark."""
        same = (tuple(images), frozenset(dropped), badges)
        if same != (self._images, self._dropped, self._badges):
            self._images, self._dropped, self._badges = same
            self._refill()

    def show_only(self, shown: ShownImages) -> None:
        """Show all, or only some."""
        self._shown = shown
        self._refill()

    def image_at(self, row: int) -> GoodImage | None:
        """The image of a row; None where there is none."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, name: str) -> int | None:
        """Where an image stands; None if it isn't shown."""
        return self._row_of.get(name)

    def rowCount(self, parent: _Index = _TOP) -> int:
        """How many images are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what the delegate draws, and what is said of an image."""
        image = self.image_at(index.row())
        if image is None:
            return None
        return self._of(image, role)

    def _of(self, image: GoodImage, role: int) -> object:
        if role == LOOK:
            return self._look_of(image)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            dropped = self.tr("dropped") if image.name in self._dropped else ""
            return ", ".join(filter(None, (image.name, self._badges.get(image.name, ""), dropped)))
        return None

    def _look_of(self, image: GoodImage) -> ImageLook:
        thumbnail = self._shelf.get(image)
        unreadable = thumbnail is None and self._shelf.is_unreadable(image)
        badge = self.tr("can't be read") if unreadable else self._badges.get(image.name, "")
        return ImageLook(image, thumbnail, badge, image.name in self._dropped)

    def _refill(self) -> None:
        rows = self._images if self._shown is ShownImages.ALL else tuple(filter(self._is_shown, self._images))
        if rows is self._rows or rows == self._rows:
            self.look_changed.emit()
            return
        self.beginResetModel()
        self._rows = rows
        self._row_of = {image.name: row for row, image in enumerate(rows)}
        self.endResetModel()

    def _is_shown(self, image: GoodImage) -> bool:
        dropped = image.name in self._dropped
        return dropped if self._shown is ShownImages.DROPPED else image.name in self._badges and not dropped

    @Slot(object)
    def _on_arrived(self, names: list[str]) -> None:
        for name in names:
            row = self._row_of.get(name)
            if row is not None:
                self.dataChanged.emit(self.index(row), self.index(row))
