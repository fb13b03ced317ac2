"""The picture over the whole window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from stage import make_part, put_on_stage
from views import quarters

from core.types import SourceNotice, SourceState, Verdict
from gui.pages.inspect.full_image import FullImage
from gui.pages.inspect.image_tools import ImageTools
from gui.pages.inspect.inspect_page import InspectPage
from gui.pages.inspect.verdict_tile import VerdictTile
from gui.pictures.prepared_pictures import PreparedPictures
from gui.station.activity import Activity
from gui.widgets.image_view import ImageView

pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def stage(window: QWidget) -> QWidget:
    """A picture and something beside it."""
    stage = QWidget()
    put_on_stage(window, stage, 1000, 600)
    row = QHBoxLayout(stage)
    view = ImageView()
    row.addWidget(view, 1)
    beside = QPushButton("beside")
    beside.setFixedWidth(300)
    row.addWidget(beside)
    QApplication.processEvents()
    return stage


def test_the_picture_covers_the_window_and_goes_back_where_it_was(qtbot: QtBot, stage: QWidget) -> None:
    full, view = FullImage(stage), stage.findChild(ImageView)
    place, part = view.geometry(), make_part(image=quarters())
    view.show_inspection(part)

    full.open_image(view)
    QApplication.processEvents()
    assert full.is_open
    assert full.geometry() == stage.rect()
    assert view.height() == 600
    stage.resize(1100, 700)
    QApplication.processEvents()
    assert full.geometry() == stage.rect()
    stage.resize(1000, 600)

    with qtbot.waitSignal(full.closed):
        QTest.keyClick(full._close, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not full.is_open
    assert not full.isVisible()
    assert view.geometry() == place
    assert view.isVisible()
    full.open_image(view)  # and again
    assert full.is_open
    full.close_image()
    full.close_image()  # a second time changes nothing
    assert view.isVisible()


def test_over_the_window_everything_can_be_touched_and_named(stage: QWidget) -> None:
    full, view = FullImage(stage), stage.findChild(ImageView)
    view.show_inspection(make_part(image=quarters()))
    full.show_verdict(Verdict.FAIL, "1 region over the threshold")
    full.open_image(view)
    QApplication.processEvents()
    buttons = {button.accessibleName(): button for button in full.findChildren(QPushButton)}
    assert all(min(button.width(), button.height()) >= 76 for button in buttons.values())
    assert not buttons["Smaller"].isEnabled()

    buttons["Larger"].click()
    assert view.zoom == pytest.approx(1.5)
    buttons["Smaller"].click()
    assert view.zoom == 1
    buttons["Larger"].click()
    buttons["All"].click()
    assert view.zoom == 1
    assert "FAIL. 1 region over the threshold" in {widget.accessibleName() for widget in full.findChildren(QWidget)}
    buttons["Close"].click()
    assert not full.is_open


def test_over_the_window_too_it_is_said_why_there_is_no_verdict_and_the_keys_go_back(window: QWidget) -> None:
    page = InspectPage(PreparedPictures())
    put_on_stage(window, page, 1200, 600)
    page.setFocus()
    trouble = SourceNotice(SourceState.STALLED, "Camera 1 has sent no new picture for 2 s. Check its cable.")
    page.show_status(Activity.RUNNING, "", trouble)
    page.findChild(ImageTools).full_image_requested.emit()
    QApplication.processEvents()
    full = window.findChild(FullImage)
    assert full.findChild(VerdictTile).accessibleName() == f"NOT READY. {trouble.sentence}"
    assert full.isAncestorOf(QApplication.focusWidget())

    QTest.keyClick(full, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page


def test_it_goes_with_its_page(window: QWidget) -> None:
    page = InspectPage(PreparedPictures())
    put_on_stage(window, page, 1200, 600)
    page.findChild(ImageTools).full_image_requested.emit()
    full = window.findChild(FullImage)
    assert full.isVisible()
    page.hide()  # Ctrl+2, say
    assert not full.isVisible()
    page.show()
    page.findChild(ImageTools).full_image_requested.emit()
    assert full.isVisible()
