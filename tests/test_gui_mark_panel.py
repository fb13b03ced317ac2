from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from small import board
from stage import put_on_stage

from core.drafts.images import GoodImage
from core.drafts.store import DraftStore
from core.images import write_image
from core.region.shapes import Rectangle
from core.types import Image
from gui.pages.teach.mark_panel import MarkPanel
from gui.pages.teach.state import TeachState

PATIENCE_MS = 20_000
TURNS = (0, 12, 90, 205)


def turned(degrees: float) -> Image:
    """A board of 128 pixels in the middle of a plain picture (240, 320, 3), turned about the middle."""
    picture = np.full((240, 320, 3), 60, np.uint8)
    picture[56:184, 96:224] = cv2.resize(board(0), (128, 128), interpolation=cv2.INTER_AREA)
    matrix = cv2.getRotationMatrix2D((159.5, 119.5), degrees, 1.0)
    return np.asarray(cv2.warpAffine(picture, matrix, (320, 240), borderValue=(60, 60, 60)), np.uint8)


@pytest.fixture
def panel(window: QWidget, tmp_path: Path) -> Iterator[MarkPanel]:
    """The panel with four good pictures, two of them turned far."""
    images = []
    for degrees in TURNS:
        path = tmp_path / f"{degrees}.png"
        write_image(path, turned(degrees))
        images.append(GoodImage(path.name, path))
    state = TeachState(DraftStore(tmp_path / "drafts"))
    panel = MarkPanel(state)
    put_on_stage(window, panel, 420, 700)
    panel.show_draft(state.draft)
    panel.show_picture(turned(0), "0.png")
    panel.show_images(images)
    yield panel
    panel.stop()
    state.shutdown()


def test_at_any_angle_the_mark_is_found_on_all(panel: MarkPanel, qtbot: QtBot) -> None:
    panel.shapes.add(Rectangle(x=0.38, y=0.36, width=0.22, height=0.26))
    qtbot.waitUntil(lambda: panel._said.text() == "Found on 2 of 4 good pictures", timeout=PATIENCE_MS)
    assert "turned by more than 20° are found with At any angle" in panel._trouble._text.text()
    panel._any_angle.click()
    mark = panel._state.draft.alignment
    assert mark is not None
    assert (mark.any_angle, mark.reference) == (True, "0.png")
    qtbot.waitUntil(lambda: panel._said.text() == "Found on 4 of 4 good pictures", timeout=PATIENCE_MS)
    panel._any_angle.click()
    mark = panel._state.draft.alignment
    assert mark is not None
    assert not mark.any_angle


def test_the_choice_is_there_again_with_the_draft(panel: MarkPanel) -> None:
    panel.shapes.add(Rectangle(x=0.38, y=0.36, width=0.22, height=0.26))
    panel._any_angle.click()
    draft = panel._state.draft
    other = TeachState(panel._state.store)
    panel.show_draft(other.draft)
    assert not panel._any_angle.isChecked()
    panel.show_draft(draft)
    assert panel._any_angle.isChecked()
    other.shutdown()
