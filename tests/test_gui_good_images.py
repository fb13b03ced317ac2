import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from stand_ins import PATIENCE_MS
from teach_stand_ins import TeachSitting, good_folder

from core.drafts.images import GoodImage
from core.drafts.store import DraftStore
from core.good_images.remark import Remark, RemarkKind
from core.images import read_image, write_image
from gui.pages.teach.image_grid import ImageGrid
from gui.pages.teach.image_model import LOOK, ImageModel, ShownImages
from gui.pages.teach.remark_text import badges, grouped
from gui.pages.teach.thumbnail_shelf import MOST_KEPT, ThumbnailShelf


@pytest.fixture
def sitting(window: QWidget, qtbot: QtBot, tmp_path: Path) -> Iterator[TeachSitting]:
    sitting = TeachSitting(qtbot, window, DraftStore(tmp_path / "drafts"), good_folder(tmp_path / "good", 6))
    yield sitting
    sitting.shutdown()


def checked(sitting: TeachSitting) -> None:
    sitting.wait_until(lambda: sitting.good_images._report.checked == len(sitting.state.kept) > 0)


def titles(sitting: TeachSitting) -> list[str]:
    return [group.title for group in sitting.good_images._remarks._groups]


def row_of(sitting: TeachSitting, kind: str) -> QWidget:
    return next(row for row in sitting.good_images._remarks._rows if row.kind == kind)


def click(row: QWidget, word: str) -> None:
    next(button for button in row.findChildren(QPushButton) if button.text() == word).click()


def test_copies_are_remarked_at_the_image_and_in_the_list_and_dropped_by_one_click(sitting: TeachSitting) -> None:
    shutil.copy(sitting.folder / "0001.png", sitting.folder / "0007.png")
    sitting.go_to_good_images()
    checked(sitting)
    sitting.wait_until(lambda: "1 copy" in titles(sitting))
    page = sitting.good_images
    row = page.gallery.model.row_of("0007.png")
    assert row is not None
    assert page.gallery.model.index(row).data(LOOK).badge == "copy"
    click(row_of(sitting, "duplicate"), "Drop")
    assert [image.name for image in sitting.state.kept] == [f"{number:04}.png" for number in range(1, 7)]
    assert page.gallery.model.index(row).data(LOOK).dropped
    sitting.wait_until(lambda: "1 copy" not in titles(sitting))


def test_what_is_kept_in_spite_of_a_remark_is_not_remarked_again(sitting: TeachSitting) -> None:
    shutil.copy(sitting.folder / "0001.png", sitting.folder / "0007.png")
    sitting.go_to_good_images()
    sitting.wait_until(lambda: "1 copy" in titles(sitting))
    click(row_of(sitting, "duplicate"), "Keep")
    assert "1 copy" not in titles(sitting)
    assert sitting.state.draft.accepted == ("0007.png",)
    assert len(sitting.state.kept) == 7


def test_a_file_that_cannot_be_read_stands_first(sitting: TeachSitting) -> None:
    (sitting.folder / "0009.png").write_bytes(b"no picture")
    sitting.go_to_good_images()
    sitting.wait_until(lambda: titles(sitting)[:1] == ["1 can't be read"])
    group = sitting.good_images._remarks._groups[0]
    assert "0009.png" in group.reason
    click(row_of(sitting, "unreadable"), "Drop")
    assert "0009.png" not in [image.name for image in sitting.state.kept]


def test_the_count_says_what_so_many_support(sitting: TeachSitting) -> None:
    sitting.go_to_good_images()
    card = sitting.good_images._count
    assert card._number.text() == "6"
    # The share p at which six good parts all pass with a chance of 5 %: (1 − p)⁶ = 0.05.
    assert f"{100 * (1 - 0.05 ** (1 / 6)):.0f} %" in card._promise.text()
    sitting.state.drop("0001.png")
    assert card._number.text() == "5"


def test_all_that_is_to_be_checked_is_dropped_by_one_click(sitting: TeachSitting) -> None:
    shutil.copy(sitting.folder / "0001.png", sitting.folder / "0007.png")
    write_image(sitting.folder / "0008.png", np.zeros((48, 64, 3), np.uint8))
    sitting.go_to_good_images()
    card = sitting.good_images._remarks
    sitting.wait_until(lambda: {"1 copy", "1 blank"} <= set(titles(sitting)))
    assert card._drop_all.text() == "Drop all 2"
    card._drop_all.click()
    assert sorted(sitting.state.draft.left_out) == ["0007.png", "0008.png"]
    assert not card._drop_all.isVisibleTo(card)


def test_the_same_picture_again_and_again_can_not_be_gone_on_with(sitting: TeachSitting) -> None:
    for number in range(2, 7):
        shutil.copy(sitting.folder / "0001.png", sitting.folder / f"{number:04}.png")
    sitting.go_to_good_images()
    sitting.wait_until(lambda: not sitting.wizard.can_next)
    assert "all the same" in sitting.page._footer._reason.text()
    write_image(sitting.folder / "0007.png", np.random.default_rng(7).integers(0, 256, (48, 64, 3), np.uint8))
    sitting.state.list_images()
    sitting.wait_until(lambda: sitting.wizard.can_next)


def test_what_nothing_is_said_against_is_told(sitting: TeachSitting) -> None:
    good_folder(sitting.folder, 12)
    shutil.copy(sitting.folder / "0001.png", sitting.folder / "0013.png")
    sitting.go_to_good_images()
    sitting.wait_until(lambda: "1 copy" in titles(sitting))
    said = sitting.good_images._remarks._fine._said
    assert "All have the same size" in said
    assert "All images can be read" in said
    assert "No image is there twice" not in said
    sitting.state.drop("0013.png")
    sitting.wait_until(lambda: "No image is there twice" in sitting.good_images._remarks._fine._said)


def test_two_images_are_the_least(sitting: TeachSitting) -> None:
    sitting.go_to_good_images()
    sitting.state.drop(*[f"{number:04}.png" for number in range(2, 7)])
    assert not sitting.wizard.can_next
    sitting.state.keep("0002.png")
    assert sitting.wizard.can_next


def test_the_delete_key_drops_and_takes_back(sitting: TeachSitting) -> None:
    sitting.go_to_good_images()
    grid = sitting.good_images.gallery.grid
    grid.show_image("0003.png")
    sitting.qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert sitting.state.draft.left_out == ("0003.png",)
    sitting.qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert sitting.state.draft.left_out == ()


def test_a_closer_look_goes_from_image_to_image_and_drops(sitting: TeachSitting) -> None:
    sitting.go_to_good_images()
    gallery = sitting.good_images.gallery
    seen: list[int] = []
    gallery.closer._reader.done.connect(lambda frame: seen.append(int(frame.image.astype(int).sum())))
    sums = [int(read_image(sitting.folder / f"{number:04}.png").astype(int).sum()) for number in range(1, 5)]
    gallery.show_image("0002.png")
    QTest.keyClick(gallery.grid, Qt.Key.Key_Return)
    sitting.wait_until(lambda: seen == [sums[1]])
    assert gallery.closer.isVisible()
    QTest.keyClick(gallery.closer, Qt.Key.Key_Right)
    sitting.wait_until(lambda: seen[1:] == [sums[2]])
    QTest.keyClick(gallery.closer, Qt.Key.Key_Delete)
    assert sitting.state.draft.left_out == ("0003.png",)
    for _ in range(3):  # before the first one there is none
        QTest.keyClick(gallery.closer, Qt.Key.Key_Left)
    sitting.wait_until(lambda: seen[-1] == sums[0])
    assert gallery._name.text() == "0001.png"
    assert sitting.good_images.escape()
    assert gallery.grid.isVisible()
    assert not sitting.good_images.escape()


def test_of_those_to_check_the_next_comes_when_one_is_dropped(sitting: TeachSitting) -> None:
    sitting.go_to_good_images()
    gallery = sitting.good_images.gallery
    sitting.state.drop("0001.png", "0003.png")
    gallery.filter.buttons[2].click()  # those that are dropped
    gallery.show_image("0001.png")
    gallery._look.click()
    gallery._toggle.click()  # keep it: it is none of them any more
    assert gallery._name.text() == "0003.png"
    assert gallery.closer.isVisible()
    gallery._toggle.click()
    assert gallery.grid.isVisible()


def test_only_dropped_images_are_shown_when_asked_for(sitting: TeachSitting) -> None:
    sitting.go_to_good_images()
    sitting.state.drop("0003.png", "0005.png")
    model = sitting.good_images.gallery.model
    model.show_only(ShownImages.DROPPED)
    names = [image.name for row in range(model.rowCount()) if (image := model.image_at(row))]
    assert names == ["0003.png", "0005.png"]


def test_another_folder_is_added_beside_the_first(sitting: TeachSitting, tmp_path: Path) -> None:
    sitting.go_to_good_images()
    sitting.dialogs.path = str(good_folder(tmp_path / "more", 2))
    sitting.good_images._add.click()
    sitting.wait_until(lambda: len(sitting.state.images) == 8)
    assert [image.name for image in sitting.state.images[-2:]] == ["more/0001.png", "more/0002.png"]


def test_remarks_of_one_kind_make_one_row() -> None:
    remarks = (
        Remark(RemarkKind.TOO_FEW, "There are few."),
        Remark(RemarkKind.BLURRED, "a is blurred.", ("a",)),
        Remark(RemarkKind.BLURRED, "b is blurred.", ("b", "c")),
        Remark(RemarkKind.ODD, "c is odd.", ("c",)),
    )
    groups = grouped(remarks, (("x", "x is damaged."),), answered=("b",))
    assert [(group.title, group.images) for group in groups] == [
        ("1 can't be read", ("x",)),
        ("Too few images", ()),
        ("2 blurred", ("a", "c")),
        ("1 odd one out", ("c",)),
    ]
    assert badges(groups) == {"x": "can't be read", "a": "blurred", "c": "blurred"}


def test_thumbnails_are_loaded_for_what_is_seen_alone(window: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "one.png"
    write_image(path, np.full((40, 60, 3), (200, 30, 30), np.uint8))
    images = [GoodImage(f"{number}.png", path) for number in range(5000)]
    shelf = ThumbnailShelf()
    model = ImageModel(shelf)
    grid = ImageGrid(model, window)
    window.resize(1200, 700)
    grid.resize(1200, 700)
    grid.show()
    try:
        model.show_images(images, (), {})
        qtbot.waitUntil(lambda: model.index(0).data(LOOK).thumbnail is not None, timeout=PATIENCE_MS)
        middle = model.index(0).data(LOOK).thumbnail.toImage().pixelColor(30, 20)
        assert (middle.red(), middle.green(), middle.blue()) == (200, 30, 30)
        columns = 1200 // grid._delegate.cell().width()
        seen = columns * (700 // grid._delegate.cell().height() + 2)
        qtbot.waitUntil(lambda: model.index(columns).data(LOOK).thumbnail is not None, timeout=PATIENCE_MS)
        assert 0 < len(shelf) <= seen
        assert seen < MOST_KEPT
    finally:
        shelf.shutdown()


def test_a_picture_that_cannot_be_read_is_said_so(qtbot: QtBot, tmp_path: Path, theme: None) -> None:
    (tmp_path / "bad.png").write_bytes(b"no picture")
    bad = GoodImage("bad.png", tmp_path / "bad.png")
    shelf = ThumbnailShelf()
    model = ImageModel(shelf)
    model.show_images((bad,), (), {})
    try:
        assert model.index(0).data(LOOK).thumbnail is None
        qtbot.waitUntil(lambda: shelf.is_unreadable(bad), timeout=PATIENCE_MS)
        assert model.index(0).data(LOOK).badge == "can't be read"
    finally:
        shelf.shutdown()


def test_a_draft_begun_after_one_was_left_shows_its_pictures(sitting: TeachSitting) -> None:
    sitting.go_to_good_images()
    first = sitting.good_images.gallery.model.index(0)
    sitting.wait_until(lambda: first.data(LOOK).thumbnail is not None)
    sitting.page._footer._leave.click()
    sitting.folder = good_folder(sitting.folder.parent / "other", 3)
    sitting.dialogs.path = str(sitting.folder)
    sitting.go_to_good_images()
    model = sitting.good_images.gallery.model
    sitting.wait_until(lambda: model.rowCount() == 3 and model.index(2).data(LOOK).thumbnail is not None)
