"""What belongs to the picture: regions, the colours' meaning, the heatmap's opacity."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from core.types import Region
from gui.widgets.action_button import ToolButton
from gui.widgets.card import hairline
from gui.widgets.colour_bar import ColourBar
from gui.widgets.labels import text_label
from gui.widgets.region_list import RegionList


class ImageTools(QWidget):
    """The column beside the picture; the small layout leaves the regions to their tags in the picture."""

    heatmap_changed = Signal(bool, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact, self._regions_known = False, False
        self._regions = RegionList()
        self._scale_title = text_label(self.tr("Odd against good parts"), 15, 600)
        self._scale_title.setWordWrap(True)
        self._percent = text_label("", 14, 400, "text2")
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, 100)
        self._slider.setPageStep(10)
        self._slider.setAccessibleName(self.tr("Heatmap opacity in percent"))
        self._toggle = ToolButton("", "H")
        self._toggle.setCheckable(True)
        self._toggle.setFixedHeight(48)
        self._lay_out()
        self._slider.setValue(60)
        self._toggle.setChecked(True)
        self._describe()
        self._slider.valueChanged.connect(self._on_changed)
        self._toggle.toggled.connect(self._on_changed)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self.setFixedWidth(180 if compact else 248)
        self._column.setContentsMargins(*((14, 16, 14, 14) if compact else (20, 20, 20, 20)))
        self._column.setSpacing(8 if compact else 16)
        self._compact = compact
        for part in (self._scale_title, self._lines[1]):
            part.setVisible(not compact)
        self._step_aside()
        self._toggle.show_key(not compact)
        self._toggle.word_px = 14 if compact else 15

    def show_regions(self, regions: tuple[Region, ...] | None) -> None:
        """List the regions over the threshold; None, when no part is shown, leaves the list out."""
        self._regions_known = regions is not None
        self._regions.show_regions(regions or ())
        self._step_aside()

    def toggle_heatmap(self) -> None:
        """Switch the heatmap on or off."""
        self._toggle.toggle()

    def change_opacity(self, step: int) -> None:
        """Change the opacity by so many percent points, within 0 and 100."""
        self._slider.setValue(self._slider.value() + step)

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

    def _step_aside(self) -> None:
        for part in (self._regions, self._lines[0]):
            part.setVisible(self._regions_known and not self._compact)

    def _describe(self) -> None:
        on = self.heatmap_visible()
        self._percent.setText(f"{self._slider.value()} %")
        self._toggle.setText(self.tr("Heatmap on") if on else self.tr("Heatmap off"))
        self._toggle.setAccessibleName(self._toggle.text())
        self._toggle.set_icon("eye" if on else "eye-off")

    def _lay_out(self) -> None:
        self._lines: list[QFrame] = [hairline(), hairline()]
        heading = QHBoxLayout()
        heading.addWidget(text_label(self.tr("Heatmap"), 15, 600))
        heading.addStretch()
        heading.addWidget(self._percent)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._regions)
        self._column.addWidget(self._lines[0])
        self._column.addWidget(self._scale_title)
        self._column.addWidget(ColourBar(), 1)
        self._column.addWidget(self._lines[1])
        self._column.addLayout(heading)
        self._column.addWidget(self._slider)
        self._column.addWidget(self._toggle)
