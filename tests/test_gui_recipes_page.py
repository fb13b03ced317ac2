import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from recipe_versions import contents, noise, written
from small import small_recipe
from stage import put_on_stage
from stand_ins import PATIENCE_MS

from core.recipe import FORMAT_VERSION, Recipe
from core.recipe_file import load_recipe, save_recipe
from core.recipes.carrying import export_recipe
from core.recipes.catalogue import Catalogue
from core.recipes.comparison import Comparison, Counts
from core.recipes.notes import RecipeNotes, change_notes, load_notes
from core.recipes.references import Pictures
from core.recipes.saving import save_new_version
from core.recipes.versions import Version, versions
from core.records.yields import Passed, Yields
from gui.recipes.questions import OnText, RecipeQuestions
from gui.recipes.recipe_model import ROW
from gui.recipes.recipes_page import RecipesPage
from gui.recipes.version_table import VersionTable
from gui.theme import Appearance, apply_appearance
from gui.workers import Failure


def named(name: str, seed: int = 0) -> Recipe:
    recipe = small_recipe()
    return replace(recipe, card=recipe.card.model_copy(update={"name": name, "seed": seed}))


class StandInQuestions(RecipeQuestions):
    """Answers at once; a name of None thinks better of it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.name: str | None = None
        self.asked: list[str] = []
        self.file = folder / "file.filbert"

    def ask_name(self, window: QWidget, title: str, text: str, name: str, chosen: OnText) -> None:
        self.asked.append(name)
        if self.name is not None:
            chosen(self.name)

    def ask_import(self, window: QWidget, chosen: OnText) -> None:
        chosen(str(self.file))

    def ask_export(self, window: QWidget, name: str, chosen: OnText) -> None:
        self.asked.append(name)
        chosen(str(self.file))


class RecipesWindow:
    """The page alone, with recipes in a folder, and a clock that the test sets."""

    def __init__(self, qtbot: QtBot, window: QWidget, tmp_path: Path) -> None:
        self.qtbot, self.folder, self.now = qtbot, tmp_path / "recipes", 0.0
        self.folder.mkdir()
        self.questions = StandInQuestions(tmp_path)
        self.failures: list[str] = []
        self.used: list[Path] = []
        self.yields = Yields()
        self.page = RecipesPage(Catalogue(self.folder), self.questions, lambda: self.now, lambda: self.yields)
        self.page.failed.connect(self._note)
        self.page.use_requested.connect(self.used.append)
        self._window = window

    def add(self, *names: str) -> list[Path]:
        paths = [self.folder / f"{name}.filbert" for name in names]
        for path, name in zip(paths, names, strict=True):
            save_recipe(named(name), path)
        return paths

    def show(self, chosen: str) -> None:
        put_on_stage(self._window, self.page, 1600, 1000)
        self.wait(lambda: self.chosen == chosen)

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def settle(self) -> None:
        """Wait for what was asked for, and for the list to be read after it."""
        self.wait(lambda: not self.page._work.busy)
        self.wait(lambda: not self.page._work._lister.busy and not self.page._work._reader.busy)

    def type_at_speed(self, target: QWidget, text: str, gap: float) -> None:
        for letter in text:
            self.now += gap
            self.qtbot.keyClicks(target, letter)
        self.now += gap
        self.qtbot.keyClick(target, Qt.Key.Key_Return)

    def press(self, name: str) -> None:
        button = next(b for b in self.page.findChildren(QWidget) if b.accessibleName() == name and b.isVisible())
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    @property
    def chosen(self) -> str:
        return self.page.sheet._entry.name if self.page.sheet._entry is not None else ""

    @property
    def listed(self) -> list[str]:
        model = self.page.list.model
        entries = [model.entry_at(row) for row in range(model.rowCount())]
        return [entry.name for entry in entries if entry is not None]

    def shows(self, text: str) -> bool:
        return any(label.isVisible() and text in label.text() for label in self.page.findChildren(QLabel))

    def _note(self, failure: Failure) -> None:
        self.failures.append(failure.what)


@pytest.fixture
def recipes(qtbot: QtBot, window: QWidget, tmp_path: Path) -> Iterator[RecipesWindow]:
    made = RecipesWindow(qtbot, window, tmp_path)
    yield made
    made.page.shutdown()


def test_the_list_is_searched_as_one_types(recipes: RecipesWindow) -> None:
    recipes.add("Hazelnut", "Hazelnut, large", "Walnut")
    recipes.show("Hazelnut")
    recipes.qtbot.keyClicks(recipes.page.list.field, "large")
    assert recipes.listed == ["Hazelnut, large"]
    assert recipes.chosen == "Hazelnut, large"
    recipes.qtbot.keyClick(recipes.page.list.field, Qt.Key.Key_Escape)
    assert recipes.listed == ["Hazelnut", "Hazelnut, large", "Walnut"]


def test_a_scanned_code_takes_the_place_of_what_was_typed(recipes: RecipesWindow) -> None:
    _, walnut = recipes.add("Hazelnut", "Walnut")
    change_notes(walnut, code="W-7")
    recipes.show("Hazelnut")
    recipes.qtbot.keyClicks(recipes.page.list.field, "haz")
    recipes.now += 5
    recipes.type_at_speed(recipes.page.list.field, "W-7", 0.01)
    assert recipes.chosen == "Walnut"
    assert recipes.page.list.field.text() == ""


def test_a_scanner_is_heard_wherever_the_keys_go(recipes: RecipesWindow) -> None:
    _, walnut = recipes.add("Hazelnut", "Walnut")
    change_notes(walnut, code="W-7")
    recipes.show("Hazelnut")
    view = recipes.page.list.view
    view.setFocus()
    recipes.now += 5
    recipes.qtbot.keyClicks(view, "W")
    assert recipes.page.list.field.hasFocus()
    recipes.now += 0.01
    recipes.type_at_speed(recipes.page.list.field, "-7", 0.01)
    assert recipes.chosen == "Walnut"


def test_an_unknown_code_is_told_and_changes_nothing(recipes: RecipesWindow) -> None:
    recipes.add("Hazelnut")
    recipes.show("Hazelnut")
    recipes.type_at_speed(recipes.page.list.field, "4711", 0.01)
    assert recipes.shows("No recipe has the code or name 4711.")
    recipes.settle()
    assert recipes.chosen == "Hazelnut"


def test_the_active_recipe_is_named_and_can_neither_be_archived_nor_used_again(recipes: RecipesWindow) -> None:
    hazel, _ = recipes.add("Hazelnut", "Walnut")
    recipes.page.show_active(hazel, "Hazelnut, version 1")
    recipes.show("Hazelnut")
    assert recipes.shows("can't be archived")
    assert not any(
        b.isVisible() for b in recipes.page.sheet.ways.findChildren(QWidget) if b.accessibleName() == "Use this recipe"
    )
    index = recipes.page.list.model.index(0)
    assert "active" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    recipes.page.look_at(recipes.folder / "Walnut.filbert")
    recipes.press("Use this recipe")
    assert recipes.used == [recipes.folder / "Walnut.filbert"]


def test_an_archived_recipe_is_out_of_the_list_and_comes_back(recipes: RecipesWindow) -> None:
    recipes.add("Hazelnut", "Walnut")
    recipes.show("Hazelnut")
    recipes.press("Archive")
    recipes.wait(lambda: recipes.listed == ["Walnut"])
    recipes.press("Show the 1 archived recipes")
    assert recipes.listed == ["Hazelnut"]
    recipes.settle()
    recipes.press("Take out of the archive")
    recipes.wait(lambda: recipes.listed == [])
    assert not load_notes(recipes.folder / "Hazelnut.filbert").notes.archived


def test_notes_are_kept_when_the_field_is_left(recipes: RecipesWindow) -> None:
    (path,) = recipes.add("Hazelnut")
    recipes.show("Hazelnut")
    recipes.page.sheet.notes.code.setText("HZ-01")
    recipes.page.sheet.notes.text.setPlainText("Light from the left")
    recipes.page.sheet.notes.flush()
    recipes.settle()
    assert load_notes(path).notes == RecipeNotes(code="HZ-01", text="Light from the left")
    recipes.wait(lambda: recipes.shows("Code HZ-01"))


def test_notes_go_to_the_recipe_they_were_typed_for(recipes: RecipesWindow) -> None:
    hazel, walnut = recipes.add("Hazelnut", "Walnut")
    recipes.show("Hazelnut")
    recipes.page.sheet.notes.text.setPlainText("of the hazelnut")
    recipes.page.look_at(walnut)
    recipes.settle()
    assert load_notes(hazel).notes.text == "of the hazelnut"
    assert load_notes(walnut).notes.text == ""
    assert recipes.page.sheet.notes.text.toPlainText() == ""


def test_what_was_typed_last_is_kept_when_the_window_closes(recipes: RecipesWindow) -> None:
    (path,) = recipes.add("Hazelnut")
    recipes.show("Hazelnut")
    recipes.page.sheet.notes.text.setPlainText("in a hurry")
    recipes.page.shutdown()
    assert load_notes(path).notes.text == "in a hurry"


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
    table.show_comparison(1, Comparison((), (), Counts(0, 0, 0, 7, 0), Counts(0, 0, 0, 7, 0)))
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


def test_a_damaged_recipe_says_why_and_can_only_be_put_away(recipes: RecipesWindow) -> None:
    (path,) = recipes.add("Hazelnut")
    path.write_bytes(path.read_bytes()[:-1])
    recipes.show("Hazelnut")
    assert recipes.shows("is damaged")
    enabled = {
        b.accessibleName()
        for b in recipes.page.sheet.ways.findChildren(QWidget)
        if b.isEnabled() and b.accessibleName()
    }
    assert enabled == {"Archive"}


def test_every_control_has_a_name(recipes: RecipesWindow) -> None:
    recipes.add("Hazelnut")
    recipes.show("Hazelnut")
    focusable = [
        w for w in recipes.page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()
    ]
    assert focusable
    assert [type(w).__name__ for w in focusable if not w.accessibleName()] == []
