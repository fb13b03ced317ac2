from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from small import small_taught
from teach_stand_ins import on_view

from core.drafts.store import DraftStore
from gui.pages.teach.clean_page import CleanPage
from gui.pages.teach.state import TeachState

GOOD = 6


def oddest_first() -> list[str]:
    """Names by their held-out scores, written out."""
    table = small_taught(GOOD).held_out
    images = [table[number] for number in range(len(table))]
    return [image.name for image in sorted(images, key=lambda image: -image.score)]


@pytest.fixture
def page(window: QWidget, tmp_path: Path) -> Iterator[CleanPage]:
    """The Clean page of a draft that has been taught."""
    state = TeachState(DraftStore(tmp_path / "drafts"))
    state.change(name="Nut")
    state.set_taught(small_taught(GOOD), "")
    page = CleanPage(state, window)
    with on_view(page, window):
        yield page


def test_the_oddest_image_comes_first(page: CleanPage) -> None:
    assert [image.key for image in page.model._images] == oddest_first()


def test_a_marked_image_is_left_out_and_blocks_the_way_until_it_is_taught_again(page: CleanPage) -> None:
    assert page.isComplete()
    assert not page.again.isEnabled()
    odd = oddest_first()[0]
    page.view.toggled.emit(odd)
    assert page.state.draft.left_out == (odd,)
    assert not page.isComplete()
    assert "Teach again without the marked images" in page.missing()
    page.view.toggled.emit(odd)
    assert page.state.draft.left_out == ()
    assert page.isComplete()


def test_the_space_bar_marks_the_image_with_the_keyboard(page: CleanPage) -> None:
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Space)
    assert page.state.draft.left_out == (oddest_first()[0],)


def test_one_button_teaches_again(page: CleanPage) -> None:
    asked: list[bool] = []
    page.state.training_requested.connect(lambda: asked.append(True))
    page.view.toggled.emit(oddest_first()[0])
    page.again.click()
    assert asked == [True]
