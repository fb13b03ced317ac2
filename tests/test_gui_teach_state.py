from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from pytestqt.qtbot import QtBot
from stand_ins import PATIENCE_MS

from core.drafts.store import DraftStore
from core.images import write_image
from gui.pages.teach.state import TeachState
from gui.workers import Failure


@pytest.fixture
def store(tmp_path: Path) -> DraftStore:
    return DraftStore(tmp_path / "drafts")


def folder_of(tmp_path: Path, count: int) -> Path:
    folder = tmp_path / "good"
    folder.mkdir()
    for number in range(1, count + 1):
        write_image(folder / f"{number}.png", np.full((16, 16, 3), number, np.uint8))
    return folder


def test_what_is_chosen_is_on_the_disk_a_moment_later(qtbot: QtBot, store: DraftStore) -> None:
    state = TeachState(store)
    with qtbot.waitSignal(state.saved, timeout=PATIENCE_MS):
        state.change(name="N")
        state.change(name="Nut")
    assert store.load(state.draft.key).name == "Nut"
    state.shutdown()


def test_so_is_what_is_chosen_after_another_page_was_gone_to(qtbot: QtBot, store: DraftStore) -> None:
    state = TeachState(store)
    state.change(name="Nut")
    state.save_now()  # each page that is gone to does
    with qtbot.waitSignal(state.saved, timeout=PATIENCE_MS):
        state.change(seed=7)
    assert store.load(state.draft.key).seed == 7
    state.shutdown()


def test_nothing_chosen_leaves_nothing_on_the_disk(store: DraftStore, qapp: object) -> None:
    state = TeachState(store)
    state.begin()
    state.shutdown()
    assert not store.folder.exists()


def test_another_draft_is_begun_only_once_this_one_is_kept(qtbot: QtBot, store: DraftStore, tmp_path: Path) -> None:
    state = TeachState(store)
    state.change(name="Nut", folders=(folder_of(tmp_path, 3),))
    qtbot.waitUntil(lambda: len(state.images) == 3, timeout=PATIENCE_MS)
    state.drop("2.png")
    assert [image.name for image in state.kept] == ["1.png", "3.png"]
    first = state.draft.key
    state.begin()
    assert state.images == ()
    again = TeachState(store)
    again.begin(store.load(first))
    qtbot.waitUntil(lambda: len(again.images) == 3, timeout=PATIENCE_MS)
    assert [image.name for image in again.kept] == ["1.png", "3.png"]
    again.keep("2.png")
    assert len(again.kept) == 3
    assert again.draft.accepted == ("2.png",)
    for one in (state, again):
        one.shutdown()


def test_a_draft_that_is_forgotten_is_gone(store: DraftStore, qapp: object) -> None:
    state = TeachState(store)
    state.change(name="Nut")
    state.save_now()
    assert len(store.listed().drafts) == 1
    state.forget()
    state.shutdown()
    assert store.listed().drafts == ()


def test_a_disk_that_takes_nothing_is_told_of_and_nothing_is_forgotten(tmp_path: Path, qapp: object) -> None:
    (tmp_path / "drafts").write_bytes(b"a file where the folder should be")
    state = TeachState(DraftStore(tmp_path / "drafts"))
    failures: list[Failure] = []
    state.failed.connect(failures.append)
    state.change(name="Nut")
    state.save_now()
    assert "can't be made" in failures[0].what
    assert (state.draft.name, state.unsaved) == ("Nut", True)
    state.save_now()
    assert len(failures) == 1  # told once
    (tmp_path / "drafts").unlink()
    state.save_now()
    assert not state.unsaved
    state.shutdown()
    assert DraftStore(tmp_path / "drafts").load(state.draft.key).name == "Nut"
