"""Brings the Recipes page and the station together."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from core.places import recipes_folder
from gui.main_window import MainWindow
from gui.opener import Opener
from gui.page_stack import Page
from gui.station.station import Station
from gui.wiring.teach_setup import TeachSetup

if TYPE_CHECKING:
    from core.records.yields import Yields
    from gui.pages.recipes.recipes_page import RecipesPage


class RecipesSetup(QObject):
    """Makes the page when somebody first goes there, knows which recipe is active, and opens another one."""

    def __init__(
        self, station: Station, opener: Opener, window: MainWindow, teach: TeachSetup, folder: Path | None = None
    ) -> None:
        super().__init__(window)
        self._station, self._opener, self._window, self._teach = station, opener, window, teach
        self._folder = folder
        self._page: RecipesPage | None = None
        opener.recipe_opened.connect(self._on_recipe_opened)
        station.changed.connect(self._show_active)
        window.closing.connect(self._on_closing)
        window.set_page_maker("recipes", self._make_page)

    def _make_page(self) -> Page:
        # Loaded when somebody first goes there, as the Teach page is.
        from core.recipes.catalogue import Catalogue  # noqa: PLC0415
        from gui.pages.recipes.recipes_page import RecipesPage  # noqa: PLC0415

        page = self._page = RecipesPage(Catalogue(self._folder or recipes_folder()), get_yields=self._yields)
        page.use_requested.connect(self._opener.open_recipe)
        page.improve_requested.connect(self._teach.improve)
        page.teach_requested.connect(self._on_teach_requested)
        page.content_changed.connect(self._on_content_changed)
        page.failed.connect(self._window.show_failure)
        self._show_active()
        return page

    def _yields(self) -> "Yields":
        """What each recipe has passed; nothing where no records can be read. Any thread."""
        from core.records.yields import Yields, yields_of  # noqa: PLC0415

        recording = self._station.terms.recording
        store = recording.recording.store if recording is not None else None
        return Yields() if store is None else yields_of(store.tallies())

    @property
    def _active(self) -> Path | None:
        """The file of the recipe in use; none where it was taught in memory, as the demo's is."""
        path = self._opener.recipe_path
        if self._station.recipe is None or path is None or not path.is_file():
            return None
        return path.resolve()

    @Slot()
    def _show_active(self) -> None:
        if self._page is None:
            return
        recipe = self._station.recipe
        name = "" if recipe is None else self.tr("{0}, version {1}").format(recipe.card.name, recipe.card.version)
        self._page.show_active(self._active, name)

    @Slot(object)
    def _on_recipe_opened(self, _path: Path) -> None:
        self._show_active()

    @Slot(object)
    def _on_content_changed(self, path: Path) -> None:
        """Inspect with what is the present version now, if that recipe is in use."""
        if self._active is not None and path.resolve() == self._active:
            self._opener.open_recipe(path)

    @Slot()
    def _on_teach_requested(self) -> None:
        self._window.show_page("teach")

    @Slot()
    def _on_closing(self) -> None:
        if self._page is not None:
            self._page.shutdown()
