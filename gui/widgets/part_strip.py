"""The last parts."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from core.types import Inspection, SkippedImage
from gui.layers import layers_of
from gui.widgets.action_button import ToolButton
from gui.widgets.card import Card
from gui.widgets.labels import text_label
from gui.widgets.part_delegate import PART, SHOWN, PartDelegate
from gui.widgets.score_text import score_text
from gui.widgets.thumbnails import draw_thumbnail

_BUTTON = QSize(44, 76)
_GAP = 8

KEPT = 50
"""So many of the last parts are kept."""


class PartStrip(Card):
    """Thumbnails of the last parts, newest first; a click or Enter shows one again."""

    part_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Inspection | None = None
        self._heading = QWidget()
        self._list = QListWidget()
        self._delegate = PartDelegate(self._list)
        self._empty = text_label(self.tr("Parts appear here as they are inspected."), 15, 400, "text2")
        self._newer = ToolButton("", "", "chevron-left")
        self._older = ToolButton("", "", "chevron-right")
        self._dress_list()
        self._dress_buttons()
        self._lay_out()
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, which has no title, or of the large one."""
        self.setFixedHeight(132 if compact else 168)
        self._heading.setVisible(not compact)
        self._delegate.side, self._delegate.pitch = (80, 92) if compact else (88, 102)
        self._list.setFixedHeight(115 if compact else 124)
        self._column.setContentsMargins(*((10, 6, 11, 4) if compact else (16, 10, 15, 6)))
        self._list.doItemsLayout()
        self._fit_list()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show whole parts only."""
        super().resizeEvent(event)
        self._fit_list()

    def _fit_list(self) -> None:
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right() - 2 * (_BUTTON.width() + _GAP) - _GAP
        self._list.setMaximumWidth(max(1, room // self._delegate.pitch) * self._delegate.pitch)

    def add_part(self, inspection: Inspection) -> None:
        """Put a part first."""
        item = QListWidgetItem()
        item.setData(PART, inspection)
        item.setData(Qt.ItemDataRole.DecorationRole, QPixmap.fromImage(draw_thumbnail(layers_of(inspection))))
        name, verdict, score = inspection.frame.name, inspection.verdict, score_text(inspection.score)
        _describe(item, self.tr("{0}, {1}, score {2}").format(name, verdict, score))
        self._add(item)

    def add_skipped(self, skipped: SkippedImage) -> None:
        """Put a gap first: a file that could not be read."""
        item = QListWidgetItem()
        item.setData(PART, skipped)
        _describe(item, self.tr("Skipped: {0}").format(skipped.reason))
        self._add(item)

    def clear(self) -> None:
        """Forget all parts."""
        self._list.clear()
        self._empty.show()

    def mark_shown(self, inspection: Inspection | None) -> None:
        """Frame the part that is shown now; None frames none."""
        for item in self._items():
            item.setData(SHOWN, inspection is not None and item.data(PART) is inspection)

    def _add(self, item: QListWidgetItem) -> None:
        bar = self._list.horizontalScrollBar()
        looking_back = bar.value()
        self._empty.hide()
        self._list.insertItem(0, item)
        while self._list.count() > KEPT:
            self._list.takeItem(KEPT)
        if looking_back:  # what the user looks at stays where it is
            self._list.doItemsLayout()
            bar.setValue(looking_back + self._delegate.pitch)

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]

    @Slot(QListWidgetItem)
    def _on_chosen(self, item: QListWidgetItem) -> None:
        part = item.data(PART)
        if isinstance(part, Inspection):
            self.part_chosen.emit(part)

    @Slot()
    def _on_newer(self) -> None:
        self._turn_page(-1)

    @Slot()
    def _on_older(self) -> None:
        self._turn_page(1)

    def _turn_page(self, pages: int) -> None:
        whole = max(1, self._list.viewport().width() // self._delegate.pitch)
        bar = self._list.horizontalScrollBar()
        bar.setValue(bar.value() + pages * whole * self._delegate.pitch)

    @Slot()
    def _on_scrolled(self) -> None:
        bar = self._list.horizontalScrollBar()
        self._newer.setEnabled(bar.value() > 0)
        self._older.setEnabled(bar.value() < bar.maximum())

    def _dress_list(self) -> None:
        view = self._list
        view.setAccessibleName(self.tr("Last parts, newest first"))
        view.setItemDelegate(self._delegate)
        view.setFlow(QListView.Flow.LeftToRight)
        view.setWrapping(False)
        view.setUniformItemSizes(True)
        view.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(view.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        view.itemClicked.connect(self._on_chosen)
        view.itemActivated.connect(self._on_chosen)

    def _dress_buttons(self) -> None:
        for button, name in ((self._newer, self.tr("Newer parts")), (self._older, self.tr("Older parts"))):
            button.set_bare(True)
            button.setFixedSize(_BUTTON)
            button.setAccessibleName(name)
            button.setToolTip(name)
        self._newer.clicked.connect(self._on_newer)
        self._older.clicked.connect(self._on_older)
        self._list.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        self._list.horizontalScrollBar().rangeChanged.connect(self._on_scrolled)
        self._on_scrolled()

    def _lay_out(self) -> None:
        heading = QHBoxLayout(self._heading)
        heading.setContentsMargins(4, 0, 0, 0)
        heading.setSpacing(8)
        heading.addWidget(text_label(self.tr("Last parts"), 15, 600))
        heading.addWidget(text_label(self.tr("newest first"), 13, 400, "text2"))
        heading.addStretch()
        QHBoxLayout(self._list.viewport()).addWidget(self._empty)
        parts = QHBoxLayout()
        parts.setSpacing(_GAP)
        parts.addWidget(self._list, 1)
        parts.addStretch()
        parts.addWidget(self._newer)
        parts.addWidget(self._older)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._heading)
        self._column.addLayout(parts)


def _describe(item: QListWidgetItem, text: str) -> None:
    item.setToolTip(text)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
