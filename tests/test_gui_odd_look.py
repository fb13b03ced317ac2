"""Why an image is odd is shown even where nothing on it is odd enough to be seen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from stand_ins import PATIENCE_MS

from core.images import write_image
from gui.pages.teach.odd_look import OddLook
from gui.pages.teach.thumbnail_loader import Pictured, read_part

Show = Callable[[float, float], npt.NDArray[np.int64]]


@pytest.fixture
def look(window: QWidget) -> Iterator[OddLook]:
    look = OddLook(window)
    look.setGeometry(0, 0, 500, 460)
    look.show()
    yield look
    look.shutdown(PATIENCE_MS)


def grey_part(folder: Path, top: float, rest: float) -> Pictured:
    """A grey image of 320 × 240 whose map is flat but for one place: row 1 of 4, column 6 of 8."""
    path = folder / "grey.png"
    write_image(path, np.full((240, 320, 3), 128, np.uint8))
    score_map = np.full((4, 8), rest, np.float32)
    score_map[1, 6] = top
    return Pictured("grey.png", path, top, score_map)


@pytest.fixture
def show(look: OddLook, qtbot: QtBot, tmp_path: Path) -> Show:
    """Shows a part, and gives the pixels of the view where it lies, (h, w, 3)."""

    def show(top: float, rest: float) -> npt.NDArray[np.int64]:
        with qtbot.waitSignal(look._reader.done, timeout=PATIENCE_MS):
            look.look_at(grey_part(tmp_path, top, rest))
        look.picture.clearFocus()
        picture = look.picture.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
        pixels = rows[:, : 3 * picture.width()].reshape(picture.height(), picture.width(), 3).astype(np.int64)
        part = look.picture._viewport.target().toRect()
        return pixels[part.top() : part.bottom() + 1, part.left() : part.right() + 1]

    return show


def test_what_is_not_odd_enough_to_be_seen_has_a_ring_round_its_oddest_place(look: OddLook, show: Show) -> None:
    pixels = show(0.3, 0.1)
    rows, columns = np.nonzero(np.abs(pixels - 128).max(axis=2) > 40)
    height, width = pixels.shape[:2]
    # the middle of row 1 of 4 and of column 6 of 8
    assert (rows.min() + rows.max()) / 2 / height == pytest.approx(1.5 / 4, abs=0.01)
    assert (columns.min() + columns.max()) / 2 / width == pytest.approx(6.5 / 8, abs=0.01)
    assert np.ptp(rows) < height / 8
    assert look.why.text() == "The ring is round the oddest place."
    assert look.picture.accessibleDescription() == look.why.text()


def test_a_map_that_is_the_same_everywhere_has_no_oddest_place(look: OddLook, show: Show) -> None:
    pixels = show(0.1, 0.1)
    assert np.abs(pixels - 128).max() <= 2
    assert look.why.text() == ""


def test_what_would_fail_has_its_outline_and_no_ring(look: OddLook, show: Show, tmp_path: Path) -> None:
    show(1.8, 0.1)
    assert look.why.text() == "The outline goes round what would fail."
    part = read_part(grey_part(tmp_path, 1.8, 0.1))
    assert part is not None
    assert part[1].layers.oddest is None


def test_a_picture_that_is_gone_says_so(look: OddLook, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(look._reader.done, timeout=PATIENCE_MS):
        look.look_at(Pictured("gone.png", tmp_path / "gone.png", 0.3))
    assert "can't be read" in look.picture.accessibleName()
    assert look.why.text() == ""
