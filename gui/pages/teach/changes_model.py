"""The images whose verdict changes with the lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from core.training.changes import Change
from gui.pages.teach.rejudging import Rejudging
from gui.pages.teach.thumbnail_loader import Pictured, ThumbnailLoader
from gui.widgets.score_text import score_text

CHANGED = Qt.ItemDataRole.UserRole
"""The ChangedImage of a row."""
THUMBNAIL = Qt.ItemDataRole.UserRole + 1
"""Its thumbnail, a QImage; None while it is read."""

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(frozen=True, eq=False)
class ChangedImage:
    """An image to look at, its verdict under the default lines and its verdict now."""

    pictured: Pictured
    change: Change


class ChangesModel(QAbstractListModel):
    """Rows are made when they are looked at: there may be ten thousand."""

    def __init__(self, loader: ThumbnailLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loader = loader
        self._rejudging: Rejudging | None = None
        self._changes: Sequence[Change] = ()
        self._min_area = 0.0
        loader.loaded.connect(self._on_loaded)

    def show_changes(self, rejudging: Rejudging, changes: Sequence[Change], min_area: float) -> None:
        """Show these images, with their scores where an odd area must be that share of the picture."""
        self.beginResetModel()
        self._rejudging, self._changes, self._min_area = rejudging, changes, min_area
        self.endResetModel()

    def rowCount(self, parent: _Index = _TOP) -> int:
        """How many images there are."""
        return 0 if parent.isValid() else len(self._changes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give an image, its thumbnail, or what both say."""
        changed = self._changed(index.row())
        if role == CHANGED:
            return changed
        if role == THUMBNAIL and changed is not None:
            return self._loader.thumbnail(changed.pictured)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole) and changed is not None:
            name, score = changed.pictured.key.partition("/")[2], score_text(changed.pictured.score)
            change = changed.change
            return self.tr("{0}, score {1}, was {2}, now {3}").format(name, score, change.before, change.now)
        return None

    def _changed(self, row: int) -> ChangedImage | None:
        if self._rejudging is None or not 0 <= row < len(self._changes):
            return None
        change = self._changes[row]
        image = self._rejudging.image(change)
        score = float(self._rejudging.scores(change.kind, self._min_area)[change.number])
        # A good image and a defect may have the same name.
        return ChangedImage(Pictured(f"{change.kind}/{image.name}", image.path, score, image.score_map), change)

    @Slot(str)
    def _on_loaded(self, _key: str) -> None:
        if len(self._changes):
            self.dataChanged.emit(self.index(0), self.index(len(self._changes) - 1), [THUMBNAIL])
