"""The way from page to page."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from gui.page_stack import PageStack
from gui.widgets.nav_rail import NavRail

_KEYS = {
    "Ctrl+1": "inspect",
    "Ctrl+2": "teach",
    "Ctrl+3": "review",
    "Ctrl+4": "recipes",
    "Ctrl+5": "station",
    "Ctrl+R": "report",
}
_WITH_OWN_HEAD = ("teach", "review", "recipes", "report")  # these pages have all the window but the rail
_WAYS_BACK = {"report": "review", "review": "inspect", "recipes": "inspect"}


class Navigation(QObject):
    """Shows a page with its item of the rail, and with the bars around it if it has no head of its own."""

    page_shown = Signal(str)  # its name

    def __init__(self, pages: PageStack, rail: NavRail, bars: Sequence[QWidget]) -> None:
        super().__init__(pages)
        self._pages, self._rail, self._bars = pages, rail, bars
        rail.page_requested.connect(self.show_page)

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Go to a page; nothing happens where there is none of that name."""
        if not self._pages.show_page(name):
            return
        for bar in self._bars:
            bar.setVisible(name not in _WITH_OWN_HEAD)
        self._rail.set_current("review" if name == "report" else name)  # one comes to the report from there
        self.page_shown.emit(name)

    def go_back(self) -> bool:
        """Close what lies over the page, else leave it for the one it was come from; whether there was a way back."""
        if self._pages.close_what_is_over():
            return True
        back = _WAYS_BACK.get(self._pages.current)
        if back is not None:
            self.show_page(back)
        return back is not None

    def keys(self) -> dict[str, Callable[[], object]]:
        """The key of each page, and what it does."""
        return {key: partial(self.show_page, name) for key, name in _KEYS.items()}
