"""What belongs to the picture: regions, the colours' meaning, the heatmap's opacity, freezing and zooming."""

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.types import Region
from gui.look.restyling import when_restyled
from gui.look.theme import scaled
from gui.pages.inspect.image_buttons import FreezeButton, HeatmapButton, NamedButton
from gui.pages.inspect.opacity_slider import OpacitySlider
from gui.pages.inspect.region_list import RegionList
from gui.widgets.action_button import TARGET_PX
from gui.widgets.card import hairline
from gui.widgets.colour_bar import ColourBar
from gui.widgets.labels import text_label

_BAR_PX, _LABEL_PX = 38, 64  # widths of the colour bar with its ticks, and of the longest word beside it
_LEAST_BAR_PX = 124  # where REVIEW's label takes one line
_COLUMN_PX, _LEAST_COLUMN_PX = 260, 284  # of the large layout
_GAP = 8  # between buttons
_MARGIN = 12  # of the small layout


class ImageTools(QWidget):
    """The column beside the picture; the small layout leaves regions to their tags, zooming to the full image.

    There the buttons stand beside the colour bar, and where even so there is too little height the slider steps aside.
    """

    heatmap_changed = Signal(bool, float)
    freeze_toggled = Signal(bool)
    zoom_in_requested = Signal()
    zoom_out_requested = Signal()
    fit_requested = Signal()
    full_image_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact, self._regions_known = False, False
        self._regions = RegionList()
        self._scale_title = text_label(self.tr("Odd against good parts"), 15, 600)
        self._scale_title.setWordWrap(True)
        self._slider, self._bar = OpacitySlider(), ColourBar()
        self._toggle, self._freeze = HeatmapButton(), FreezeButton()
        self._zoom_in = NamedButton(self.tr("Larger"), "+", "plus", self.tr("Zoom in"))
        self._zoom_out = NamedButton(self.tr("Smaller"), "−", "minus", self.tr("Zoom out"))
        self._fit = NamedButton(self.tr("All"), "0", "shrink", self.tr("Show all of the picture"))
        self._full = NamedButton(self.tr("Full"), "", "maximize", self.tr("Picture over the whole window"))
        self._lay_out()
        self._slider.setValue(60)
        self._connect()
        self.set_compact(False)
        self.show_zoom(1.0)
        when_restyled(self._take_width)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._compact = compact
        self._take_width()
        self._column.setContentsMargins(*((_MARGIN,) * 4 if compact else (20, 20, 20, 16)))
        self._column.setSpacing(_GAP if compact else 12)
        self._place_buttons()  # before they are shown, since without a place they would each be a window
        for part in (self._scale_title, self._lines[1], self._zoom_in, self._zoom_out, self._fit):
            part.setVisible(not compact)
        self._step_aside()

    def minimumSizeHint(self) -> QSize:
        """Any height: the slider steps aside."""
        return QSize(self.width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for: the slider, and the regions."""
        super().resizeEvent(event)
        self._step_aside()
        self._give_regions_room()

    def show_regions(self, regions: tuple[Region, ...] | None) -> None:
        """List the regions over the threshold; None, when no part is shown, leaves the list out."""
        self._regions_known = regions is not None
        self._regions.show_regions(regions or ())
        self._step_aside()

    def event(self, event: QEvent) -> bool:
        """Give the regions what the rest leaves."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._give_regions_room()
        return done

    def show_zoom(self, zoom: float, largest: float = 16.0) -> None:
        """Enable what can be zoomed: 1 is all of the picture, `largest` the end."""
        self._zoom_in.setEnabled(zoom < largest)
        self._zoom_out.setEnabled(zoom > 1)
        self._fit.setEnabled(zoom > 1)

    @Slot()
    def toggle_heatmap(self) -> None:
        """Switch the heatmap on or off."""
        self._toggle.toggle()

    @Slot()
    def toggle_freeze(self) -> None:
        """Freeze what is shown, or follow the parts again."""
        self._freeze.toggle()

    def set_frozen(self, frozen: bool) -> None:
        """Show whether the picture is frozen; nobody is told, for who calls this knows."""
        self._freeze.show_frozen(frozen)

    def step_opacity(self, step: int) -> None:
        """Change the opacity by so many percent points, within 0 and 100."""
        self._slider.setValue(self._slider.value() + step)

    def set_opacity(self, opacity: float) -> None:
        """Set the opacity, 0 to 1."""
        self._slider.setValue(round(100 * opacity))

    def set_review(self, review_from: float | None) -> None:
        """Show where REVIEW begins on the colour bar; None: there is no such band."""
        self._bar.set_review(review_from)

    @Slot()
    def more_opacity(self) -> None:
        """Make the heatmap 10 percent points stronger."""
        self.step_opacity(10)

    @Slot()
    def less_opacity(self) -> None:
        """Make the heatmap 10 percent points fainter."""
        self.step_opacity(-10)

    def heatmap_visible(self) -> bool:
        """Whether the heatmap is on."""
        return self._toggle.isChecked()

    def opacity(self) -> float:
        """Opacity of the heatmap, 0 to 1."""
        return self._slider.value() / 100

    @Slot()
    def _on_changed(self) -> None:
        self.heatmap_changed.emit(self.heatmap_visible(), self.opacity())

    def _take_width(self) -> None:
        buttons = _half_scaled(TARGET_PX)
        bar = max(_LEAST_BAR_PX, _BAR_PX + scaled(_LABEL_PX))
        for button in (self._toggle, self._freeze, self._full):
            button.setMinimumWidth(buttons if self._compact else TARGET_PX)
        large = max(_LEAST_COLUMN_PX, _half_scaled(_COLUMN_PX))
        self.setFixedWidth(bar + _GAP + buttons + 2 * _MARGIN if self._compact else large)

    def _step_aside(self) -> None:
        for part in (self._regions, self._lines[0]):
            part.setVisible(self._regions_known and not self._compact)
        needed = 4 * TARGET_PX + 3 * _GAP + 2 * _MARGIN  # three buttons, and the slider below
        self._slider.setVisible(not self._compact or self.height() >= needed)

    def _give_regions_room(self) -> None:
        if not self._regions.isHidden():
            others = self._column.minimumSize().height() - self._regions.minimumSizeHint().height()
            self._regions.set_room(self.height() - others)

    def _connect(self) -> None:
        self._slider.valueChanged.connect(self._on_changed)
        self._toggle.toggled.connect(self._on_changed)
        self._freeze.toggled.connect(self.freeze_toggled)
        self._zoom_in.clicked.connect(self.zoom_in_requested)
        self._zoom_out.clicked.connect(self.zoom_out_requested)
        self._fit.clicked.connect(self.fit_requested)
        self._full.clicked.connect(self.full_image_requested)

    def _lay_out(self) -> None:
        self._lines: list[QFrame] = [hairline(), hairline()]
        self._beside_bar, self._below = QVBoxLayout(), QGridLayout()
        for box in (self._beside_bar, self._below):
            box.setSpacing(_GAP)
        scale = QHBoxLayout()
        scale.setSpacing(_GAP)
        scale.addWidget(self._bar, 1)
        scale.addLayout(self._beside_bar)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._regions)
        self._column.addWidget(self._lines[0])
        self._column.addWidget(self._scale_title)
        self._column.addLayout(scale, 1)
        self._column.addWidget(self._lines[1])
        self._column.addWidget(self._slider)
        self._column.addLayout(self._below)

    def _place_buttons(self) -> None:
        """Put the buttons below the slider, or those that the small layout has beside the colour bar."""
        always, zooming = (self._toggle, self._freeze, self._full), (self._zoom_in, self._zoom_out, self._fit)
        while self._beside_bar.count():
            self._beside_bar.takeAt(0)
        for column, (button, other) in enumerate(zip(always, zooming, strict=True)):
            self._below.removeWidget(button)
            if self._compact:
                self._beside_bar.addWidget(button)
            else:
                self._below.addWidget(button, 0, column)
                self._below.addWidget(other, 1, column)
        if self._compact:
            self._beside_bar.addStretch()


def _half_scaled(px: int) -> int:
    """Half as much more as the text: the picture needs room, too."""
    return (px + scaled(px)) // 2
