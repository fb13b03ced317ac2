from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from stage import put_on_stage
from teach_stand_ins import TeachSitting, good_folder

from core.drafts.draft import new_draft
from core.drafts.store import DraftStore
from core.errors import RecipeError
from core.model.presets import FINE
from core.recipe import Recipe
from core.recipes.notes import change_notes
from core.region.region_of_interest import RegionOfInterest
from core.region.shapes import Rectangle
from gui.pages.teach.step_list import StepButton, StepList
from gui.services import Services


@pytest.fixture
def sitting(window: QWidget, qtbot: QtBot, tmp_path: Path) -> Iterator[TeachSitting]:
    sitting = TeachSitting(qtbot, window, DraftStore(tmp_path / "drafts"), good_folder(tmp_path / "good"))
    yield sitting
    sitting.shutdown()


def test_next_waits_for_a_name_and_a_source(sitting: TeachSitting) -> None:
    assert not sitting.wizard.can_next
    sitting.wizard.go_on()
    assert sitting.wizard.current is sitting.product
    sitting.name()
    assert not sitting.wizard.can_next
    sitting.choose_folder()
    assert sitting.wizard.can_next


def test_what_is_missing_comes_into_view_in_a_low_window(sitting: TeachSitting) -> None:
    card = sitting.product._card
    sitting.page.set_compact(True)
    sitting.page.resize(1200, 500)
    sitting.name()
    card._kind.buttons[1].click()  # a camera, and there is none
    sitting.wizard.go_on()
    assert sitting.wizard.current is sitting.product
    assert card._problem.text()
    sitting.wait_until(lambda: card._problem.visibleRegion().boundingRect().height() == card._problem.height())


def test_back_and_next_keep_all_that_was_chosen(sitting: TeachSitting) -> None:
    sitting.go_to_train()
    sitting.state.drop("0002.png")
    draft = sitting.state.draft
    sitting.wizard.go_back()
    sitting.wizard.go_back()
    assert sitting.wizard.current is sitting.product
    sitting.wizard.go_on()
    sitting.wizard.go_on()
    assert sitting.wizard.current is sitting.train
    assert sitting.state.draft.changed(saved_at=draft.saved_at) == draft
    assert [image.name for image in sitting.state.kept] == ["0001.png", "0003.png", "0004.png"]


def test_a_page_that_is_left_is_on_the_disk_at_once(sitting: TeachSitting) -> None:
    sitting.go_to_train()
    kept = sitting.store.load(sitting.state.draft.key)
    assert (kept.name, kept.step, kept.folders) == ("Nut", "train", (sitting.folder,))


def test_a_restart_goes_on_where_the_draft_was_left(sitting: TeachSitting, qtbot: QtBot) -> None:
    sitting.go_to_train()
    sitting.state.drop("0003.png")
    sitting.shutdown()
    again = TeachSitting(qtbot, sitting.window, sitting.store, sitting.folder)
    try:
        again.wait_until(lambda: len(again.product._drafts._rows) == 1)
        row = again.product._drafts._rows[0]
        row.findChild(QPushButton).click()
        again.wait_until(lambda: again.wizard.current is again.train)
        assert [image.name for image in again.state.kept] == ["0001.png", "0002.png", "0004.png"]
        assert again.state.draft.step == "train"
    finally:
        again.shutdown()


def test_leaving_a_draft_keeps_it_in_the_list(sitting: TeachSitting) -> None:
    sitting.go_to_good_images()
    key = sitting.state.draft.key
    sitting.page._footer.leave_requested.emit()
    assert sitting.wizard.current is sitting.product
    assert sitting.state.draft.name == ""
    sitting.wait_until(lambda: [row._draft.key for row in sitting.product._drafts._rows] == [key])
    assert sitting.product._card._name.text() == ""
    assert sitting.product._card._folder._path.path == ""


def test_a_draft_is_deleted_only_when_asked_for(sitting: TeachSitting) -> None:
    other = sitting.store.save(new_draft().changed(name="Bolt"))
    sitting.product.list_drafts()
    sitting.wait_until(lambda: len(sitting.product._drafts._rows) == 1)
    sitting.product._drafts._rows[0].delete_requested.emit(other)
    sitting.wait_until(lambda: not sitting.product._drafts._rows)
    assert sitting.store.listed().drafts == ()


def test_a_folder_without_images_is_said_and_nothing_is_lost(sitting: TeachSitting, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said: list[str] = []
    sitting.state.failed.connect(lambda failure: said.append(failure.what))
    sitting.dialogs.path = str(tmp_path / "empty")
    sitting.name()
    sitting.choose_folder()
    sitting.wizard.go_on()
    sitting.wait_until(lambda: bool(said))
    assert "holds no images" in said[0]
    assert not sitting.wizard.can_next
    assert sitting.state.draft.name == "Nut"


REGION = RegionOfInterest(shapes=(Rectangle(x=0.25, y=0, width=0.5, height=1),))


def load_bolt(path: Path) -> Recipe:
    """A recipe as far as a draft looks at it."""
    if path.stem == "damaged":
        raise RecipeError("damaged.filbert is damaged. Teach the recipe anew.")
    card = SimpleNamespace(
        name="Bolt",
        preset=FINE,
        false_reject_target=0.02,
        review_from=0.8,
        region=REGION,
        alignment=None,
        taught_size=None,
        min_area=0.0,
    )
    return cast("Recipe", SimpleNamespace(card=card))


@pytest.fixture
def improving(window: QWidget, qtbot: QtBot, tmp_path: Path) -> Iterator[TeachSitting]:
    """A wizard on its first page, and the recipes bolt and nut, taught on the folders of their names."""
    services = Services(load_recipe=load_bolt)
    sitting = TeachSitting(qtbot, window, DraftStore(tmp_path / "drafts"), good_folder(tmp_path / "mine"), services)
    for name in ("bolt", "nut"):
        change_notes(tmp_path / f"{name}.filbert", folders=(good_folder(tmp_path / name),))
    yield sitting
    sitting.shutdown()


def choose(sitting: TeachSitting, path: Path) -> None:
    sitting.product._card._recipe._on_path_chosen(str(path))
    sitting.wait_until(lambda: not sitting.product._improving.busy)


def test_a_recipe_that_is_improved_gives_its_name_settings_region_and_images(
    improving: TeachSitting, tmp_path: Path
) -> None:
    choose(improving, tmp_path / "damaged.filbert")
    assert "damaged.filbert is damaged" in improving.product._card._problem.text()
    assert improving.state.draft.improves is None
    choose(improving, tmp_path / "bolt.filbert")
    draft = improving.state.draft
    assert (draft.improves, draft.name, draft.region) == (tmp_path / "bolt.filbert", "Bolt", REGION)
    assert (draft.preset, draft.false_reject, draft.review) == ("fine", 0.02, 0.05)
    assert improving.product._card._name.text() == "Bolt"
    assert (draft.folders, draft.source) == ((tmp_path / "bolt",), str(tmp_path / "bolt"))
    assert improving.product._card._folder._path.path == str(tmp_path / "bolt")
    assert not improving.product._card._problem.isVisible()
    improving.wait_until(lambda: len(improving.state.images) == 4)
    assert improving.wizard.can_next


def test_images_that_were_left_out_before_are_dropped_again(improving: TeachSitting, tmp_path: Path) -> None:
    first, *others = sorted((tmp_path / "bolt").iterdir())
    change_notes(tmp_path / "bolt.filbert", left_out=(first,))
    improving.choose_folder()  # which is the first one then, so that the recipe's own are called by their folder
    choose(improving, tmp_path / "bolt.filbert")
    improving.wait_until(lambda: len(improving.state.images) == 8)
    assert improving.state.draft.left_out == (f"bolt/{first.name}",)
    assert [image.path for image in improving.state.kept][-3:] == others


def test_images_chosen_before_are_taught_with_the_recipes_own(improving: TeachSitting, tmp_path: Path) -> None:
    improving.choose_folder()
    choose(improving, tmp_path / "bolt.filbert")
    assert improving.state.draft.folders == (tmp_path / "mine", tmp_path / "bolt")
    assert improving.state.draft.source == str(tmp_path / "mine")
    improving.wizard.go_on()
    assert improving.state.draft.folders == (tmp_path / "mine", tmp_path / "bolt")


def test_another_recipe_brings_its_own_images_instead(improving: TeachSitting, tmp_path: Path) -> None:
    choose(improving, tmp_path / "bolt.filbert")
    choose(improving, tmp_path / "nut.filbert")
    assert improving.state.draft.folders == (tmp_path / "nut",)
    assert improving.product._card._folder._path.path == str(tmp_path / "nut")
    improving.product._card._recipe.show_path("")
    improving.product._card._recipe.changed.emit()
    draft = improving.state.draft
    assert (draft.improves, draft.folders, draft.source) == (None, (), "")
    assert improving.product._card._folder._path.path == ""


def test_images_that_have_gone_are_told_of(improving: TeachSitting, tmp_path: Path) -> None:
    (tmp_path / "bolt").rename(tmp_path / "elsewhere")
    choose(improving, tmp_path / "bolt.filbert")
    said = improving.product._card._problem
    assert said.isVisible()
    assert "bolt, where its good images came from, is not there any more" in said.text()
    assert not improving.wizard.can_next


def test_every_page_says_what_to_do_and_has_names_for_all(sitting: TeachSitting) -> None:
    for page in sitting.wizard.all_pages:
        lead = page._lead.text()
        assert lead.endswith(".")
        assert page.accessibleDescription() == lead
        for button in page.findChildren(QPushButton):
            assert button.accessibleName() or button.text(), button


def test_the_steps_can_be_gone_to_as_far_as_they_are_complete(sitting: TeachSitting) -> None:
    sitting.go_to_train()
    sitting.wizard.go_to_place(0)
    assert sitting.wizard.current is sitting.product
    sitting.wizard.go_to_place(2)
    assert sitting.wizard.current is sitting.train
    buttons = sitting.page._header._steps._buttons
    assert [button.isEnabled() for button in buttons] == [True, True, True]
    assert buttons[2].accessibleName() == "Step 3: Train, on view"


def test_the_keys_go_through_the_wizard(sitting: TeachSitting) -> None:
    sitting.name()
    sitting.choose_folder()
    with sitting.qtbot.waitActive(sitting.window):
        sitting.window.activateWindow()
    sitting.product._card.setFocus()
    sitting.qtbot.keyClick(sitting.page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    sitting.wait_until(lambda: sitting.wizard.current is sitting.good_images)
    sitting.qtbot.keyClick(sitting.page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    sitting.wait_until(lambda: sitting.wizard.current is sitting.product)


def test_the_keys_stay_where_they_are_when_what_they_did_changes_the_page(sitting: TeachSitting) -> None:
    with sitting.qtbot.waitActive(sitting.window):
        sitting.window.activateWindow()
    sitting.go_to_good_images()
    grid = sitting.good_images.gallery.grid
    assert sitting.good_images.hasFocus()
    grid.setFocus()
    grid.show_image("0002.png")
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Right, Qt.Key.Key_Delete):
        sitting.qtbot.keyClick(grid, key)
    assert sitting.state.draft.left_out == ("0002.png", "0003.png")
    assert grid.hasFocus()
    sitting.wizard.go_on()
    assert sitting.train.isAncestorOf(sitting.window.focusWidget()) or sitting.train.hasFocus()
    sitting.train._decision._start.setFocus()
    sitting.qtbot.keyClick(sitting.train._decision._start, Qt.Key.Key_Space)
    sitting.wait_until(lambda: not sitting.training.running)
    assert sitting.train._decision.hasFocus()


def test_escape_closes_nothing(sitting: TeachSitting) -> None:
    sitting.name()
    sitting.qtbot.keyClick(sitting.wizard, Qt.Key.Key_Escape)
    sitting.qtbot.keyClick(sitting.wizard, Qt.Key.Key_Return)
    assert sitting.wizard.isVisible()
    assert not sitting.page.close_what_is_over()


def test_the_header_tells_when_the_draft_was_saved(sitting: TeachSitting) -> None:
    sitting.go_to_good_images()
    saved_at = sitting.state.draft.saved_at
    assert saved_at is not None
    texts = [label.text() for label in sitting.page._header.findChildren(QLabel)]
    assert "Teach: Nut" in texts
    assert f"Draft saved {saved_at.astimezone():%H:%M}" in texts


def test_steps_without_their_words_are_large_enough_to_be_hit(window: QWidget) -> None:
    steps = StepList(["Product", "Good images", "Save"])
    steps.set_compact(True)
    put_on_stage(window, steps, 400, 56)
    buttons = steps.findChildren(StepButton)
    assert all(min(button.width(), button.height()) >= 44 for button in buttons)
