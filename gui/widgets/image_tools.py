"""What belongs to the picture: regions, the colours' meaning, the heatmap's opacity, freezing and zooming."""

from PySide6.QtCore import QEvent, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.types import Region
from gui.theme import scaled
from gui.widgets.action_button import ToolButton
from gui.widgets.card import hairline
from gui.widgets.colour_bar import ColourBar
from gui.widgets.labels import text_label
from gui.widgets.opacity_slider import OpacitySlider
from gui.widgets.region_list import RegionList

_BUTTON_HEIGHT = 48


class ImageTools(QWidget):
    """The column beside the picture; the small layout leaves regions to their tags, zooming to the full image."""

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
        self._percent = text_label("", 14, 400, "text2")
        self._slider, self._bar = OpacitySlider(), ColourBar()
        self._toggle, self._freeze = ToolButton("", "H"), ToolButton(self.tr("Freeze"), "F8", "snowflake")
        self._zoom_in = self._bare("plus", self.tr("Zoom in"), "+")
        self._zoom_out = self._bare("minus", self.tr("Zoom out"), "−")
        self._fit = self._bare("shrink", self.tr("Show all of the picture"), "0")
        self._full = self._bare("maximize", self.tr("Picture over the whole window"), "")
        self._lay_out()
        self._slider.setValue(60)
        for button in (self._toggle, self._freeze):
            button.setCheckable(True)
        self._toggle.setChecked(True)
        self._describe()
        self._connect()
        self.set_compact(False)
        self.show_zoom(1.0)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._compact = compact
        self._take_width()
        self._column.setContentsMargins(*((14, 16, 14, 14) if compact else (20, 20, 20, 16)))
        self._column.setSpacing(8 if compact else 12)
        for part in (self._scale_title, self._lines[1], self._zoom_in, self._zoom_out, self._fit):
            part.setVisible(not compact)
        for button in (self._toggle, self._freeze):
            button.set_bare(compact)
            self._last_row.removeWidget(button)
            self._column.removeWidget(button)
        for place, button in enumerate((self._toggle, self._freeze)):
            if compact:
                self._last_row.insertWidget(place, button)
            else:
                self._column.insertWidget(self._column.count() - 1, button)
        self._step_aside()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the width another text size needs."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._take_width()

    def show_regions(self, regions: tuple[Region, ...] | None) -> None:
        """List the regions over the threshold; None, when no part is shown, leaves the list out."""
        self._regions_known = regions is not None
        self._regions.show_regions(regions or ())
        self._step_aside()

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
        if frozen is self.is_frozen():
            return
        with QSignalBlocker(self._freeze):
            self._freeze.setChecked(frozen)
        self._freeze.update()  # blocked, the button doesn't hear of it either
        self._describe()

    def is_frozen(self) -> bool:
        """Whether what is shown stays, whatever arrives."""
        return self._freeze.isChecked()

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
        self._describe()
        self.heatmap_changed.emit(self.heatmap_visible(), self.opacity())

    @Slot(bool)
    def _on_frozen(self, frozen: bool) -> None:
        self._describe()
        self.freeze_toggled.emit(frozen)

    def _take_width(self) -> None:
        width = 180 if self._compact else 248
        self.setFixedWidth((width + scaled(width)) // 2)  # half as much more as the text: the picture needs room, too

    def _step_aside(self) -> None:
        for part in (self._regions, self._lines[0]):
            part.setVisible(self._regions_known and not self._compact)

    def _describe(self) -> None:
        on, frozen = self.heatmap_visible(), self.is_frozen()
        self._percent.setText(f"{self._slider.value()} %")
        self._toggle.setText(self.tr("Heatmap on") if on else self.tr("Heatmap off"))
        self._toggle.set_icon("eye" if on else "eye-off")
        self._freeze.setText(self.tr("Frozen") if frozen else self.tr("Freeze"))
        for button, key in ((self._toggle, "H"), (self._freeze, "F8")):
            button.setAccessibleName(button.text())
            button.setToolTip(f"{button.text()} ({key})")

    def _bare(self, icon: str, name: str, key: str) -> ToolButton:
        button = ToolButton("", key, icon)
        button.set_bare(True)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({key})" if key else name)
        return button

    def _connect(self) -> None:
        self._slider.valueChanged.connect(self._on_changed)
        self._toggle.toggled.connect(self._on_changed)
        self._freeze.toggled.connect(self._on_frozen)
        self._zoom_in.clicked.connect(self.zoom_in_requested)
        self._zoom_out.clicked.connect(self.zoom_out_requested)
        self._fit.clicked.connect(self.fit_requested)
        self._full.clicked.connect(self.full_image_requested)

    def _lay_out(self) -> None:
        self._lines: list[QFrame] = [hairline(), hairline()]
        heading = QHBoxLayout()
        heading.addWidget(text_label(self.tr("Heatmap"), 15, 600))
        heading.addStretch()
        heading.addWidget(self._percent)
        self._last_row = QHBoxLayout()
        self._last_row.setSpacing(6)
        for button in (self._zoom_in, self._zoom_out, self._fit, self._full):
            self._last_row.addWidget(button)
        for button in (self._toggle, self._freeze, self._zoom_in, self._zoom_out, self._fit, self._full):
            button.setFixedHeight(_BUTTON_HEIGHT)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._regions)
        self._column.addWidget(self._lines[0])
        self._column.addWidget(self._scale_title)
        self._column.addWidget(self._bar, 1)
        self._column.addWidget(self._lines[1])
        self._column.addLayout(heading)
        self._column.addWidget(self._slider)
        self._column.addWidget(self._toggle)
        self._column.addWidget(self._freeze)
        self._column.addLayout(self._last_row)
