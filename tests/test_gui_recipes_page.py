import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from recipes_window import RecipesWindow
from stage import pixels_of, put_on_stage

from core.recipes.notes import RecipeNotes, change_notes, load_notes
from core.records.yields import Passed, Yields
from gui.look.theme import Appearance, apply_appearance
from gui.pages.recipes.fact_grid import FactGrid


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
    recipes.page.set_compact(True)
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


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize(("compact", "width"), [(True, 738), (False, 760), (False, 1080)])  # at 1280, 1600 and 1920
def test_what_a_recipe_promises_is_read_whole(
    recipes: RecipesWindow, window: QWidget, qapp: QApplication, compact: bool, width: int, scale: float
) -> None:
    apply_appearance(qapp, Appearance(text_scale=scale))
    recipes.add("Nut")
    recipes.show("Nut")
    facts = recipes.page.sheet.facts
    facts.set_compact(compact)
    put_on_stage(window, facts, width, 320)
    for _ in range(3):
        QApplication.processEvents()
    labels = facts.findChild(FactGrid).findChildren(QLabel)
    assert len(labels) == 12
    for label in labels:
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width(), label.text()


@pytest.mark.usefixtures("own_appearance")
def test_beside_the_active_recipes_name_the_yield_steps_aside(
    recipes: RecipesWindow, window: QWidget, qapp: QApplication
) -> None:
    nut, _ = recipes.add("Nut", "Walnut")
    recipes.page.show_active(nut, "Nut, version 1")
    recipes.show("Nut")
    recipes.page.set_compact(True)
    view = recipes.page.list.view

    def changed_by_a_yield(width: int) -> bool:
        put_on_stage(window, view, width, 300)
        recipes.page.list.show_yields(Yields())
        before = pixels_of(view)
        recipes.page.list.show_yields(Yields({"Nut": Passed(100, 56)}))
        return bool((pixels_of(view) != before).any())

    assert changed_by_a_yield(372)
    apply_appearance(qapp, Appearance(text_scale=1.5))
    assert not changed_by_a_yield(372)
    assert changed_by_a_yield(640)
