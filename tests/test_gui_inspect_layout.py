"""Room on the Inspect page: a verdict without a score takes the score's, and nothing below moves."""

from itertools import pairwise

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QApplication, QWidget
from stage import make_part, pixels_of, put_on_stage, rgb

from core.types import SourceNotice, SourceState
from gui.look.theme import LIGHT, Appearance, apply_appearance
from gui.pages.inspect.counts_card import CountsCard
from gui.pages.inspect.image_tools import ImageTools
from gui.pages.inspect.inspect_page import InspectPage
from gui.pages.inspect.score_card import ScoreCard
from gui.pages.inspect.shift_charts import ShiftCharts
from gui.pages.inspect.verdict_tile import VerdictTile
from gui.pictures.prepared_pictures import PreparedPictures
from gui.station.activity import Activity
from gui.widgets.image_view import ImageView

_SMALL, _LARGE = (1200, 572), (1824, 904)  # what is left of 1280 × 720 and of 1920 × 1080
_STALLED = SourceNotice(SourceState.STALLED, "Camera 1 has sent no new picture for 2 s. Check its cable.")


@pytest.fixture
def page(window: QWidget) -> InspectPage:
    return InspectPage(PreparedPictures())


def open_page(window: QWidget, page: InspectPage, small: bool) -> None:
    put_on_stage(window, page, *(_SMALL if small else _LARGE))
    page.set_compact(small)
    page.show_status(Activity.RUNNING, "")
    page.show_results([make_part()])
    settle()


def settle() -> None:
    for _ in range(4):
        QCoreApplication.processEvents()


def place(page: InspectPage, kind: type[QWidget]) -> tuple[int, int, int]:
    """Whether a widget is seen at all, its top on the page, and its height; 0 for one that isn't seen."""
    widget = page.findChild(kind)
    seen = widget.isVisible()
    return int(seen), seen * widget.mapTo(page, QPoint(0, 0)).y(), seen * widget.height()


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize("text_scale", [1.0, 1.25, 1.5])
def test_in_the_small_layout_not_ready_takes_the_scores_room_and_nothing_moves(
    qapp: QApplication, window: QWidget, page: InspectPage, text_scale: float
) -> None:
    apply_appearance(qapp, Appearance(text_scale=text_scale))
    open_page(window, page, small=True)
    below = [place(page, kind) for kind in (CountsCard, ShiftCharts)]
    tile = page.findChild(VerdictTile)
    height = tile.height()
    assert place(page, ScoreCard)[0]

    page.show_status(Activity.RUNNING, "", _STALLED)
    settle()
    assert not place(page, ScoreCard)[0], "it has no score"
    assert tile.height() > height
    assert [place(page, kind) for kind in (CountsCard, ShiftCharts)] == below

    page.show_status(Activity.RUNNING, "")
    page.show_results([make_part()])  # the verdict from before does not come back
    settle()
    assert place(page, ScoreCard)[0]
    assert [place(page, kind) for kind in (CountsCard, ShiftCharts)] == below


def test_the_large_layout_has_room_for_both(window: QWidget, page: InspectPage) -> None:
    open_page(window, page, small=False)
    page.show_status(Activity.RUNNING, "", _STALLED)
    settle()
    assert place(page, ScoreCard)[0]


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize("text_scale", [1.0, 1.25, 1.5])
def test_nothing_lies_over_anything_beside_a_banner(
    qapp: QApplication, window: QWidget, page: InspectPage, text_scale: float
) -> None:
    apply_appearance(qapp, Appearance(text_scale=text_scale))
    open_page(window, page, small=True)
    page.resize(1200, 450)  # what the banner leaves
    page.set_crowded(True)
    page.show_status(Activity.FAILED, "Parts are not inspected")
    settle()

    seen = [place(page, kind) for kind in (VerdictTile, ScoreCard, CountsCard)]
    column = [(top, top + height) for shown, top, height in seen if shown]
    assert all(bottom < top for (_, bottom), (top, _) in pairwise(column))
    assert column[-1][1] <= 450


def test_a_picture_alone_in_its_card_has_round_corners_on_both_sides(window: QWidget, page: InspectPage) -> None:
    def corners() -> list[bool]:
        pixels = pixels_of(page.findChild(ImageView))
        return [tuple(pixels[y, x]) == rgb(LIGHT.surface) for y, x in ((0, 0), (-1, 0), (0, -1), (-1, -1))]

    open_page(window, page, small=True)
    assert corners() == [True, True, False, False], "on the right the tools go on"

    page.set_crowded(True)
    settle()
    assert not place(page, ImageTools)[0]
    assert corners() == [True, True, True, True]
