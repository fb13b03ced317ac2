"""The taught images by how odd each was while it was held out."""

from collections.abc import Sequence, Set

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from gui.pages.teach.thumbnail_loader import Pictured, ThumbnailLoader
from gui.widgets.score_text import score_text

PICTURED = Qt.ItemDataRole.UserRole
"""The Pictured of a row."""
THUMBNAIL = Qt.ItemDataRole.UserRole + 1
"""Its thumbnail, a QImage; None while it is read."""
MARKED = Qt.ItemDataRole.UserRole + 2
"""Whether it is marked as not good."""

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class OddModel(QAbstractListModel):
    """Images in their order, oddest first, and which of them are marked as not good."""

    def __init__(self, loader: ThumbnailLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loader = loader
        self._images: tuple[Pictured, ...] = ()
        self._rows: dict[str, int] = {}
        self._marked: frozenset[str] = frozenset()
        loader.loaded.connect(self._on_loaded)

    def show_images(self, images: Sequence[Pictured]) -> None:
        """Show these."""
        self.beginResetModel()
        self._images = tuple(images)
        self._rows = {image.key: row for row, image in enumerate(self._images)}
        self.endResetModel()

    def show_marked(self, names: Set[str]) -> None:
        """Mark these, and no others."""
        changed = self._marked ^ frozenset(names)
        self._marked = frozenset(names)
        for name in changed:
            self._tell(name, MARKED)

    def image_at(self, row: int) -> Pictured | None:
        """The image of a row; None where there is no such row."""
        return self._images[row] if 0 <= row < len(self._images) else None

    def rowCount(self, parent: _Index = _TOP) -> int:
        """How many images there are."""
        return 0 if parent.isValid() else len(self._images)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give an image, its thumbnail, whether it is marked, or what all that says."""
        image = self._images[index.row()]
        if role == PICTURED:
            return image
        if role == THUMBNAIL:
            return self._loader.thumbnail(image)
        if role == MARKED:
            return image.key in self._marked
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            text = self.tr("{0}, number {1}, score {2}").format(image.key, index.row() + 1, score_text(image.score))
            return self.tr("{0}, not good").format(text) if image.key in self._marked else text
        return None

    def _tell(self, name: str, role: int) -> None:
        row = self._rows.get(name)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row), [role])

    @Slot(str)
    def _on_loaded(self, name: str) -> None:
        self._tell(name, THUMBNAIL)
