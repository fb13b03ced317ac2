from pathlib import Path

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from recipe_versions import noise, written
from recipes_window import RecipesWindow, named
from stage import put_on_stage

from core.recipe_file import load_recipe
from core.recipes.comparison import ComparedCounts, Comparison
from core.recipes.references import Pictures
from core.recipes.saving import save_new_version
from core.recipes.versions import Version, versions
from core.records.yields import Passed, Yields
from gui.look.theme import Appearance, apply_appearance
from gui.pages.recipes.recipe_model import ROW
from gui.pages.recipes.version_table import VersionTable


def test_back_to_an_earlier_version_in_one_click(recipes: RecipesWindow) -> None:
    path = recipes.folder / "Hazelnut.filbert"
    save_new_version(named("Hazelnut", 1), path)
    save_new_version(named("Hazelnut", 2), path)
    changed: list[Path] = []
    recipes.page.content_changed.connect(changed.append)
    recipes.show("Hazelnut")
    recipes.wait(lambda: recipes.page.sheet.versions.table.rowCount() == 2)
    recipes.press("Back to version 1")
    recipes.wait(lambda: recipes.page.sheet.versions.table.rowCount() == 3)
    assert [version.same_as for version in versions(path)] == [None, None, 1]
    assert load_recipe(path).card.seed == 1
    assert changed == [path]


def test_versions_are_compared_on_the_kept_pictures(recipes: RecipesWindow, tmp_path: Path) -> None:
    path = recipes.folder / "Hazelnut.filbert"
    good = written(tmp_path / "good", [noise(1, 64), noise(2, 64)])
    save_new_version(named("Hazelnut", 1), path, Pictures(good))
    save_new_version(named("Hazelnut", 2), path)
    recipes.show("Hazelnut")
    recipes.wait(lambda: recipes.page.sheet.versions.table.rowCount() == 2)
    recipes.press("Compare 2 and 1")
    recipes.wait(lambda: recipes.shows("no worse on the kept images"))
    texts = [recipes.page.sheet.versions.table.item(row, 5).text() for row in range(2)]
    assert texts[0] == texts[1]
    assert texts[0].endswith("of 2")


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize("width", [724, 1200])
def test_no_word_in_the_table_of_versions_is_cut(window: QWidget, qapp: QApplication, width: int, scale: float) -> None:
    apply_appearance(qapp, Appearance(text_scale=scale))
    cards = [(number, named("Nut").card.model_copy(update={"version": number})) for number in (1, 2, 3)]
    table = VersionTable()
    put_on_stage(window, table, width, 300)
    table.show_versions([Version(n, Path(f"{n}"), n == 3, card, same_as=1 if n == 3 else None) for n, card in cards])
    table.show_comparison(1, Comparison((), (), ComparedCounts(0, 0, 0, 7, 0), ComparedCounts(0, 0, 0, 7, 0)))
    shown = [column for column in range(table.columnCount()) if not table.isColumnHidden(column)]
    assert {0, 2, 5, 6, 8} <= set(shown)  # version, images, the comparison, state
    assert sum(table.columnWidth(column) for column in shown) <= table.viewport().width()
    for column in set(shown) - {2}:  # which may end in …, and says the rest as its tool tip
        texts = [table.item(row, column).text() for row in range(table.rowCount())]
        longest = max(QFontMetrics(table.font()).horizontalAdvance(text) for text in texts)
        assert longest <= table.columnWidth(column)


def test_yields_stand_beside_recipes_and_versions(recipes: RecipesWindow) -> None:
    recipes.add("Hazelnut", "Walnut")
    recipes.yields = Yields({"Hazelnut": Passed(200, 197)}, {("Hazelnut", 1): Passed(100, 97)})
    recipes.show("Hazelnut")
    model, versions = recipes.page.list.model, recipes.page.sheet.versions.table
    recipes.wait(lambda: [model.index(row).data(ROW).passed for row in range(2)] == ["98.5 %", ""])
    recipes.wait(lambda: versions.rowCount() == 1 and versions.item(0, 7).text() == "97.0 %")
