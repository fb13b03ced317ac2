"""The heatmaps, live and of the finished detector, and what their colours mean."""

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.types import Glimpse
from gui.pages.teach.glimpse_grid import GlimpseGrid
from gui.widgets.card import Card
from gui.widgets.colour_bar import ColourBar
from gui.widgets.labels import text_label


class GlimpseCard(Card):
    """Heatmaps of images the detector has not learned from: while it learns with their age, then what it came to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid, self._bar = GlimpseGrid(), ColourBar()
        self._title, self._age = text_label("", 16, 600), text_label("", 13, 400, "text2")
        self._scale = text_label("", 13, 400, "text2")
        self._shown: tuple[Glimpse, ...] = ()
        self._shown_at = 0.0
        heading = QHBoxLayout()
        heading.addWidget(self._title, 1)
        heading.addWidget(self._age)
        scale = QVBoxLayout()
        scale.setSpacing(2)
        scale.addWidget(text_label(self.tr("Odd"), 13, 600))
        scale.addWidget(self._scale)
        scale.addWidget(self._bar, 1)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self._grid, 1)
        body.addLayout(scale)
        self._bar.setFixedWidth(150)
        self._column = QVBoxLayout(self)
        self._column.addLayout(heading)
        self._column.addLayout(body, 1)
        self._ticks = QTimer(self, interval=500)
        self._ticks.timeout.connect(self._on_tick)
        self._say(finished=False)
        self.set_compact(False)

    @property
    def names(self) -> tuple[str, ...]:
        """Which images are on view."""
        return tuple(glimpse.name for glimpse in self._shown)

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        self._column.setContentsMargins(*((15, 10, 15, 12) if compact else (23, 16, 23, 20)))
        self._column.setSpacing(8 if compact else 12)

    def show_glimpses(self, glimpses: Sequence[Glimpse]) -> None:
        """Show these, if they are new."""
        if tuple(glimpses) == self._shown or not glimpses:
            return
        self._put(glimpses, finished=False)
        self._shown_at = perf_counter()
        self._ticks.start()
        self._on_tick()

    def show_finished(self, glimpses: Sequence[Glimpse]) -> None:
        """Show what the finished detector makes of images; none at all leaves what is on view."""
        if glimpses:
            self._put(glimpses, finished=True)

    def clear(self) -> None:
        """Show none."""
        self._put((), finished=False)
        self.rest()

    def rest(self) -> None:
        """Say no more how old they are: the teaching has ended."""
        self._ticks.stop()
        self._age.setText("")

    def _put(self, glimpses: Sequence[Glimpse], finished: bool) -> None:
        self._shown = tuple(glimpses)
        self._grid.show_glimpses(glimpses)
        self._say(finished)

    def _say(self, finished: bool) -> None:
        self._title.setText(
            self.tr("Images it has not learned from") if finished else self.tr("Live on images it has not seen")
        )
        self._scale.setText(self.tr("final scores") if finished else self.tr("provisional scale"))

    @Slot()
    def _on_tick(self) -> None:
        self._age.setText(self.tr("{0:.0f} s ago").format(perf_counter() - self._shown_at))
