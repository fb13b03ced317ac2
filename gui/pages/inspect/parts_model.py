"""The last parts, as strip and overview show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.types import Inspection, SkippedImage
from gui.pictures.kept_part import KeptPart
from gui.pictures.prepared_picture import PreparedPicture
from gui.widgets.score_text import score_text

KEPT = 50
"""So many of the last parts are kept."""

PART = Qt.ItemDataRole.UserRole
"""The KeptPart, or the Gap."""
SHOWN = Qt.ItemDataRole.UserRole + 1
"""Whether the large view shows this part."""

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(frozen=True, eq=False)
class Gap:
    """Where a part is missing: a short word such as SKIPPED, a sentence that says why, an icon."""

    word: str
    reason: str
    icon: str


Entry = KeptPart | Gap


class PartsModel(QAbstractListModel):
    """At most KEPT entries, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._shown: Inspection | None = None

    def add(self, newest_last: Sequence[Entry]) -> None:
        """Put new entries first, all at once, and let go of the oldest."""
        fresh = list(reversed(newest_last))[:KEPT]
        kept = KEPT - len(fresh)
        if len(self._entries) > kept:
            self.beginRemoveRows(_TOP, kept, len(self._entries) - 1)
            del self._entries[kept:]
            self.endRemoveRows()
        if fresh:
            self.beginInsertRows(_TOP, 0, len(fresh) - 1)
            self._entries[:0] = fresh
            self.endInsertRows()

    def mark_shown(self, inspection: Inspection | None) -> None:
        """Mark the part that is shown now; None marks none."""
        before, self._shown = self.shown_row(), inspection
        for row in {before, self.shown_row()}:
            if row is not None:
                self.dataChanged.emit(self.index(row), self.index(row), [SHOWN])

    def shown_row(self) -> int | None:
        """Where the part is that is shown now, if it is still kept."""
        for row, entry in enumerate(self._entries):
            if isinstance(entry, KeptPart) and entry.is_part(self._shown):
                return row
        return None

    def entry_at(self, row: int) -> Entry:
        """Give the part or the gap of a row there is."""
        return self._entries[row]

    def is_shown(self, entry: Entry) -> bool:
        """Whether the large view shows this."""
        return isinstance(entry, KeptPart) and entry.is_part(self._shown)

    def part_at(self, row: int) -> KeptPart | None:
        """Give the part of a row; None for a gap, and where there is no such row."""
        entry = self._entries[row] if 0 <= row < len(self._entries) else None
        return entry if isinstance(entry, KeptPart) else None

    def neighbour(self, step: int) -> KeptPart | None:
        """Give the next part to the shown one, newer (-1) or older (1), gaps left out; None at the end."""
        row = self.shown_row()
        row = -1 if row is None else row
        while 0 <= row + step < len(self._entries):
            row += step
            part = self.part_at(row)
            if part is not None:
                return part
        return None

    def rowCount(self, parent: _Index = _TOP) -> int:
        """How many entries there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give an entry, whether it is shown, or what it says."""
        entry = self._entries[index.row()]
        if role == PART:
            return entry
        if role == SHOWN:
            return self.is_shown(entry)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._described(entry)
        return None

    def skipped(self, image: SkippedImage) -> Gap:
        """Give the gap that a picture leaves which could not be read."""
        return Gap(self.tr("SKIPPED"), self.tr("Skipped: {0}").format(image.reason), "file-x")

    def kept(self, inspection: Inspection, prepared: PreparedPicture | None) -> KeptPart:
        """Give a part as it is kept."""
        return KeptPart(inspection, prepared)

    def _described(self, entry: Entry) -> str:
        if isinstance(entry, Gap):
            return entry.reason
        facts = entry.facts
        if not facts.verdict.about_part:
            return self.tr("{0}, {1}").format(facts.frame.name, facts.verdict)
        return self.tr("{0}, {1}, score {2}").format(facts.frame.name, facts.verdict, score_text(facts.score))
