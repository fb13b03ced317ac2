from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sitting import Sitting
from small import small_taught
from stand_ins import Gate
from teach_stand_ins import StandInTeacher, good_folder, quickly_taught

from core.drafts.store import DraftStore
from gui.look.theme import Appearance, apply_appearance
from gui.pages.teach.teach_page import TeachPage
from gui.pages.teach.threshold_page import ThresholdPage
from gui.pages.teach.train_page import TrainPage
from gui.station.activity import Activity
from gui.widgets.header import Header
from gui.widgets.nav_rail import NavItem
from gui.widgets.run_bar import RunBar
from gui.wiring.teach_setup import TeachSetup


class TeachWindow:
    """The whole window with a Teach page, whose teaching is a stand-in."""

    def __init__(self, sitting: Sitting, tmp_path: Path) -> None:
        self.sitting, self.teacher = sitting, StandInTeacher()
        self.inspecting: list[bool] = []
        self.store, self.folder = DraftStore(tmp_path / "drafts"), good_folder(tmp_path / "good")
        services = replace(quickly_taught(sitting.services(), self.teacher), spare_cores=self.inspecting.append)
        TeachSetup(self.store, services, sitting.station, sitting.opener, sitting.window)

    def go(self) -> TeachPage:
        self.sitting.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        return cast("TeachPage", self.sitting.window.findChild(TeachPage))

    def go_to_train(self) -> TrainPage:
        page = self.go()
        page.state.change(name="Nut", source=str(self.folder), folders=(self.folder,))
        self.sitting.wait_until(lambda: bool(page.state.images))
        page.wizard.go_to("train")
        return cast("TrainPage", page.wizard.current)


@pytest.fixture
def teach(sitting: Sitting, tmp_path: Path) -> TeachWindow:
    """Give the window; it is closed at the test's end, and waits for a teaching whose gate is shut."""
    return TeachWindow(sitting, tmp_path)


def test_the_wizard_has_the_whole_window_but_the_rail(teach: TeachWindow) -> None:
    page = teach.go()
    window = teach.sitting.window
    assert page.isVisible()
    assert not window.findChild(Header).isVisible()
    assert not window.findChild(RunBar).isVisible()
    marked = [item.text() for item in window.findChildren(NavItem) if item.isChecked()]
    assert marked == ["Teach"]
    teach.sitting.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.findChild(Header).isVisible()
    assert window.findChild(RunBar).isVisible()


def test_leaving_the_page_and_coming_back_goes_on(teach: TeachWindow) -> None:
    train = teach.go_to_train()
    teach.sitting.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    page = teach.go()
    assert page.wizard.current is train
    assert page.state.draft.name == "Nut"


def test_an_inspection_goes_on_while_it_learns_and_has_the_cores(teach: TeachWindow) -> None:
    sitting = teach.sitting
    train = teach.go_to_train()
    sitting.open("endless")
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_until(lambda: sitting.station.activity is Activity.RUNNING)
    gate = teach.teacher.gate = Gate()
    train.start()
    sitting.wait_until(lambda: bool(teach.inspecting))
    before = sitting.station.shift.inspected
    sitting.wait_for_parts(before + 5)
    assert train.training.running
    assert set(teach.inspecting) == {True}
    train.training.cancel()
    gate.open()


def test_without_an_inspection_it_has_them_itself(teach: TeachWindow) -> None:
    train = teach.go_to_train()
    gate = teach.teacher.gate = Gate()
    train.start()
    teach.sitting.wait_until(lambda: bool(teach.inspecting))
    assert set(teach.inspecting) == {False}
    train.training.cancel()
    gate.open()


def test_escape_cancels_the_teaching_and_not_the_inspection(teach: TeachWindow) -> None:
    sitting = teach.sitting
    train = teach.go_to_train()
    sitting.open("endless")
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_until(lambda: sitting.station.activity is Activity.RUNNING)
    gate = teach.teacher.gate = Gate()
    train.start()
    sitting.press(Qt.Key.Key_Escape)
    gate.open()
    sitting.wait_until(lambda: not train.training.running)
    assert sitting.station.activity is Activity.RUNNING
    assert train.state.taught is None


def test_a_saved_recipe_is_inspected_with_and_its_draft_is_gone(teach: TeachWindow) -> None:
    page = teach.go_to_train().state
    page.save_now()
    page.done.emit(Path("nut.filbert"))
    sitting = teach.sitting
    sitting.wait_until(lambda: sitting.station.recipe is not None)
    assert teach.store.listed().drafts == ()
    assert sitting.window.findChild(Header).isVisible()


def test_closing_the_window_while_it_learns_leaves_no_thread(teach: TeachWindow) -> None:
    train = teach.go_to_train()
    gate = teach.teacher.gate = Gate()
    train.start()
    train.training.cancel()
    gate.open()
    teach.sitting.window.close()
    assert teach.store.load(train.state.draft.key).name == "Nut"


def test_what_cannot_be_done_stands_in_the_banner(teach: TeachWindow, tmp_path: Path) -> None:
    page = teach.go()
    page.state.change(folders=(tmp_path / "gone",))
    teach.sitting.wait_until(lambda: "gone is not there" in teach.sitting.banner)


@pytest.mark.usefixtures("own_appearance")
def test_a_larger_text_takes_its_room_at_once(teach: TeachWindow, qapp: QApplication) -> None:
    teach.sitting.window.resize(1280, 720)
    page = teach.go()
    (threshold,) = [step for step in page.wizard.all_pages if isinstance(step, ThresholdPage)]
    widths = []
    for scale in (1.0, 1.25, 1.0):
        apply_appearance(qapp, Appearance(text_scale=scale))
        widths.append(threshold._scroll.maximumWidth())
    assert widths == [400, 500, 400]


@pytest.mark.usefixtures("own_appearance")
def test_a_window_made_small_cuts_no_page_off(teach: TeachWindow, qapp: QApplication) -> None:
    window = teach.sitting.window
    window.resize(1920, 1080)
    page = teach.go_to_train().state
    page.set_taught(small_taught(6), "")
    wizard = teach.go().wizard
    apply_appearance(qapp, Appearance(text_scale=1.5))
    for step in wizard.steps:
        window.resize(1920, 1080)
        wizard.go_to(step)
        qapp.processEvents()
        window.resize(1280, 720)
        qapp.processEvents()
        assert wizard.current.mapTo(window, wizard.current.rect().topRight()).x() < window.width(), step
