"""Which images get another verdict by the lines of now than by the default ones."""

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QListView, QScroller, QWidget

from core.training.lines import Lines
from core.training.standing import Standing
from gui.pages.teach.change_delegate import ChangeDelegate
from gui.pages.teach.changes_model import ChangesModel
from gui.pages.teach.rejudging import Rejudging
from gui.pages.teach.thumbnail_loader import ThumbnailLoader
from gui.widgets.action_button import ToolButton
from gui.widgets.card import Card
from gui.widgets.labels import ElidedLabel, text_label
from gui.widgets.own_keys import keeps_key

_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class ChangesCard(Card):
    """A row of images that change, or of all, those nearest to the FAIL line first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loader = ThumbnailLoader(self)
        self.model = ChangesModel(self.loader, self)
        self.view = ChangesView(self.model)
        self.view.setAccessibleName(self.tr("Images whose verdict changes"))
        self._title, self._against = text_label("", 18, 600), ElidedLabel(15, 400, "text2")
        self._against.setText(self.tr("against the default lines"))
        self._all = ToolButton(self.tr("Show all"), "")
        self._all.setCheckable(True)
        self._all.toggled.connect(self._on_all)
        self._shown: tuple[Rejudging, Standing, Lines, Lines] | None = None
        self._grid = QGridLayout(self)
        self._compact = False
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Put the title above the row, or at its left where there is little height."""
        self._compact = compact
        for widget in (self._title, self._against, self._all, self.view):
            self._grid.removeWidget(widget)
        self._grid.setContentsMargins(*((15, 8, 8, 8) if compact else (23, 12, 15, 12)))
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        if compact:
            self._grid.addWidget(self._title, 0, 0)
            self._grid.addWidget(self._against, 1, 0)
            self._grid.addWidget(self._all, 2, 0)
            self._grid.addWidget(self.view, 0, 1, 3, 1)
        else:
            self._grid.addWidget(self._title, 0, 0)
            self._grid.addWidget(self._against, 0, 1)
            self._grid.addWidget(self._all, 0, 2)
            self._grid.addWidget(self.view, 1, 0, 1, 3)
        self._grid.setColumnStretch(1, 1)
        self.view.set_side(80 if compact else 96)

    def show_changes(self, rejudging: Rejudging, standing: Standing, lines: Lines, before: Lines) -> None:
        """Show what the lines of now change against those before."""
        self._shown = rejudging, standing, lines, before
        self._title.setText(self.tr("{0} of {1} images change").format(len(standing.changes), len(rejudging)))
        self._show_rows()

    def _show_rows(self) -> None:
        if self._shown is None:
            return
        rejudging, standing, lines, before = self._shown
        images = rejudging.all_images(lines, before) if self._all.isChecked() else standing.changes
        self.model.show_changes(rejudging, rejudging.nearest_first(images, lines), lines.min_area)

    @Slot(bool)
    def _on_all(self, _shown: bool) -> None:
        self._show_rows()


class ChangesView(QListView):
    """One row of images, scrolled sideways."""

    def __init__(self, model: ChangesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delegate = ChangeDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def set_side(self, side: int) -> None:
        """Draw thumbnails of so many pixels."""
        self._delegate.side = side
        self.setFixedHeight(side + 10)
        self.scheduleDelayedItemsLayout()

    def event(self, event: QEvent) -> bool:
        """Keep the arrows."""
        return keeps_key(event, _ARROWS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave letters to those around: a list would search for an entry that begins with them."""
        if event.text().isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)
