"""What one more part has the window do: it is drawn where it is seen, and nothing else is laid out or painted."""

from collections import Counter

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget
from stage import make_part, put_on_stage

from core.inspection.shift import Shift
from gui.pages.inspect.inspect_page import InspectPage
from gui.pictures.prepared_pictures import PreparedPictures
from gui.station.activity import Activity
from gui.widgets.labels import FigureLabel


class Witness(QObject):
    """Counts what kinds of widgets are laid out and painted."""

    def __init__(self, watched: list[QWidget]) -> None:
        super().__init__()
        self.laid_out: Counter[str] = Counter()
        self.painted: Counter[str] = Counter()
        for widget in watched:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.laid_out[type(watched).__name__] += 1
        if event.type() is QEvent.Type.Paint:
            self.painted[type(watched).__name__] += 1
        return False


@pytest.fixture
def page(window: QWidget) -> InspectPage:
    page = InspectPage(PreparedPictures())
    put_on_stage(window, page, 1184, 900)
    page.show_status(Activity.RUNNING, "")
    return page


def show(page: InspectPage, shift: Shift, score: float) -> None:
    part = make_part(score)
    shift.add(part)
    page.show_results([part])
    page.show_shift(shift)
    for _ in range(3):
        QCoreApplication.processEvents()


def test_one_more_part_lays_nothing_out_and_paints_what_has_changed(page: InspectPage) -> None:
    shift = Shift()
    for _ in range(3):
        show(page, shift, 0.41)
    witness = Witness([page, *page.findChildren(QWidget)])
    show(page, shift, 0.52)

    assert witness.laid_out == Counter()
    assert witness.painted["ImageView"] == 1
    assert witness.painted["PartStrip"] == 1
    assert witness.painted["ScoreBar"] == 1
    for unchanged in ("ToolButton", "ActionButton", "VerdictTile", "RegionList", "ColourBar", "OpacitySlider"):
        assert witness.painted[unchanged] == 0, f"{unchanged} shows nothing new"


def test_nothing_is_painted_under_the_picture(page: InspectPage) -> None:
    shift = Shift()
    show(page, shift, 0.41)
    window = page.window()
    witness = Witness([window])
    show(page, shift, 0.52)
    assert witness.painted == Counter(), "the page covers the window, and the picture its card"


def test_figures_ask_for_room_when_they_become_longer(window: QWidget) -> None:
    label = FigureLabel("", 26, 600)
    put_on_stage(window, label, 200, 40)
    label.setText("111")
    three = label.maximumWidth()
    label.setText("888")
    assert label.maximumWidth() == three, "figures are all of one width"
    label.setText("1,888")
    assert label.maximumWidth() > three
    long = label.maximumWidth()
    label.set_type(13, 600)
    assert label.maximumWidth() == pytest.approx(long / 2, abs=3)
    label.set_type(26, 600)
    label.setText("111")
    assert label.maximumWidth() == three
