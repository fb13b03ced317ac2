"""The pages of the window, each made when somebody first goes there."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.page_frame import Sized


class Page(Sized, Protocol):
    """A widget that has the window's room for itself."""

    def close_what_is_over(self) -> bool:
        """Close what lies over the page; whether there was something."""


class PageStack(QStackedWidget):
    """Shows one page at a time by its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current = ""  # the name of the page on view
        self._makers: dict[str, Callable[[], Page]] = {}
        self._made: dict[str, Page] = {}
        self._compact = False

    def set_maker(self, name: str, make: Callable[[], Page]) -> None:
        """Have a page made when it is first shown."""
        self._makers[name] = make

    def show_page(self, name: str) -> bool:
        """Go to a page; False where there is none of that name."""
        if name not in self._makers:
            return False
        if name not in self._made:
            self._make(name)
        self.setCurrentIndex(list(self._made).index(name))  # they lie in the order in which they were made
        self.current = name
        return True

    def set_compact(self, compact: bool) -> None:
        """Have all pages take the sizes of the small layout, or of the large one."""
        self._compact = compact
        for page in self._made.values():
            page.set_compact(compact)

    def close_what_is_over(self) -> bool:
        """Close what lies over the page on view; whether there was something."""
        return self._made[self.current].close_what_is_over()

    def _make(self, name: str) -> None:
        page = self._makers[name]()
        if not isinstance(page, QWidget):
            raise TypeError(f"The page {name} is no widget.")
        page.set_compact(self._compact)
        self._made[name] = page
        self.addWidget(page)
