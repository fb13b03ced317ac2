from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from recipe_versions import noise, written
from sitting import Sitting
from small import small_recipe
from teach_stand_ins import StandInTeacher, good_folder, quickly_taught

from core.drafts.store import DraftStore
from core.recipe_file import load_recipe
from core.recipes.joining import join
from core.recipes.notes import change_notes
from core.recipes.places import joined_folder, references_folder
from core.recipes.references import Pictures
from core.recipes.saving import save_new_version
from gui.pages.recipes.recipes_page import RecipesPage
from gui.pages.teach.teach_page import TeachPage
from gui.station.activity import Activity
from gui.widgets.nav_rail import NavItem
from gui.wiring.recipes_setup import RecipesSetup
from gui.wiring.teach_setup import TeachSetup


class RecipesInWindow:
    """The whole window with the Recipes and Teach pages; one recipe with two versions."""

    def __init__(self, sitting: Sitting, tmp_path: Path) -> None:
        self.sitting, self.folder = sitting, tmp_path / "recipes"
        self.folder.mkdir()
        self.path = self.folder / "Nut.filbert"
        recipe = small_recipe()
        card = recipe.card.model_copy(update={"name": "Nut"})
        self.good = good_folder(tmp_path / "good")
        pictures = Pictures(written(tmp_path / "g", [noise(1)]), written(tmp_path / "d", [noise(2)]))
        save_new_version(replace(recipe, card=card), self.path, pictures)
        save_new_version(replace(recipe, card=card.model_copy(update={"seed": 2})), self.path)
        self.store = DraftStore(tmp_path / "drafts")
        services = quickly_taught(sitting.services(), StandInTeacher())
        self.teach = TeachSetup(self.store, services, sitting.station, sitting.opener, sitting.window)
        RecipesSetup(sitting.station, sitting.opener, sitting.window, self.teach, self.folder)

    def go(self) -> RecipesPage:
        self.sitting.press(Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
        page = cast("RecipesPage", self.sitting.window.findChild(RecipesPage))
        self.sitting.wait_until(lambda: page.list.model.rowCount() == 1)
        return page

    def teach_page(self) -> TeachPage:
        self.sitting.wait_until(lambda: self.sitting.window.findChild(TeachPage) is not None)
        return cast("TeachPage", self.sitting.window.findChild(TeachPage))


@pytest.fixture
def recipes(sitting: Sitting, tmp_path: Path) -> RecipesInWindow:
    return RecipesInWindow(sitting, tmp_path)


def test_the_page_is_in_the_rail_and_has_its_key(recipes: RecipesInWindow) -> None:
    page = recipes.go()
    assert page.isVisible()
    assert [item.text() for item in recipes.sitting.window.findChildren(NavItem) if item.isChecked()] == ["Recipes"]
    recipes.sitting.window.close()


def test_escape_goes_back_to_inspect_and_stops_nothing(recipes: RecipesInWindow) -> None:
    sitting = recipes.sitting
    sitting.open("endless")
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_until(lambda: sitting.station.activity is Activity.RUNNING)
    page = recipes.go()
    sitting.press(Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert sitting.station.activity is Activity.RUNNING
    sitting.window.close()


def test_use_opens_the_recipe_which_is_then_the_active_one(recipes: RecipesInWindow) -> None:
    page = recipes.go()
    page.use_requested.emit(recipes.path)
    recipes.sitting.wait_until(lambda: page._active == recipes.path)
    assert recipes.sitting.station.recipe is not None
    recipes.sitting.window.close()


def test_a_version_brought_back_is_inspected_with_at_once(recipes: RecipesInWindow) -> None:
    page = recipes.go()
    page.use_requested.emit(recipes.path)
    recipes.sitting.wait_until(lambda: page._active == recipes.path)
    before = recipes.sitting.station.recipe
    recipes.sitting.wait_until(lambda: page.sheet.versions.table.rowCount() == 2)
    page.sheet.versions.bring_back_requested.emit(1)
    recipes.sitting.wait_until(lambda: recipes.sitting.station.recipe is not before)
    assert load_recipe(recipes.path).card.version == 3
    recipes.sitting.window.close()


def test_improve_opens_teach_with_all_pictures_that_belong_to_the_recipe(recipes: RecipesInWindow) -> None:
    change_notes(recipes.path, folders=(recipes.good,))
    join(recipes.path, written(recipes.folder.parent / "shift", [noise(7)]), [])
    page = recipes.go()
    page.improve_requested.emit(recipes.path)
    teach = recipes.teach_page()
    recipes.sitting.wait_until(lambda: teach.state.draft.improves is not None and bool(teach.state.images))
    draft = teach.state.draft
    assert (draft.name, draft.improves) == ("Nut", recipes.path)
    assert draft.folders == (recipes.good, joined_folder(recipes.path))
    assert draft.defects == references_folder(recipes.path) / "defects"
    assert len(teach.state.images) == len(list(recipes.good.iterdir())) + 1
    assert teach.isVisible()
    assert recipes.store.load(draft.key).improves == recipes.path
    recipes.sitting.window.close()
