"""Figures under their captions, side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.widgets.labels import ElidedLabel

_MOST = 3
_BETWEEN = 16


class FactGrid(QWidget):
    """Three facts side by side, or fewer where one of them would be cut off."""

    def __init__(self, captions: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = tuple(Fact(caption) for caption in captions)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_BETWEEN)
        self._place(_MOST)

    def show_texts(self, texts: Sequence[str]) -> None:
        """Show a text under each caption."""
        for fact, text in zip(self._facts, texts, strict=True):
            fact.show_text(text)
        self._fit()

    def set_compact(self, compact: bool) -> None:
        """Take the distances of the small layout, or of the large one."""
        self._grid.setVerticalSpacing(8 if compact else 14)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many side by side as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Look again when the text size has changed."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        widest = max(fact.sizeHint().width() for fact in self._facts)
        self._place(min(_MOST, max(1, (self.width() + _BETWEEN) // (widest + _BETWEEN))))

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, fact in enumerate(self._facts):
            self._grid.addWidget(fact, place // columns, place % columns)
        for place in range(_MOST):
            self._grid.setColumnStretch(place, int(place < columns))


class Fact(QWidget):
    """A caption over what it is about."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption, self._text = ElidedLabel(13, 400, "text2"), ElidedLabel(15, 600)
        self._caption.setText(caption)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self._caption)
        column.addWidget(self._text)

    def show_text(self, text: str) -> None:
        """Show it."""
        self._text.setText(text)
        self.setAccessibleName(f"{self._caption.text()}: {text}")
