"""What runs here: recipe, source, device, speed, time."""

from PySide6.QtCore import QSize, QTime, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.types import Image, SourceState
from gui.widgets.action_button import TARGET_PX, ToolButton
from gui.widgets.fitting_row import FittingRow
from gui.widgets.header_field import HeaderField, SourceField
from gui.widgets.labels import text_label
from gui.widgets.recipe_block import RecipeBlock
from gui.widgets.score_text import count_text

_CALM_MS = 250
_CHANGE_PX = 44  # what is seen of the button: it takes a press over all of the bar's height
_Rate = tuple[float | None, float | None, float | None]


class Header(FittingRow):
    """The bar over the page; all of its left part asks for another recipe.

    Where there is little room the device steps aside, then what was dropped, frames and latency; source and time stay.
    """

    recipe_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._compact, self._any_dropped = False, False
        self._recipe = RecipeBlock()
        self._recipe.clicked.connect(self.recipe_requested)
        self._change = ToolButton(self.tr("Change"), "Ctrl+O", "chevron-down")
        self._change.setAccessibleName(self.tr("Change the recipe"))
        self._change.clicked.connect(self.recipe_requested)
        self._source = SourceField(self.tr("Source"), "folder-open")
        self._device = HeaderField(self.tr("Device"), "cpu")
        self._frames = HeaderField(self.tr("Frames"), "gauge")
        self._dropped = HeaderField(self.tr("Dropped"), "layers")
        self._latency = HeaderField(self.tr("Latency p95"), "timer")
        self._fields: tuple[HeaderField, ...] = (self._source, self._device, self._frames, self._dropped, self._latency)
        self._rate: _Rate = (None, None, None)
        self._rate_shown: _Rate | None = None
        self._calm = QTimer(self, interval=_CALM_MS, singleShot=True)
        self._calm.timeout.connect(self._show_rate)
        self._clock = text_label("", 20, 600)
        self._lay_out()
        self._start_clock()
        self.show_rate(None, None)
        self.show_dropped(0)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._compact = compact
        self._recipe.set_compact(compact)
        self._change.set_bare(compact)
        self._row.setContentsMargins(16 if compact else 24, 0, 12 if compact else 24, 0)
        self._row.setSpacing(16 if compact else 28)
        self._asking.setSpacing(0 if compact else 28)
        self.fit()

    def show_recipe(self, name: str, detail: str, thumbnail: Image | None) -> None:
        """Show the recipe's name, its version and one of its parts."""
        self._recipe.show_recipe(name, detail, thumbnail)

    def show_source(self, name: str, detail: str, icon: str = "folder-open") -> None:
        """Show where pictures come from; `icon` is one of resources/icons."""
        self._source.show_source(name, detail)
        self._source.show_icon(icon)

    def show_source_state(self, state: SourceState | None) -> None:
        """Show how a live source is doing, after its name; None for one that has no state, such as a folder."""
        self._source.show_state(state)

    def show_device(self, text: str) -> None:
        """Show what computes."""
        self._device.show_text(text)

    def show_rate(
        self, frames_per_second: float | None, latency_p95_ms: float | None, latency_p50_ms: float | None = None
    ) -> None:
        """Show the speed, the latency as median and 95th percentile if both are given; None shows a dash.

        Figures change four times a second at the most, so that they can be read.
        """
        self._rate = frames_per_second, latency_p95_ms, latency_p50_ms
        if frames_per_second is None or not self._calm.isActive():
            self._show_rate()

    def show_dropped(self, count: int) -> None:
        """Show how many pictures of a live source nobody took in time; nothing while there are none."""
        self._dropped.show_text(count_text(count))
        if (count > 0) is not self._any_dropped:
            self._any_dropped = count > 0
            self.fit()

    @Slot()
    def _show_rate(self) -> None:
        rate, p95, p50 = self._rate
        if self._rate == self._rate_shown:
            return
        self._rate_shown = self._rate
        if rate is not None:
            self._calm.start()
        self._frames.show_text("–" if rate is None else f"{rate:.1f} /s")
        latency = "–" if p95 is None else f"{p95:.0f} ms"
        both = p50 is not None and p95 is not None
        self._latency.show_caption(self.tr("Latency p50/p95") if both else self.tr("Latency p95"))
        self._latency.show_text(f"{p50:.0f} / {latency}" if both else latency)

    def take_fitting(self) -> None:
        """Take the height that the text needs, and let step aside what there is no room for."""
        needed = max(self._recipe.text_height(), self._source.text_height()) + 10
        self.setFixedHeight(max(TARGET_PX, needed) + 1)  # and the line below
        self._recipe.setMinimumHeight(self.height() - 1)
        self._take_change_size(self.height() - 1)
        for field in self._fields:
            field.set_widest(120 if self._compact else 260)
        stepping_aside = (self._device, self._dropped, self._frames, self._latency)
        shown = [field for field in self._fields if field is not self._dropped or self._any_dropped]
        for field in stepping_aside:
            if field in shown and self._needed(shown) > self.width():
                shown.remove(field)
        for field in stepping_aside:
            field.setVisible(field in shown)

    def _take_change_size(self, height: int) -> None:
        beside = (TARGET_PX - _CHANGE_PX) // 2 if self._compact else 0
        above = (height - _CHANGE_PX) // 2
        self._change.set_reach(beside, above, beside, height - _CHANGE_PX - above)
        self._change.setFixedSize(QSize(TARGET_PX if self._compact else self._change.sizeHint().width(), height))

    def _needed(self, fields: list[HeaderField]) -> int:
        margins, parts = self._row.contentsMargins(), (self._recipe, self._change, *fields, self._clock)
        widths = [part.sizeHint().width() for part in parts]
        return margins.left() + margins.right() + sum(widths) + self._row.spacing() * len(widths)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._asking = QHBoxLayout()
        self._asking.addWidget(self._recipe)
        self._asking.addWidget(self._change)
        self._row.addLayout(self._asking)
        self._row.addStretch(1)
        for part in (*self._fields, self._clock):
            self._row.addWidget(part)

    def _start_clock(self) -> None:
        self._ticks = QTimer(self, interval=200)
        self._ticks.timeout.connect(self._on_tick)
        self._ticks.start()
        self._on_tick()

    @Slot()
    def _on_tick(self) -> None:
        self._clock.setText(QTime.currentTime().toString("HH:mm:ss"))
