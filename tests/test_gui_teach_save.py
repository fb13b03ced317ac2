import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from records_made import small_disk
from small import small_taught
from stand_ins import PATIENCE_MS

from core.drafts.finishing import Earlier
from core.drafts.store import DraftStore
from core.places import RECIPES_VARIABLE
from core.recipe_file import load_recipe
from core.recipes.comparison import ComparedCounts, Comparison
from gui.pages.teach.printing import Printing
from gui.pages.teach.save_page import SavePage
from gui.pages.teach.state import TeachState


class StandInPrinting(Printing):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def print_document(self, _window: QWidget, document: QTextDocument) -> None:
        self.texts.append(document.toPlainText())


class Saving:
    """The Save page of a draft that has been taught; notes what the state says."""

    def __init__(self, qtbot: QtBot, window: QWidget, store: DraftStore) -> None:
        self.qtbot, self.printing = qtbot, StandInPrinting()
        self.state = TeachState(store)
        self.done: list[Path] = []
        self.failures: list[Any] = []
        self.state.done.connect(self.done.append)
        self.state.failed.connect(self.failures.append)
        self.state.change(name="Nut")
        self.page = SavePage(self.state, self.printing, window)

    def enter(self) -> None:
        self.state.set_taught(small_taught(), "")
        self.page.initializePage()
        self.qtbot.waitUntil(lambda: self.page.comparison._known, timeout=PATIENCE_MS)

    def save(self) -> None:
        QTest.mouseClick(self.page.place.save_button, Qt.MouseButton.LeftButton)
        self.qtbot.waitUntil(lambda: not self.page.busy(), timeout=PATIENCE_MS)


@pytest.fixture
def saving(qtbot: QtBot, window: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Saving]:
    monkeypatch.setenv(RECIPES_VARIABLE, str(tmp_path / "recipes"))
    saving = Saving(qtbot, window, DraftStore(tmp_path / "drafts"))
    yield saving
    saving.page.stop()
    saving.state.shutdown()


def worse() -> Earlier:
    return Earlier(Comparison((), (), ComparedCounts(0, 0, 0, 3, 0), ComparedCounts(0, 0, 0, 1, 0)))


def test_without_a_teaching_nothing_can_be_saved_or_printed(saving: Saving) -> None:
    saving.page.initializePage()
    assert not saving.page.place.save_button.isEnabled()
    assert not saving.page.place.print_button.isEnabled()


def test_saving_writes_the_recipe_and_says_where(saving: Saving, tmp_path: Path) -> None:
    saving.enter()
    saving.save()
    path = tmp_path / "recipes" / "Nut.filbert"
    assert saving.done == [path]
    assert load_recipe(path).card.name == "Nut"


def test_a_name_changed_while_it_is_written_is_not_where_it_lies(saving: Saving, tmp_path: Path) -> None:
    saving.enter()
    QTest.mouseClick(saving.page.place.save_button, Qt.MouseButton.LeftButton)
    saving.state.change(name="Bolt")
    saving.qtbot.waitUntil(lambda: not saving.page.busy(), timeout=PATIENCE_MS)
    assert saving.done == [tmp_path / "recipes" / "Nut.filbert"]
    assert saving.done[0].is_file()


def test_a_worse_version_has_to_be_confirmed(saving: Saving) -> None:
    saving.enter()
    card = saving.page.comparison
    card.show_earlier(worse())
    assert not saving.page.place.save_button.isEnabled()
    assert card._fault.text() == "The new version is worse on the kept images: 2 more defects are missed."
    assert not card._fault.isHidden()
    card._confirm.click()
    assert saving.page.place.save_button.isEnabled()
    card._confirm.click()
    assert not saving.page.place.save_button.isEnabled()


def test_a_confirmation_does_not_outlive_what_it_was_about(saving: Saving) -> None:
    saving.enter()
    saving.page.comparison.show_earlier(worse())
    saving.page.comparison._confirm.click()
    saving.page.comparison.show_earlier(worse())
    assert not saving.page.place.save_button.isEnabled()


def test_a_place_that_cannot_be_written_is_told_and_the_page_stays(
    saving: Saving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(RECIPES_VARIABLE, str(tmp_path / "file"))
    saving.enter()
    saving.save()
    assert saving.done == []
    assert "can't be" in saving.failures[0].what
    assert saving.page.place.save_button.isEnabled()


def test_a_recipe_is_saved_once_a_full_disk_has_room(
    saving: Saving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with small_disk(disk, 1) as grow:
        monkeypatch.setenv(RECIPES_VARIABLE, str(disk / "recipes"))
        with contextlib.suppress(OSError):
            (disk / "ballast").write_bytes(bytes(2_000_000))
        saving.enter()
        saving.save()
        assert saving.done == []
        assert "the disk is full" in saving.failures[0].what
        assert [file for file in disk.rglob("*") if file.is_file()] == [disk / "ballast"]
        assert saving.page.place.save_button.isEnabled()
        grow(32)
        saving.save()
        assert saving.done == [disk / "recipes" / "Nut.filbert"]
        assert load_recipe(saving.done[0]).card.name == "Nut"


def test_the_summary_can_be_printed(saving: Saving) -> None:
    saving.enter()
    saving.page.place.print_button.click()
    [text] = saving.printing.texts
    assert "Nut, version 1" in text
    assert "There is no earlier version" in text
