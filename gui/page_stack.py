"""The pages of the window, each made when somebody first goes there."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

_WAYS_BACK = {"report": "review", "review": "inspect", "recipes": "inspect"}


class PageStack(QStackedWidget):
    """Shows one page at a time by its name; every page has `set_compact`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current = ""  # the name of the page on view
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._made: dict[str, QWidget] = {}
        self._compact = False

    def set_maker(self, name: str, make: Callable[[], QWidget]) -> None:
        """Have a page made when it is first shown."""
        self._makers[name] = make

    def show_page(self, name: str) -> bool:
        """Go to a page; False where there is none of that name."""
        if name not in self._makers:
            return False
        if name not in self._made:
            page = self._made[name] = self._makers[name]()
            page.set_compact(self._compact)  # type: ignore[attr-defined]
            self.addWidget(page)
        self.setCurrentWidget(self._made[name])
        self.current = name
        return True

    def set_compact(self, compact: bool) -> None:
        """Have all pages take the sizes of the small layout, or of the large one."""
        self._compact = compact
        for page in self._made.values():
            page.set_compact(compact)  # type: ignore[attr-defined]

    def close_what_is_over(self) -> None:
        """Close what lies over the page on view, which has such things."""
        self._made[self.current].close_what_is_over()  # type: ignore[attr-defined]

    @property
    def way_back(self) -> str | None:
        """Where Esc leads from the page on view; None where it means something else."""
        return _WAYS_BACK.get(self.current)
