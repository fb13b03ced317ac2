"""The scores of the shift."""

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.inspection.heatmap import TOP
from gui.theme import current_theme, font
from gui.widgets.card import Card
from gui.widgets.labels import text_label

_BAR_SHARE = 0.86  # of a bin's width; the rest is the gap between bars


class HistogramCard(Card):
    """How many parts had which score, FAIL on top of PASS, with the FAIL line; heights are square roots."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._plot = pg.PlotWidget(background=None)
        self._passed = pg.BarGraphItem(x=[], height=[], width=1, pen=None, brush=theme.good)
        self._failed = pg.BarGraphItem(x=[], y0=[], height=[], width=1, pen=None, brush=theme.defect)
        line = pg.InfiniteLine(1.0, pen=pg.mkPen(theme.text, width=2))
        for item in (self._passed, self._failed, line):
            self._plot.addItem(item)
        self._dress_plot()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._column.addLayout(self._heading())
        self._column.addWidget(self._plot)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        self._column.setContentsMargins(*((15, 8, 7, 4) if compact else (19, 12, 11, 8)))
        for part in self._line_key:  # in the small layout the axis alone names the line
            part.setVisible(not compact)

    def show_histogram(
        self, passed: npt.NDArray[np.int64], failed: npt.NDArray[np.int64], edges: npt.NDArray[np.float64]
    ) -> None:
        """Show how many parts passed and failed in each of n bins; `edges` has n + 1 scores."""
        middles, width = (edges[:-1] + edges[1:]) / 2, (edges[1] - edges[0]) * _BAR_SHARE
        foot, top = np.sqrt(passed), np.sqrt(passed + failed)
        self._passed.setOpts(x=middles, height=foot, width=width)
        self._failed.setOpts(x=middles, y0=foot, height=top - foot, width=width)
        self._plot.setYRange(0, max(float(top.max()), 1.0) * 1.04, padding=0)

    def _heading(self) -> QHBoxLayout:
        theme = current_theme()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(text_label(self.tr("Scores this shift"), 15, 600))
        row.addWidget(text_label(self.tr("√ scale"), 13, 400, "text2"))
        row.addStretch()
        keys = ((theme.good, 12, self.tr("PASS")), (theme.defect, 12, self.tr("FAIL")), (theme.text, 2, "1.00"))
        for colour, width, name in keys:
            row.addSpacing(8)
            self._line_key = (Swatch(colour, width), text_label(name, 13, 400, "text2"))
            for part in self._line_key:
                row.addWidget(part)
        return row

    def _dress_plot(self) -> None:
        theme = current_theme()
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.hideAxis("left")
        for part in (self._plot, self._plot.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setAccessibleName(self.tr("Histogram of the scores"))
        self._plot.setXRange(0, TOP, padding=0.04)
        self._plot.setYRange(0, 1, padding=0)
        axis = self._plot.getAxis("bottom")
        axis.setTicks([[(0, "0"), (0.5, "0.5"), (1, "1.0"), (1.5, "1.5"), (2, "≥ 2")]])
        axis.setStyle(tickFont=font(13, 400))
        axis.setPen(theme.control)
        axis.setTextPen(theme.text2)


class Swatch(QWidget):
    """A legend's patch of colour; narrow, it stands for a line."""

    def __init__(self, colour: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = QColor(colour)
        self.setFixedSize(width, 12 if width > 2 else 16)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Fill the patch."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
