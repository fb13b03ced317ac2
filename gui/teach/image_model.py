"""The good images as the grid shows them."""

from collections.abc import Mapping, Sequence
from enum import Enum, auto

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from core.drafts.images import GoodImage
from gui.teach.thumbnail_shelf import ThumbnailShelf

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()

IMAGE, THUMBNAIL, BADGE, DROPPED = (Qt.ItemDataRole.UserRole + place for place in range(4))
"""The GoodImage, its QPixmap or None, the short word of a remark or "", and whether it is dropped."""


class Shown(Enum):
    """Which of the images the grid shows."""

    ALL = auto()
    TO_CHECK = auto()
    DROPPED = auto()


class ImageModel(QAbstractListModel):
    """Only what is on the screen is ever asked for, so that it makes no difference how many there are."""

    def __init__(self, shelf: ThumbnailShelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._images: tuple[GoodImage, ...] = ()
        self._rows: list[GoodImage] = []
        self._row_of: dict[str, int] = {}
        self._dropped: frozenset[str] = frozenset()
        self._badges: Mapping[str, str] = {}
        self._shown = Shown.ALL
        shelf.arrived.connect(self._on_arrived)

    def show_images(self, images: Sequence[GoodImage], dropped: Sequence[str], badges: Mapping[str, str]) -> None:
        """Show these; `badges` has a short word for each that has a remark."""
        self._images, self._dropped, self._badges = tuple(images), frozenset(dropped), badges
        self._refill()

    def show_only(self, shown: Shown) -> None:
        """Show all, or only some."""
        self._shown = shown
        self._refill()

    def image_at(self, row: int) -> GoodImage | None:
        """The image of a row; None where there is none."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, name: str) -> int | None:
        """Where an image stands; None if it isn't shown."""
        return self._row_of.get(name)

    def rowCount(self, parent: _Index = _TOP) -> int:  # noqa: N802 - Qt's name
        """How many images are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what the delegate draws, and what is said of an image."""
        image = self.image_at(index.row())
        if image is None:
            return None
        return self._of(image, role)

    def _of(self, image: GoodImage, role: int) -> object:
        if role == IMAGE:
            return image
        if role == THUMBNAIL:
            return self._shelf.get(image)
        if role == BADGE:
            return self.tr("can't be read") if self._shelf.is_unreadable(image) else self._badges.get(image.name, "")
        if role == DROPPED:
            return image.name in self._dropped
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            dropped = self.tr("dropped") if image.name in self._dropped else ""
            return ", ".join(filter(None, (image.name, self._badges.get(image.name, ""), dropped)))
        return None

    def _refill(self) -> None:
        rows = [image for image in self._images if self._is_shown(image)]
        if rows == self._rows:
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self._row_of = {image.name: row for row, image in enumerate(rows)}
        self.endResetModel()

    def _is_shown(self, image: GoodImage) -> bool:
        if self._shown is Shown.ALL:
            return True
        dropped = image.name in self._dropped
        return dropped if self._shown is Shown.DROPPED else image.name in self._badges and not dropped

    @Slot(object)
    def _on_arrived(self, names: list[str]) -> None:
        for name in names:
            row = self._row_of.get(name)
            if row is not None:
                self.dataChanged.emit(self.index(row), self.index(row))
