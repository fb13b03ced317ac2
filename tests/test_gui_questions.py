"""The boxes other tests have stand-ins for, as the program opens them: they don't block, and tell what was chosen."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from core.drafts.draft import Draft, new_draft
from gui.pages.recipes.questions import RecipeQuestions
from gui.pages.reports.saving import SaveQuestion
from gui.pages.teach.questions import Questions
from gui.path_dialogs import PathDialogs

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints"),  # the offscreen platform's, at any box of fixed size
    pytest.mark.usefixtures("qtbot"),
]

Box = TypeVar("Box", bound=QDialog)


def opened(window: QWidget, kind: type[Box]) -> Box:
    [dialog] = window.findChildren(kind)
    assert dialog.isVisible()  # and the test goes on: it does not block
    return dialog


def choose(dialog: QFileDialog, path: Path) -> None:
    """As if the path had been typed."""
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
    dialog.accept()


def test_a_recipe_gets_the_name_that_is_typed(window: QWidget) -> None:
    names: list[str] = []
    RecipeQuestions().ask_name(window, "Copy", "Name of the copy", "Nut copy", names.append)
    box = opened(window, QInputDialog)
    assert box.textValue() == "Nut copy"
    box.setTextValue("Bolt")
    box.accept()
    assert names == ["Bolt"]


def test_no_name_is_no_answer(window: QWidget) -> None:
    names: list[str] = []
    RecipeQuestions().ask_name(window, "Copy", "Name of the copy", "Nut copy", names.append)
    opened(window, QInputDialog).reject()
    assert names == []


def test_a_recipe_is_chosen_to_be_imported(window: QWidget, tmp_path: Path) -> None:
    path, paths = tmp_path / "nut.filbert", list[str]()
    path.write_bytes(b"")
    RecipeQuestions().ask_import(window, paths.append)
    choose(opened(window, QFileDialog), path)
    assert [Path(chosen) for chosen in paths] == [path]


def test_an_export_has_the_ending_of_recipes(window: QWidget, tmp_path: Path) -> None:
    paths = list[str]()
    RecipeQuestions().ask_export(window, "Nut", paths.append)
    choose(opened(window, QFileDialog), tmp_path / "for the plant")
    assert [Path(chosen) for chosen in paths] == [tmp_path / "for the plant.filbert"]


@pytest.mark.parametrize("ending", ["html", "pdf", "csv", "parquet"])
def test_a_report_has_the_ending_of_its_kind(window: QWidget, tmp_path: Path, ending: str) -> None:
    paths = list[str]()
    SaveQuestion().ask(window, paths.append)
    dialog = opened(window, QFileDialog)
    [kind] = [one for one in dialog.nameFilters() if f"*.{ending}" in one]
    dialog.selectNameFilter(kind)
    dialog.filterSelected.emit(kind)
    choose(dialog, tmp_path / "shift")
    assert [Path(chosen) for chosen in paths] == [tmp_path / f"shift.{ending}"]


def test_files_and_folders_are_asked_for(window: QWidget, tmp_path: Path) -> None:
    path, paths = tmp_path / "belt.mp4", list[str]()
    path.write_bytes(b"")
    PathDialogs().ask_file(window, "Open a video", ["Videos (*.mp4)"], paths.append)
    choose(opened(window, QFileDialog), path)
    assert [Path(chosen) for chosen in paths] == [path]


def test_folders_are_asked_for(window: QWidget, tmp_path: Path) -> None:
    paths = list[str]()
    PathDialogs().ask_folder(window, "Good images", paths.append)
    dialog = opened(window, QFileDialog)
    dialog.setDirectory(str(tmp_path.parent))
    choose(dialog, tmp_path)
    assert [Path(chosen) for chosen in paths] == [tmp_path]


@pytest.mark.parametrize(("button", "deletes"), [("Delete", True), ("Keep it", False)])
def test_a_draft_goes_by_its_own_button_only(qtbot: QtBot, window: QWidget, button: str, deletes: bool) -> None:
    questions, gone = Questions(), list[Draft]()
    questions.delete_confirmed.connect(gone.append)
    draft = new_draft(datetime.now(UTC))
    questions.ask_delete(window, draft)
    box = opened(window, QMessageBox)
    [pressed] = [choice for choice in box.buttons() if choice.text() == button]
    pressed.click()
    assert gone == ([draft] if deletes else [])
