"""The picture over the whole window."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from core.types import Verdict
from gui.look.theme import scaled
from gui.pages.inspect.verdict_tile import VerdictTile
from gui.widgets.action_button import TARGET_PX, ActionButton
from gui.widgets.image_view import ImageView
from gui.widgets.own_keys import keeps_key

_CLOSE_KEYS = (Qt.Key.Key_Escape,)
_COLUMN = 424  # the tile's narrowest
_MARGIN = 12
_ROOM_FOR_WHY = 120  # pixels that the tile is higher by where a sentence says why there is no verdict


class FullImage(QWidget):
    """Lies over its parent and borrows an ImageView from its layout, with all it shows, until it is closed.

    Beside the picture stand the verdict, which must never be out of sight, and buttons large enough for gloves.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._view: ImageView | None = None
        self._focused: QWidget | None = None  # what the keys were for before
        self._place = QWidget()  # in the view's stead while it is here
        self._tile = VerdictTile()
        self._tile.set_compact(True)
        self._close = ActionButton(self.tr("Close"), self.tr("Esc"), "x")
        self._zoom_in = ActionButton(self.tr("Larger"), "+", "plus")
        self._zoom_out = ActionButton(self.tr("Smaller"), "−", "minus")
        self._fit = ActionButton(self.tr("All"), "0", "shrink")
        self._close.clicked.connect(self.close_image)
        self._lay_out()
        parent.installEventFilter(self)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether it shows a view."""
        return self._view is not None

    def open_image(self, view: ImageView) -> None:
        """Show a view that stands in a layout, over all of the parent."""
        layout = _layout_around(view)
        if self._view is not None or layout is None:
            return
        self._view, self._focused = view, QApplication.focusWidget()
        layout.replaceWidget(view, self._place)
        self._place.show()
        self._row.insertWidget(0, view, 1)
        view.set_framed(False)
        view.show()
        self._connect(view)
        self._cover()
        self.show()
        self.raise_()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_image(self) -> None:
        """Give the view back to where it came from."""
        view, layout = self._view, _layout_around(self._place)
        if view is None or layout is None:
            return
        self._view = None
        for button in (self._zoom_in, self._zoom_out, self._fit):
            button.clicked.disconnect()
        view.zoom_changed.disconnect(self._on_zoom_changed)
        layout.replaceWidget(self._place, view)
        self._place.setParent(None)
        view.set_framed(True)
        view.show()
        if self._focused is not None:
            self._focused.setFocus()  # else Qt gives the keys to the first button there is
        self.hide()
        self.closed.emit()

    def show_verdict(self, verdict: Verdict, line: str) -> None:
        """Show the verdict on the part in the picture, or what the station says, with one line that says why."""
        self._tile.set_room_below(0 if verdict.about_part else scaled(_ROOM_FOR_WHY))
        self._tile.show_verdict(verdict, line)

    def acknowledge(self) -> None:
        """End the flashing of an ERROR: somebody has seen it."""
        self._tile.acknowledge()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the parent whatever its size."""
        if event.type() is QEvent.Type.Resize and watched is self.parent() and self.isVisible():
            self._cover()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Keep Esc, which closes."""
        return keeps_key(event, _CLOSE_KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() in _CLOSE_KEYS:
            self.close_image()
        else:
            super().keyPressEvent(event)

    def _cover(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())

    def _connect(self, view: ImageView) -> None:
        self._zoom_in.clicked.connect(view.zoom_in)
        self._zoom_out.clicked.connect(view.zoom_out)
        self._fit.clicked.connect(view.fit)
        view.zoom_changed.connect(self._on_zoom_changed)
        self._on_zoom_changed(view.zoom)

    @Slot(float)
    def _on_zoom_changed(self, zoom: float) -> None:
        self._zoom_in.setEnabled(self._view is None or self._view.can_zoom_in)
        self._zoom_out.setEnabled(zoom > 1)
        self._fit.setEnabled(zoom > 1)

    def _lay_out(self) -> None:
        buttons = QGridLayout()
        buttons.setSpacing(8)
        for number, button in enumerate((self._zoom_in, self._zoom_out, self._fit, self._close)):
            button.setMinimumHeight(TARGET_PX)
            buttons.addWidget(button, number // 2, number % 2)
        side = QWidget()
        side.setFixedWidth(_COLUMN + 2 * _MARGIN)
        column = QVBoxLayout(side)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.addWidget(self._tile)
        column.addStretch()
        column.addLayout(buttons)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(side)


def _layout_around(widget: QWidget) -> QLayout | None:
    around = widget.parentWidget()
    return around.layout() if around is not None else None
