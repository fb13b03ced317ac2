"""The border of what is inspected, on the picture of a part."""

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtWidgets import QWidget
from stage import pixels_of, put_on_stage
from stand_ins import make_frame, make_inspection

from gui.widgets.image_view import ImageView

CORNERS = np.array([(8, 6), (24, 6), (24, 18), (8, 18)], np.float32)


@pytest.mark.usefixtures("theme")
def test_a_region_is_shown_by_its_border_and_the_whole_picture_by_none(window: QWidget) -> None:
    view = ImageView()
    put_on_stage(window, view, 640, 480)
    part = make_inspection(make_frame(1))
    view.show_inspection(part)
    plain = pixels_of(view).copy()
    view.show_inspection(replace(part, outlines=(CORNERS,)))
    rows, columns = np.nonzero(np.any(pixels_of(view) != plain, axis=-1))
    # The frame is 32 × 24, so the view shows each of its pixels as 20.
    assert (columns.min(), columns.max()) == (pytest.approx(160, abs=3), pytest.approx(480, abs=3))
    assert (rows.min(), rows.max()) == (pytest.approx(120, abs=3), pytest.approx(360, abs=3))
    assert not np.any((np.abs(columns - 320) < 100) & (np.abs(rows - 240) < 80))  # nothing inside it
