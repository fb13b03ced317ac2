import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from recipe_versions import contents, noise, written
from recipes_window import RecipesWindow, named

from core.recipe import FORMAT_VERSION
from core.recipe_file import load_recipe, save_recipe
from core.recipes.carrying import export_recipe
from core.recipes.references import Pictures
from core.recipes.saving import save_new_version


def test_a_copy_gets_a_name_and_is_looked_at(recipes: RecipesWindow) -> None:
    recipes.add("Hazelnut")
    recipes.show("Hazelnut")
    recipes.questions.name = "Hazelnut, roasted"
    recipes.press("Duplicate")
    recipes.wait(lambda: recipes.chosen == "Hazelnut, roasted")
    assert recipes.questions.asked == ["Hazelnut (2)"]
    assert recipes.listed == ["Hazelnut", "Hazelnut, roasted"]


def test_nothing_happens_to_whoever_thinks_better_of_it(recipes: RecipesWindow) -> None:
    recipes.add("Hazelnut")
    recipes.show("Hazelnut")
    before = contents(recipes.folder)
    recipes.press("Duplicate")
    recipes.settle()
    assert contents(recipes.folder) == before


def test_a_name_that_is_taken_is_told(recipes: RecipesWindow) -> None:
    recipes.add("Hazelnut", "Walnut")
    recipes.show("Hazelnut")
    recipes.questions.name = "Walnut"
    recipes.press("Duplicate")
    recipes.wait(lambda: bool(recipes.failures))
    assert "Walnut (2)" in recipes.failures[0]


def test_out_in_one_file_and_in_again_under_another_name(recipes: RecipesWindow) -> None:
    (path,) = recipes.add("Hazelnut")
    recipes.show("Hazelnut")
    recipes.press("Export")
    recipes.settle()
    assert load_recipe(recipes.questions.file).card == load_recipe(path).card
    assert recipes.shows("Exported to")
    before = path.read_bytes()
    recipes.questions.name = "Hazelnut of hall 2"
    recipes.press("Import a recipe")
    recipes.wait(lambda: recipes.chosen == "Hazelnut of hall 2")
    assert recipes.questions.asked == ["Hazelnut", "Hazelnut (2)"]
    assert path.read_bytes() == before


def test_an_import_nobody_has_yet_asks_nothing(recipes: RecipesWindow, tmp_path: Path) -> None:
    recipes.add("Walnut")
    save_recipe(named("Hazelnut"), tmp_path / "other.filbert")
    export_recipe(tmp_path / "other.filbert", recipes.questions.file)
    recipes.show("Walnut")
    recipes.press("Import a recipe")
    recipes.wait(lambda: recipes.chosen == "Hazelnut")
    assert recipes.questions.asked == []


def newer(path: Path) -> None:
    recipe = named("Hazelnut")
    save_recipe(replace(recipe, card=recipe.card.model_copy(update={"format_version": FORMAT_VERSION + 1})), path)


def damaged(path: Path) -> None:
    save_recipe(named("Hazelnut"), path)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(("write", "said"), [(newer, "was made by a newer Filbert"), (damaged, "is damaged")])
def test_an_import_that_cannot_be_read_is_told_and_changes_nothing(
    recipes: RecipesWindow, write: Callable[[Path], None], said: str
) -> None:
    recipes.add("Walnut")
    recipes.show("Walnut")
    before = contents(recipes.folder)
    write(recipes.questions.file)
    recipes.press("Import a recipe")
    recipes.wait(lambda: bool(recipes.failures))
    assert f"{recipes.questions.file} {said}" in recipes.failures[0]
    assert recipes.questions.asked == []
    assert contents(recipes.folder) == before
    assert recipes.listed == ["Walnut"]


def test_a_full_disk_is_told_and_leaves_the_recipes_as_they_were(
    recipes: RecipesWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = recipes.folder / "Hazelnut.filbert"
    save_new_version(named("Hazelnut", 1), path, Pictures(written(tmp_path / "good", [noise(1, 64)])))
    save_new_version(named("Hazelnut", 2), path)
    export_recipe(path, recipes.questions.file)
    recipes.show("Hazelnut")
    recipes.wait(lambda: recipes.page.sheet.versions.table.rowCount() == 2)
    before, recipes.questions.name = contents(recipes.folder), "Walnut"

    def fail(_: int) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        for count, button in enumerate(("Back to version 1", "Duplicate", "Export", "Import a recipe"), start=1):
            recipes.press(button)
            recipes.wait(lambda count=count: len(recipes.failures) == count)  # type: ignore[misc]
            recipes.settle()
            assert "the disk is full" in recipes.failures[-1]
            assert contents(recipes.folder) == before
    recipes.press("Back to version 1")
    recipes.wait(lambda: recipes.page.sheet.versions.table.rowCount() == 3)
