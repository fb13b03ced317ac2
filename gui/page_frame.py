"""What pages with a head of their own have in common: the head, and below it a row of cards."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets.page_header import PageHeader


class Sized(Protocol):
    """Whatever takes the sizes of one of the two layouts."""

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""


class PageFrame(QWidget):
    """An empty page: give it a head, fill `row`, and name in `sized` what has sizes of its own."""

    failed = Signal(object)  # Failure

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.row, self.sized = QHBoxLayout(), list[Sized]()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self.row, 1)

    def add_head(self, title: str, line: str, fields: Mapping[str, tuple[str, str]]) -> PageHeader:
        """Put the head over the page: title, a line about it, and named fields (caption and icon)."""
        head = PageHeader(title, fields)
        head.show_line(line)
        self._column.insertWidget(0, head)
        self.sized.append(head)
        return head

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        gap, side = (12, 12) if compact else (16, 24)
        self.row.setContentsMargins(side, gap, side, gap)
        self.row.setSpacing(gap)
        for part in self.sized:
            part.set_compact(compact)

    def close_what_is_over(self) -> bool:
        """Close what lies over the page; of itself it has nothing."""
        return False

    @staticmethod
    def gap(compact: bool) -> int:
        """Pixels between two cards."""
        return 12 if compact else 16
