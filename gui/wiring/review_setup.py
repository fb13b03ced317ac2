"""Brings the Review page, the records and Teach together."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from core.errors import RecipeError
from core.places import recipes_folder
from core.records.places import archive_folder
from gui.main_window import MainWindow
from gui.memory import Memory
from gui.opener import Opener
from gui.page_stack import Page
from gui.station.recording import StationRecording, who
from gui.wiring.teach_setup import TeachSetup

if TYPE_CHECKING:
    from gui.pages.review.review_page import ReviewPage


class ReviewSetup(QObject):
    """Makes the page when somebody first goes there, and hands what was confirmed to Teach."""

    def __init__(
        self,
        recording: StationRecording,
        memory: Memory,
        opener: Opener,
        window: MainWindow,
        teach: TeachSetup,
        recipes: Path | None = None,
    ) -> None:
        super().__init__(window)
        self._recording, self._memory, self._window, self._teach = recording, memory, window, teach
        self._opener, self._recipes = opener, recipes
        self._page: ReviewPage | None = None
        recording.saved.connect(self._on_saved)
        window.closing.connect(self._on_closing)
        window.set_page_maker("review", self._make_page)

    def _make_page(self) -> Page:
        # Loaded when somebody first goes there, as the Teach page is.
        from gui.pages.review.review_page import ReviewPage  # noqa: PLC0415
        from gui.pages.review.review_work import ReviewAccess  # noqa: PLC0415

        find = partial(_find_recipe, self._recipes or recipes_folder(), lambda: self._opener.recipe_path)
        page = self._page = ReviewPage(ReviewAccess(self._recording.store, archive_folder(), find))
        page.show_name(self._memory.settings.reviewer or who())
        page.name_changed.connect(self._on_name_changed)
        page.retrain_requested.connect(self._teach.improve)
        page.report_requested.connect(partial(self._window.show_page, "report"))
        page.failed.connect(self._window.show_failure)
        return page

    @Slot(object)
    def _on_saved(self, records: tuple[object, ...]) -> None:
        if self._page is not None:
            self._page.note_new(len(records))

    @Slot(str)
    def _on_name_changed(self, name: str) -> None:
        self._memory.change(reviewer=name.strip())

    @Slot()
    def _on_closing(self) -> None:
        if self._page is not None:
            self._page.shutdown()


def _find_recipe(folder: Path, opened: Callable[[], Path | None], name: str) -> Path:
    """The file of a recipe by its name, that in use before others. Raises RecipeError. Any thread."""
    from core.recipes.catalogue import Catalogue  # noqa: PLC0415 - imports the networks

    path = opened()
    entries = Catalogue(folder).read(() if path is None else (path,)).entries
    found = [entry.path for entry in entries if entry.card is not None and entry.card.name == name]
    if not found:
        raise RecipeError(f"There is no recipe {name} on this station. Import it, or open it once.")
    return path.resolve() if path is not None and path.resolve() in found else found[0]
